-- @title.en first contact
-- @focus public-space
-- @measure first
-- @unit person
-- @groups all
-- @date occurred
-- @look-back 6 months
SELECT profile FROM outreach;
