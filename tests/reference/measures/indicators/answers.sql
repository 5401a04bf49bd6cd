-- @title.en answers
-- @focus public-space
-- @measure count
-- @unit respondent
-- @groups all
SELECT profile FROM survey;
