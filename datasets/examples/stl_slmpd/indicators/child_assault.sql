-- @title.en   Assault on children
-- @about.en   Assaults on children, coded by the age of the victim.
-- @focus      youth-crime
-- @measure    count
-- @unit       offence
-- @date       reported
-- @groups     all
-- @better     lower
SELECT profile FROM police_case
 WHERE code IN (SELECT code FROM code_tag WHERE tag = 'child-victim');
