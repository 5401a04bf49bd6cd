-- @title.en   Violence on weekend nights
-- @about.en   Cases of violence from Friday and Saturday 22:00 until 06:00 the next morning.
-- @focus      public-space
-- @measure    count
-- @unit       case
-- @date       occurred
-- @groups     all
-- @when       fri 22:00 - sat 06:00, sat 22:00 - sun 06:00
-- @better     lower
SELECT profile FROM police_case
 WHERE code IN (SELECT code FROM code_tag WHERE tag = 'violence');
