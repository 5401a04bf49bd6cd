-- @title.nb   Narkotikasaker
-- @title.nn   Narkotikasaker
-- @title.en   Drug cases
-- @about.nb   Anmeldte narkotikasaker; tallet følger politiets kontroll.
-- @about.nn   Melde narkotikasaker; talet følgjer kontrollen til politiet.
-- @about.en   Reported drug cases; the figure follows police checks.
-- @focus      substance-mental-health
-- @measure    count
-- @unit       case
-- @date       reported
-- @groups     all
-- @per        1000 inhabitants
-- @better     neutral
-- @driven     police
SELECT profile FROM police_case
 WHERE code IN (SELECT code FROM code_tag WHERE tag = 'drugs');
