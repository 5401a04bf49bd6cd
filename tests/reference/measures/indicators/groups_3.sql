-- @title.en groups 3
-- @focus public-space
-- @measure group
-- @unit case
-- @groups all under-18
-- @at-least 3
SELECT profile FROM police_person
 WHERE role IN ('suspect', 'charged');
