-- @title.en gini persons
-- @focus public-space
-- @measure concentration
-- @unit case
-- @groups all target
-- @by person
-- @statistic gini
SELECT profile FROM police_person
 WHERE role IN ('suspect', 'charged');
