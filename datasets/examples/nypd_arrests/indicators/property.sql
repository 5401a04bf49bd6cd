-- @title.en   Arrests for theft
-- @about.en   Arrests for theft, burglary and possession of stolen property.
-- @focus      public-space
-- @measure    count
-- @unit       arrest
-- @date       occurred
-- @groups     all under-25
-- @better     neutral
-- @driven     police
SELECT profile FROM arrest
 WHERE code IN (SELECT code FROM code_tag WHERE tag = 'property');
