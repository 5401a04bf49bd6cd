-- @title.en   Drug searches without action
-- @about.en   Share of the searches for drugs that end without any action.
-- @focus      substance-mental-health
-- @measure    share
-- @of         drug_searches
-- @unit       search
-- @date       occurred
-- @groups     10-24 all
-- @better     lower
SELECT profile FROM stop_search
 WHERE outcome = 'none';
