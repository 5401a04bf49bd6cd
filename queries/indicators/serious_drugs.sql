-- @title.nb   Grov narkotika
-- @title.nn   Grov narkotika
-- @title.en   Aggravated drug offences
-- @about.nb   Anmeldte saker om grov narkotikaovertredelse.
-- @about.nn   Melde saker om grov narkotikalovbrot.
-- @about.en   Reported cases of aggravated drug offences.
-- @focus      organised-crime
-- @measure    count
-- @unit       case
-- @date       reported
-- @groups     all target
-- @through    police_person suspect/charged
-- @per        1000 inhabitants
-- @better     neutral
-- @driven     police
SELECT profile FROM police_case
 WHERE code IN (SELECT code FROM code_tag WHERE tag = 'drugs-serious');
