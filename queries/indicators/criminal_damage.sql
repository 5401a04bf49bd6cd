-- @title.nb   Skadeverk
-- @title.nn   Skadeverk
-- @title.en   Criminal damage
-- @about.nb   Anmeldte skadeverk, tagging medregnet.
-- @about.nn   Melde skadeverk, tagging medrekna.
-- @about.en   Reported criminal damage, graffiti included.
-- @focus      public-space
-- @measure    count
-- @unit       case
-- @date       reported
-- @groups     all target
-- @through    police_person suspect/charged
-- @per        1000 inhabitants
-- @better     lower
SELECT profile FROM police_case
 WHERE code IN (SELECT code FROM code_tag WHERE tag = 'damage');
