-- @title.en closed in time
-- @focus public-space
-- @measure followup
-- @unit event
-- @groups all
-- @date deadline
-- @to closed
-- @within 0 days
SELECT profile FROM preparedness
 WHERE type IN ('finding');
