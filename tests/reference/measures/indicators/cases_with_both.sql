-- @title.en cases with both
-- @focus public-space
-- @measure count
-- @unit case
-- @groups all target
-- @through police_person suspect victim
SELECT profile FROM police_case;
