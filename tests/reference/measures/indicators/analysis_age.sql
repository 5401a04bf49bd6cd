-- @title.en analysis age
-- @focus public-space
-- @measure status
-- @unit plan
-- @groups all
-- @statistic age
-- @date occurred
SELECT profile FROM preparedness
 WHERE type IN ('risk_analysis');
