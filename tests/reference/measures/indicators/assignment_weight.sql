-- @title.en assignment weight
-- @focus public-space
-- @measure count
-- @unit event
-- @groups all
-- @date occurred
SELECT profile FROM police_assignment
 WHERE category IN ('domestic', 'theft');
