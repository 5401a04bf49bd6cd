-- @title.en talks per suspect
-- @focus public-space
-- @measure ratio
-- @unit conversation
-- @groups target under-18 all
-- @of suspects
-- @date occurred
SELECT profile FROM police_prevention;
