-- @title.nb   Kriminelle MC-miljøer: logg
-- @title.nn   Kriminelle MC-miljø: logg
-- @title.en   Criminal MC milieu: log
-- @about.nb   Tilsyn, tiltak og observerte arrangement som gjelder kriminelle MC-miljøer, i samarbeidets logg.
-- @about.nn   Tilsyn, tiltak og observerte arrangement som gjeld kriminelle MC-miljø, i loggen til samarbeidet.
-- @about.en   Inspections, measures and observed events about criminal MC milieus, in the log of the cooperation.
-- @focus      organised-crime
-- @measure    count
-- @unit       event
-- @date       reported
-- @groups     all
-- @better     neutral
SELECT profile FROM measure
 WHERE target = 'mc'
   AND type IN ('inspection', 'measure', 'event');
