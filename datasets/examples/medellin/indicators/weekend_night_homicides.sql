-- @title.en   Killed on weekend nights
-- @about.en   Persons killed from Friday and Saturday 20:00 until 06:00 the next morning, local time.
-- @focus      public-space
-- @measure    count
-- @unit       event
-- @date       occurred
-- @groups     all
-- @when       fri 20:00 - sat 06:00, sat 20:00 - sun 06:00
-- @better     lower
SELECT profile FROM homicide;
