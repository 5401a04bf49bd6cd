-- @title.en share public
-- @focus public-space
-- @measure share
-- @unit case
-- @groups all
-- @of cases
SELECT profile FROM police_case
 WHERE place IN ('public');
