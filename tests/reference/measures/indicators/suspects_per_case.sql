-- @title.en suspects per case
-- @focus public-space
-- @measure ratio
-- @unit person
-- @groups all
-- @of cases
SELECT profile FROM police_person
 WHERE role IN ('suspect', 'charged');
