-- @title.en   Violence
-- @about.en   Homicide, robbery and assault, by the month of coding, less what was taken back.
-- @focus      public-space
-- @measure    count
-- @unit       offence
-- @date       reported
-- @groups     all
-- @better     lower
SELECT profile FROM police_case
 WHERE code IN (SELECT code FROM code_tag WHERE tag = 'violence');
