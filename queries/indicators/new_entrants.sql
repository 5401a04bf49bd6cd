-- @title.nb   Førstegangsregistrerte unge
-- @title.nn   Førstegongsregistrerte unge
-- @title.en   Young new entrants
-- @about.nb   Unge som er mistenkt eller siktet i perioden, og ikke var det i de 24 månedene før.
-- @about.nn   Unge som er mistenkte eller sikta i perioden, og ikkje var det i dei 24 månadene før.
-- @about.en   Young people suspected or charged in the period who were not in the 24 months before.
-- @focus      youth-crime
-- @measure    first
-- @look-back  24 months
-- @unit       person
-- @date       reported
-- @groups     target under-18 10-14 15-17
-- @per        1000 inhabitants
-- @better     lower
SELECT profile FROM police_person
 WHERE role IN ('suspect', 'charged');
