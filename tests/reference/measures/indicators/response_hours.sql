-- @title.en response hours
-- @focus public-space
-- @measure duration
-- @unit assignment
-- @groups all
-- @statistic sum
-- @value response_minutes
-- @date occurred
-- @in hours
SELECT profile FROM police_assignment;
