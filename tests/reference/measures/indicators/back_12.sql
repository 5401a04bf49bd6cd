-- @title.en back 12
-- @focus public-space
-- @measure return
-- @unit person
-- @groups target under-18 all
-- @of first_24
-- @within 365 days
SELECT profile FROM police_person
 WHERE role IN ('suspect', 'charged');
