-- @title.en contact persons
-- @focus public-space
-- @measure count
-- @unit person
-- @groups all male
-- @date occurred
SELECT profile FROM outreach;
