-- @title.en   Homicides
-- @about.en   Persons killed, by the day of the deed in local time.
-- @focus      public-space
-- @measure    count
-- @unit       event
-- @date       occurred
-- @groups     all 26-64
-- @better     lower
SELECT profile FROM homicide;
