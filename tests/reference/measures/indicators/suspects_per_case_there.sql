-- @title.en suspects per case there
-- @focus public-space
-- @measure ratio
-- @unit person
-- @groups all
-- @of cases
-- @geography scene
SELECT profile FROM police_person
 WHERE role IN ('suspect', 'charged');
