-- @title.en first 60
-- @focus public-space
-- @measure first
-- @unit person
-- @groups all
-- @look-back 60 months
SELECT profile FROM police_person
 WHERE role IN ('suspect', 'charged');
