-- @title.en   Young people killed
-- @about.en   Persons aged 13–25 who were killed.
-- @focus      youth-crime
-- @measure    count
-- @unit       event
-- @date       occurred
-- @groups     target under-18 18-20 21-25
-- @better     lower
SELECT profile FROM homicide;
