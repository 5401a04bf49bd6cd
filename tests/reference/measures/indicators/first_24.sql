-- @title.en first 24
-- @focus public-space
-- @measure first
-- @unit person
-- @groups target under-18 13-14 15-17 all
-- @look-back 24 months
-- @per 1000 inhabitants
SELECT profile FROM police_person
 WHERE role IN ('suspect', 'charged');
