-- @title.en repeat assignments
-- @focus public-space
-- @measure repeat
-- @unit person
-- @groups all target
-- @at-least 2
-- @window 4 months
-- @date occurred
SELECT profile FROM police_assignment;
