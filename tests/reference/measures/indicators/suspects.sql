-- @title.en suspects
-- @focus public-space
-- @measure count
-- @unit person
-- @groups all target under-18 10-14 female male 13-14 15-17 18-20 21-25
-- @per 1000 inhabitants
SELECT profile FROM police_person
 WHERE role IN ('suspect', 'charged');
