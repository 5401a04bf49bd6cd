-- @title.en   Sexual offences
-- @about.en   Rape and other sexual offences.
-- @focus      close-relations
-- @measure    count
-- @unit       offence
-- @date       reported
-- @groups     all
-- @better     neutral
SELECT profile FROM police_case
 WHERE code IN (SELECT code FROM code_tag WHERE tag = 'sexual');
