-- @title.en repeat contacts
-- @focus public-space
-- @measure repeat
-- @unit person
-- @groups all
-- @at-least 2
-- @window 3 months
-- @date occurred
SELECT profile FROM outreach;
