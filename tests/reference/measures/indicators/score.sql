-- @title.en score
-- @focus public-space
-- @measure survey
-- @unit respondent
-- @groups all male
-- @value score
-- @statistic mean
SELECT profile FROM survey;
