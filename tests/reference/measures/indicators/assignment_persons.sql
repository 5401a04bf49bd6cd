-- @title.en assignment persons
-- @focus public-space
-- @measure count
-- @unit person
-- @groups all female
-- @date occurred
SELECT profile FROM police_assignment;
