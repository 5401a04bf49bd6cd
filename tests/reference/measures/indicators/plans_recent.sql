-- @title.en plans recent
-- @focus public-space
-- @measure status
-- @unit plan
-- @groups all
-- @statistic recent
-- @window 12 months
-- @date occurred
SELECT profile FROM preparedness
 WHERE type IN ('plan', 'risk_analysis');
