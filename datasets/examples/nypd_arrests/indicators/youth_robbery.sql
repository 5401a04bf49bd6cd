-- @title.en   Arrests for robbery
-- @about.en   Arrests for robbery, by the age of the arrested.
-- @focus      youth-crime
-- @measure    count
-- @unit       arrest
-- @date       occurred
-- @groups     all under-18 18-24 under-25
-- @better     lower
SELECT profile FROM arrest
 WHERE code IN (SELECT code FROM code_tag WHERE tag = 'robbery');
