-- @title.en share not seen
-- @focus public-space
-- @measure share
-- @unit person
-- @groups under-18 all
-- @of population
-- @invert yes
SELECT profile FROM police_person
 WHERE role IN ('suspect', 'charged');
