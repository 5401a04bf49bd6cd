-- @title.en cases
-- @focus public-space
-- @measure count
-- @unit case
-- @groups all
-- @per 1000 inhabitants
SELECT profile FROM police_case;
