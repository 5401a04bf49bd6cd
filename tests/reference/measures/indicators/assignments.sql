-- @title.en assignments
-- @focus public-space
-- @measure count
-- @unit assignment
-- @groups all target
-- @date occurred
SELECT profile FROM police_assignment
 WHERE category IN ('domestic');
