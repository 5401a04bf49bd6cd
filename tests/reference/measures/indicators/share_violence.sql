-- @title.en share violence
-- @focus public-space
-- @measure share
-- @unit case
-- @groups target under-18 all
-- @of young_cases
-- @through police_person suspect/charged
SELECT profile FROM police_case
 WHERE code IN ('a');
