-- @title.en response events
-- @focus public-space
-- @measure duration
-- @unit event
-- @groups all
-- @statistic sum
-- @value response_minutes
-- @date occurred
SELECT profile FROM police_assignment;
