-- @title.en response median
-- @focus public-space
-- @measure duration
-- @unit assignment
-- @groups all target
-- @statistic median
-- @value response_minutes
-- @date occurred
SELECT profile FROM police_assignment;
