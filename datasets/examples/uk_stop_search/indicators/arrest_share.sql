-- @title.en   Searches that end in arrest
-- @about.en   Share of all searches that end in an arrest, for whatever was found.
-- @focus      public-space
-- @measure    share
-- @of         searches
-- @unit       search
-- @date       occurred
-- @groups     10-24 all
-- @better     higher
SELECT profile FROM stop_search
 WHERE outcome = 'arrest';
