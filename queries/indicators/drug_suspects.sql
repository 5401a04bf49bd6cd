-- @title.nb   Unge mistenkt i narkotikasaker
-- @title.nn   Unge mistenkte i narkotikasaker
-- @title.en   Young suspects in drug cases
-- @about.nb   Unge som er registrert som mistenkt i minst én narkotikasak; tallet følger politiets kontroll.
-- @about.nn   Unge som er registrerte som mistenkte i minst éi narkotikasak; talet følgjer kontrollen til politiet.
-- @about.en   Young people registered as suspects in at least one drug case; the figure follows police checks.
-- @focus      substance-mental-health
-- @measure    count
-- @unit       person
-- @date       reported
-- @groups     target 15-17 18-20 21-25
-- @per        1000 inhabitants
-- @better     neutral
-- @driven     police
SELECT profile FROM police_person
 WHERE role IN ('suspect', 'charged')
   AND code IN (SELECT code FROM code_tag WHERE tag = 'drugs');
