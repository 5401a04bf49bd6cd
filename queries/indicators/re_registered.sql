-- @title.nb   Ny sak innen tolv måneder
-- @title.nn   Ny sak innan tolv månader
-- @title.en   New case within twelve months
-- @about.nb   Andelen av førstegangsregistrerte unge som er mistenkt i en ny sak innen 365 dager.
-- @about.nn   Delen av førstegongsregistrerte unge som er mistenkte i ei ny sak innan 365 dagar.
-- @about.en   The share of young new entrants who are suspected in a new case within 365 days.
-- @focus      youth-crime
-- @measure    return
-- @of         new_entrants
-- @within     365 days
-- @unit       person
-- @date       reported
-- @groups     target under-18
-- @better     lower
SELECT profile FROM police_person
 WHERE role IN ('suspect', 'charged');
