-- @title.en top hours weight
-- @focus public-space
-- @measure concentration
-- @unit event
-- @groups all
-- @by hour
-- @top 5 %
-- @date occurred
SELECT profile FROM police_assignment;
