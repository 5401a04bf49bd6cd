-- @title.en person cases
-- @focus public-space
-- @measure count
-- @unit case
-- @groups all under-18
SELECT profile FROM police_person
 WHERE role IN ('suspect', 'charged');
