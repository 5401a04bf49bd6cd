-- @title.en safe
-- @focus public-space
-- @measure survey
-- @unit respondent
-- @groups all female target 13-15
-- @yes yes
-- @base respondents
SELECT profile FROM survey
 WHERE question IN ('safe');
