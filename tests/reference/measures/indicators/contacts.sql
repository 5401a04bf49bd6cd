-- @title.en contacts
-- @focus public-space
-- @measure count
-- @unit contact
-- @groups all target 13-15 under-18
-- @date occurred
SELECT profile FROM outreach;
