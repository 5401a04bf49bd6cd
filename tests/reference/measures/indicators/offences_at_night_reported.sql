-- @title.en offences at night reported
-- @focus public-space
-- @measure count
-- @unit offence
-- @groups all
-- @when fri 22:00 - sat 06:00, sat 22:00 - sun 06:00
SELECT profile FROM police_case;
