-- @title.en   Arrests for sexual offences
-- @about.en   Arrests for rape and other sexual offences.
-- @focus      close-relations
-- @measure    count
-- @unit       arrest
-- @date       occurred
-- @groups     all under-25
-- @better     neutral
SELECT profile FROM arrest
 WHERE code IN (SELECT code FROM code_tag WHERE tag = 'sexual');
