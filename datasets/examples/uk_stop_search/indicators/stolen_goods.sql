-- @title.en   Searches for stolen goods
-- @about.en   Searches for stolen goods and for articles for use in theft.
-- @focus      organised-crime
-- @measure    count
-- @unit       search
-- @date       occurred
-- @groups     all 10-24
-- @better     neutral
-- @driven     police
SELECT profile FROM stop_search
 WHERE object = 'stolen';
