-- @title.en top hours
-- @focus public-space
-- @measure concentration
-- @unit case
-- @groups all
-- @by hour
-- @top 12
-- @date occurred
SELECT profile FROM police_case;
