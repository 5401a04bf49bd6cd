-- @title.en   Stop and search
-- @about.en   Searches of persons and vehicles by both forces of London.
-- @focus      public-space
-- @measure    count
-- @unit       search
-- @date       occurred
-- @groups     all 10-17 18-24 10-24 25-34 35-plus female male
-- @better     neutral
-- @driven     police
SELECT profile FROM stop_search;
