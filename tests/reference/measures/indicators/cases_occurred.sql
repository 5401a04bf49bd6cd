-- @title.en cases occurred
-- @focus public-space
-- @measure count
-- @unit case
-- @groups all
-- @date occurred
SELECT profile FROM police_case
 WHERE place IN ('public');
