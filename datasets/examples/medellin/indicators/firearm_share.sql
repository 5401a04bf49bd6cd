-- @title.en   Firearms among homicides
-- @about.en   Share of the homicides that were committed with a firearm.
-- @focus      organised-crime
-- @measure    share
-- @of         homicides
-- @unit       event
-- @date       occurred
-- @groups     all
-- @better     lower
SELECT profile FROM homicide
 WHERE means = 'firearm';
