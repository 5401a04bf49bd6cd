-- @title.nb   Kniv og våpen på offentlig sted
-- @title.nn   Kniv og våpen på offentleg stad
-- @title.en   Knives and weapons in public
-- @about.nb   Anmeldte saker om kniv eller annet våpen på offentlig sted; tallet følger politiets kontroll.
-- @about.nn   Melde saker om kniv eller anna våpen på offentleg stad; talet følgjer kontrollen til politiet.
-- @about.en   Reported cases of a knife or other weapon in public; the figure follows police checks.
-- @focus      public-space
-- @measure    count
-- @unit       case
-- @date       reported
-- @groups     all under-18 target
-- @through    police_person suspect/charged
-- @per        1000 inhabitants
-- @better     neutral
-- @driven     police
SELECT profile FROM police_case
 WHERE code IN (SELECT code FROM code_tag WHERE tag = 'weapon');
