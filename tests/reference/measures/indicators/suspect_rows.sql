-- @title.en suspect rows
-- @focus public-space
-- @measure count
-- @unit charge
-- @groups all target
SELECT profile FROM police_person
 WHERE role IN ('suspect', 'charged');
