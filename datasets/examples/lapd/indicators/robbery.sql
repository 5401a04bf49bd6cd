-- @title.en   Robbery
-- @about.en   Cases of robbery and attempted robbery, by the age of the victim.
-- @focus      youth-crime
-- @measure    count
-- @unit       case
-- @date       occurred
-- @groups     all target 26-64
-- @through    police_person victim
-- @better     lower
SELECT profile FROM police_case
 WHERE code IN (SELECT code FROM code_tag WHERE tag = 'robbery');
