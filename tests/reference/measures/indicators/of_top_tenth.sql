-- @title.en of top tenth
-- @focus public-space
-- @measure concentration
-- @unit case
-- @groups all under-18
-- @by person
-- @top 10 %
SELECT profile FROM police_person
 WHERE role IN ('suspect', 'charged');
