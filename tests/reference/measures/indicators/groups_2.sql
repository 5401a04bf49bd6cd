-- @title.en groups 2
-- @focus public-space
-- @measure group
-- @unit case
-- @groups target under-18 10-14 13-14 female all
-- @at-least 2
SELECT profile FROM police_person
 WHERE role IN ('suspect', 'charged');
