-- @title.en contacts per assignment
-- @focus public-space
-- @measure ratio
-- @unit contact
-- @groups all target
-- @of assignments
-- @per 100
-- @date occurred
SELECT profile FROM outreach;
