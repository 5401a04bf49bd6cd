-- @title.en of frequent
-- @focus public-space
-- @measure concentration
-- @unit case
-- @groups all target
-- @by person
-- @at-least 2
SELECT profile FROM police_person
 WHERE role IN ('suspect', 'charged');
