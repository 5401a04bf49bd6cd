-- @title.en   Searches for drugs
-- @about.en   Searches for controlled drugs and psychoactive substances.
-- @focus      substance-mental-health
-- @measure    count
-- @unit       search
-- @date       occurred
-- @groups     all 10-17 18-24 10-24
-- @better     neutral
-- @driven     police
SELECT profile FROM stop_search
 WHERE object = 'drugs';
