-- @title.en   Arrests for assault
-- @about.en   Arrests for felony assault and for assault of the third degree, at home or outside: the file does not tell.
-- @focus      close-relations
-- @measure    count
-- @unit       arrest
-- @date       occurred
-- @groups     all under-25 female male
-- @better     lower
SELECT profile FROM arrest
 WHERE code IN (SELECT code FROM code_tag WHERE tag = 'assault');
