-- @title.en share of people
-- @focus public-space
-- @measure share
-- @unit person
-- @groups target under-18 female all
-- @of population
SELECT profile FROM police_person
 WHERE role IN ('suspect', 'charged');
