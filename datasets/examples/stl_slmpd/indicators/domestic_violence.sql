-- @title.en   Domestic assault
-- @about.en   Assaults that are coded as domestic.
-- @focus      close-relations
-- @measure    count
-- @unit       offence
-- @date       reported
-- @groups     all
-- @better     lower
SELECT profile FROM police_case
 WHERE code IN (SELECT code FROM code_tag WHERE tag = 'domestic');
