-- @title.nb   Unge skadd i trafikken
-- @title.nn   Unge skadde i trafikken
-- @title.en   Young people injured on roads
-- @about.nb   Personer som er skadd i trafikkulykker.
-- @about.nn   Personar som er skadde i trafikkulukker.
-- @about.en   Persons injured in road accidents.
-- @focus      preparedness
-- @measure    count
-- @unit       injured
-- @date       occurred
-- @groups     target
-- @per        1000 inhabitants
-- @better     lower
SELECT profile FROM preparedness
 WHERE type = 'road_accident'
   AND injured = 'yes';
