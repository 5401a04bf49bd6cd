-- @title.en suspects occurred
-- @focus public-space
-- @measure count
-- @unit person
-- @groups all under-18
-- @date occurred
SELECT profile FROM police_person
 WHERE role IN ('suspect', 'charged')
   AND code IN ('a');
