-- @title.nb   Tiltak
-- @title.nn   Tiltak
-- @title.en   Measures
-- @about.nb   Tiltak i samarbeidet, etter datoen de startet.
-- @about.nn   Tiltak i samarbeidet, etter datoen dei starta.
-- @about.en   Measures of the cooperation, by the day they started.
-- @focus      cooperation
-- @measure    count
-- @unit       measure
-- @date       started
-- @groups     all
-- @better     neutral
-- @row        no
SELECT profile FROM measure
 WHERE type = 'measure';
