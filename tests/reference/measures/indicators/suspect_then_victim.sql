-- @title.en suspect then victim
-- @focus public-space
-- @measure followup
-- @unit person
-- @groups all under-18
-- @of suspects
-- @within 90 days
SELECT profile FROM police_person
 WHERE role IN ('victim');
