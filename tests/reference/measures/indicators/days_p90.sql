-- @title.en days p90
-- @focus public-space
-- @measure duration
-- @unit case
-- @groups all
-- @statistic p90
-- @from reported
-- @to decided
SELECT profile FROM police_case
 WHERE code IN ('a', 'b');
