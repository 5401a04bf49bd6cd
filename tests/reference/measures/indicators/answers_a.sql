-- @title.en answers a
-- @focus public-space
-- @measure survey
-- @unit respondent
-- @groups all
-- @of answers
SELECT profile FROM survey
 WHERE answer IN ('a');
