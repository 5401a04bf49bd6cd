-- @title.en cases decided
-- @focus public-space
-- @measure count
-- @unit case
-- @groups all
-- @date decided
SELECT profile FROM police_case;
