-- @title.en followed elsewhere
-- @focus public-space
-- @measure followup
-- @unit person
-- @groups all
-- @of suspects
-- @within 30 days
SELECT profile FROM treatment;
