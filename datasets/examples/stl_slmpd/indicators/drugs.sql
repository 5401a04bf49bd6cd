-- @title.en   Drug offences
-- @about.en   Possession, sale and production of drugs.
-- @focus      substance-mental-health
-- @measure    count
-- @unit       offence
-- @date       reported
-- @groups     all
-- @better     neutral
-- @driven     police
SELECT profile FROM police_case
 WHERE code IN (SELECT code FROM code_tag WHERE tag = 'drugs');
