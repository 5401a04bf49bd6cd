-- @title.en repeaters
-- @focus public-space
-- @measure repeat
-- @unit person
-- @groups target under-18 all 18-20
-- @at-least 3
-- @window 12 months
SELECT profile FROM police_person
 WHERE role IN ('suspect', 'charged');
