-- @title.en suspects by scene
-- @focus public-space
-- @measure count
-- @unit person
-- @groups target
-- @geography scene
SELECT profile FROM police_person
 WHERE role IN ('suspect', 'charged');
