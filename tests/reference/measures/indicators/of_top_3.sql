-- @title.en of top 3
-- @focus public-space
-- @measure concentration
-- @unit charge
-- @groups all
-- @by person
-- @top 3
SELECT profile FROM police_person
 WHERE role IN ('suspect', 'charged');
