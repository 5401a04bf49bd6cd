-- @title.en with adult
-- @focus public-space
-- @measure group
-- @unit case
-- @groups under-18 all target
-- @at-least 2
-- @with 21-
SELECT profile FROM police_person
 WHERE role IN ('suspect', 'charged');
