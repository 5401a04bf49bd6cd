-- @title.en   Arson
-- @about.en   Arson and attempts.
-- @focus      preparedness
-- @measure    count
-- @unit       offence
-- @date       reported
-- @groups     all
-- @better     lower
SELECT profile FROM police_case
 WHERE code IN (SELECT code FROM code_tag WHERE tag = 'arson');
