-- @title.nb   Mishandling i nære relasjoner
-- @title.nn   Mishandling i nære relasjonar
-- @title.en   Abuse in close relations
-- @about.nb   Anmeldte saker om mishandling i nære relasjoner, tvangsekteskap og kjønnslemlestelse.
-- @about.nn   Melde saker om mishandling i nære relasjonar, tvangsekteskap og kjønnslemlesting.
-- @about.en   Reported cases of abuse in close relations, forced marriage and genital mutilation.
-- @focus      close-relations
-- @measure    count
-- @unit       case
-- @date       reported
-- @groups     all
-- @per        1000 inhabitants
-- @better     neutral
SELECT profile FROM police_case
 WHERE code IN (SELECT code FROM code_tag WHERE tag = 'close-relations');
