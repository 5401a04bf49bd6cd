-- @title.en repeaters half
-- @focus public-space
-- @measure repeat
-- @unit person
-- @groups all
-- @at-least 2
-- @window 6 months
SELECT profile FROM police_person
 WHERE role IN ('suspect', 'charged');
