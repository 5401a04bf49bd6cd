-- @title.en first 1
-- @focus public-space
-- @measure first
-- @unit person
-- @groups all under-18 18-20
-- @look-back 1 months
SELECT profile FROM police_person
 WHERE role IN ('suspect', 'charged');
