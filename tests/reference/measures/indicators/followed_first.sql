-- @title.en followed first
-- @focus public-space
-- @measure followup
-- @unit person
-- @groups all target
-- @of first_1
-- @within 0 days
-- @date occurred
SELECT profile FROM police_prevention;
