-- @title.en with peer
-- @focus public-space
-- @measure group
-- @unit case
-- @groups under-18
-- @at-least 1
-- @with 13-17
SELECT profile FROM police_person
 WHERE role IN ('suspect', 'charged');
