-- @title.nb   Ordensforstyrrelser
-- @title.nn   Ordensforstyrringar
-- @title.en   Disorder cases
-- @about.nb   Anmeldte saker om ordensforstyrrelse og opptøyer.
-- @about.nn   Melde saker om ordensforstyrring og opptøyar.
-- @about.en   Reported cases of disorder and riot.
-- @focus      public-space
-- @measure    count
-- @unit       case
-- @date       reported
-- @groups     all
-- @per        1000 inhabitants
-- @better     neutral
-- @driven     police
SELECT profile FROM police_case
 WHERE code IN (SELECT code FROM code_tag WHERE tag = 'disorder');
