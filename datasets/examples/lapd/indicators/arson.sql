-- @title.en   Arson
-- @about.en   Cases of arson. So few that most quarters are not shown.
-- @focus      preparedness
-- @measure    count
-- @unit       case
-- @date       occurred
-- @groups     all
-- @better     lower
SELECT profile FROM police_case
 WHERE code IN (SELECT code FROM code_tag WHERE tag = 'arson');
