-- @title.en contacts nested
-- @focus public-space
-- @measure count
-- @unit contact
-- @groups all target 13-14 15-17 18-20 21-25
-- @date occurred
-- @per 1000 inhabitants
SELECT profile FROM outreach
 WHERE patrol IN ('nested');
