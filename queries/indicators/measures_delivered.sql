-- @title.nb   Tiltak som er gjennomført
-- @title.nn   Tiltak som er gjennomførte
-- @title.en   Measures delivered
-- @about.nb   Andelen av tiltakene som er gjennomført.
-- @about.nn   Delen av tiltaka som er gjennomførte.
-- @about.en   The share of measures that are delivered.
-- @focus      cooperation
-- @measure    share
-- @of         measures
-- @unit       measure
-- @date       started
-- @groups     all
-- @better     neutral
SELECT profile FROM measure
 WHERE type = 'measure'
   AND status = 'finished';
