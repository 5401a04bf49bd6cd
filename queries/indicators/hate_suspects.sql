-- @title.nb   Mistenkte i hatsaker
-- @title.nn   Mistenkte i hatsaker
-- @title.en   Suspects in hate cases
-- @about.nb   Personer som er registrert som mistenkt i minst én sak med hatmotiv.
-- @about.nn   Personar som er registrerte som mistenkte i minst éi sak med hatmotiv.
-- @about.en   Persons registered as suspects in at least one case with a hate motive.
-- @focus      hate-extremism
-- @measure    count
-- @unit       person
-- @date       reported
-- @groups     all target under-18
-- @per        1000 inhabitants
-- @better     lower
SELECT profile FROM police_person
 WHERE role IN ('suspect', 'charged')
   AND (hate_motive_ethnicity = 1
        OR hate_motive_religion = 1
        OR hate_motive_lgbt = 1
        OR hate_motive_disability = 1
        OR hate_motive_other = 1
        OR code IN (SELECT code FROM code_tag WHERE tag = 'hate'));
