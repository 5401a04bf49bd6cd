-- @title.en findings open
-- @focus public-space
-- @measure status
-- @unit event
-- @groups all
-- @statistic open
-- @from occurred
-- @to closed
-- @date occurred
SELECT profile FROM preparedness;
