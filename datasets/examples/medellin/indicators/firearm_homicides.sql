-- @title.en   Killed with a firearm
-- @about.en   Persons killed with a firearm.
-- @focus      organised-crime
-- @measure    count
-- @unit       event
-- @date       occurred
-- @groups     all target
-- @better     lower
SELECT profile FROM homicide
 WHERE means = 'firearm';
