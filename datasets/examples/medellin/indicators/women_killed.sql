-- @title.en   Women killed
-- @about.en   Women and girls who were killed. The file does not tell by whom.
-- @focus      close-relations
-- @measure    count
-- @unit       event
-- @date       occurred
-- @groups     all
-- @better     lower
SELECT profile FROM homicide
 WHERE sex = 'female';
