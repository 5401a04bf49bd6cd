-- @title.en mediations
-- @focus public-space
-- @measure count
-- @unit case
-- @groups all under-18 10-14 13-14
SELECT profile FROM mediation;
