-- @title.nb   Planlagte øvelser
-- @title.nn   Planlagde øvingar
-- @title.en   Exercises planned
-- @about.nb   Beredskapsøvelser i planen for politi og kommune, gjennomført eller ikke.
-- @about.nn   Beredskapsøvingar i planen for politi og kommune, gjennomførte eller ikkje.
-- @about.en   Preparedness exercises in the plan of police and municipality, held or not.
-- @focus      preparedness
-- @measure    count
-- @unit       exercise
-- @date       occurred
-- @groups     all
-- @better     neutral
-- @row        no
SELECT profile FROM preparedness
 WHERE type = 'exercise'
   AND partner_police = 1;
