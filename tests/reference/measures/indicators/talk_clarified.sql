-- @title.en talk clarified
-- @focus public-space
-- @measure followup
-- @unit case
-- @groups all target
-- @date occurred
-- @to clarified
-- @within 30 days
SELECT profile FROM police_prevention;
