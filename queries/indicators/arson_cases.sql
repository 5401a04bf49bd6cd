-- @title.nb   Påsatte branner
-- @title.nn   Påsette brannar
-- @title.en   Arson
-- @about.nb   Anmeldte saker om brannstiftelse.
-- @about.nn   Melde saker om brannstifting.
-- @about.en   Reported cases of arson.
-- @focus      preparedness
-- @measure    count
-- @unit       case
-- @date       reported
-- @groups     all target
-- @per        1000 inhabitants
-- @through    police_person suspect/charged
-- @better     lower
SELECT profile FROM police_case
 WHERE code IN (SELECT code FROM code_tag WHERE tag = 'arson');
