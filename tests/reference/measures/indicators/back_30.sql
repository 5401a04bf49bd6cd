-- @title.en back 30
-- @focus public-space
-- @measure return
-- @unit person
-- @groups all target
-- @of suspects
-- @within 30 days
SELECT profile FROM police_person
 WHERE role IN ('suspect');
