-- @title.nb   Skytevåpen
-- @title.nn   Skytevåpen
-- @title.en   Firearms offences
-- @about.nb   Anmeldte saker om ulovlig befatning med skytevåpen; tallet følger politiets kontroll.
-- @about.nn   Melde saker om ulovleg bruk og oppbevaring av skytevåpen; talet følgjer kontrollen til politiet.
-- @about.en   Reported cases of unlawful firearms; the figure follows police checks.
-- @focus      organised-crime
-- @measure    count
-- @unit       case
-- @date       reported
-- @groups     all
-- @per        1000 inhabitants
-- @better     neutral
-- @driven     police
SELECT profile FROM police_case
 WHERE code IN (SELECT code FROM code_tag WHERE tag = 'firearm');
