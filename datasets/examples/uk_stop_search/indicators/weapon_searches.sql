-- @title.en   Searches for weapons
-- @about.en   Searches for offensive weapons and firearms, those without a suspicion (section 60) among them.
-- @focus      youth-crime
-- @measure    count
-- @unit       search
-- @date       occurred
-- @groups     all 10-17 18-24 10-24
-- @better     neutral
-- @driven     police
SELECT profile FROM stop_search
 WHERE object IN ('weapon', 'firearm');
