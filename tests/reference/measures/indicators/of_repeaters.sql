-- @title.en of repeaters
-- @focus public-space
-- @measure concentration
-- @unit case
-- @groups target under-18 all
-- @by person
-- @at-least 3
-- @window 12 months
SELECT profile FROM police_person
 WHERE role IN ('suspect', 'charged');
