-- @title.en wait p80
-- @focus public-space
-- @measure duration
-- @unit referral
-- @groups all 18-20
-- @statistic p80
-- @from reported
-- @to started
SELECT profile FROM treatment;
