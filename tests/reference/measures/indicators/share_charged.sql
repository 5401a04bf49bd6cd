-- @title.en share charged
-- @focus public-space
-- @measure share
-- @unit person
-- @groups target female
-- @of suspects
SELECT profile FROM police_person
 WHERE role IN ('charged');
