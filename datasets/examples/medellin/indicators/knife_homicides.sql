-- @title.en   Killed with a knife
-- @about.en   Persons killed with a knife or another sharp weapon.
-- @focus      public-space
-- @measure    count
-- @unit       event
-- @date       occurred
-- @groups     all
-- @better     lower
SELECT profile FROM homicide
 WHERE means = 'knife';
