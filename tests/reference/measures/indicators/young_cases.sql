-- @title.en young cases
-- @focus public-space
-- @measure count
-- @unit case
-- @groups all target under-18 10-14 female male girls 13-14 15-17 18-20 21-25
-- @through police_person suspect/charged
SELECT profile FROM police_case;
