-- @title.en closed 30
-- @focus public-space
-- @measure followup
-- @unit event
-- @groups all
-- @date occurred
-- @from deadline
-- @to closed
-- @within 30 days
SELECT profile FROM preparedness;
