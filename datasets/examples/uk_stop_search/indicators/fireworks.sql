-- @title.en   Searches for fireworks
-- @about.en   Searches for fireworks. So few that small groups are not shown.
-- @focus      preparedness
-- @measure    count
-- @unit       search
-- @date       occurred
-- @groups     all 10-17 18-24
-- @better     neutral
-- @driven     police
SELECT profile FROM stop_search
 WHERE object = 'fireworks';
