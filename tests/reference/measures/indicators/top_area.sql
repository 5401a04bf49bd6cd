-- @title.en top area
-- @focus public-space
-- @measure concentration
-- @unit case
-- @groups all
-- @by area
-- @top 1
SELECT profile FROM police_case;
