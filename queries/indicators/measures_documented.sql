-- @title.nb   Tiltak som er dokumentert
-- @title.nn   Tiltak som er dokumenterte
-- @title.en   Measures documented
-- @about.nb   Andelen av tiltakene som har beskrevet problem, målindikator, eier og evaluering.
-- @about.nn   Delen av tiltaka som har skildra problem, målindikator, eigar og evaluering.
-- @about.en   The share of measures with a documented problem, target indicator, owner and evaluation.
-- @focus      cooperation
-- @measure    share
-- @of         measures
-- @unit       measure
-- @date       started
-- @groups     all
-- @better     neutral
SELECT profile FROM measure
 WHERE type = 'measure'
   AND problem = 'yes'
   AND indicator = 'yes'
   AND owner <> ''
   AND evaluated = 'yes';
