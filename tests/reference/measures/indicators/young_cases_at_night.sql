-- @title.en young cases at night
-- @focus public-space
-- @measure rate
-- @unit case
-- @groups target all under-18
-- @through police_person suspect/charged
-- @when fri 22:00 - sat 06:00, sat 22:00 - sun 06:00
-- @date occurred
-- @per 100000 inhabitants
SELECT profile FROM police_case;
