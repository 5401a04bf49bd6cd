-- @title.en days median
-- @focus public-space
-- @measure duration
-- @unit case
-- @groups all
-- @statistic median
-- @date decided
-- @from reported
-- @to decided
SELECT profile FROM police_case;
