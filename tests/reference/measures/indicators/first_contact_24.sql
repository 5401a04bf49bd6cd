-- @title.en first contact 24
-- @focus public-space
-- @measure first
-- @unit person
-- @groups all
-- @date occurred
-- @look-back 24 months
SELECT profile FROM outreach;
