-- @title.nb   Unge fornærmede
-- @title.nn   Unge fornærma
-- @title.en   Young victims
-- @about.nb   Unge som er registrert som fornærmet i minst én anmeldt sak; hver person telles én gang i perioden.
-- @about.nn   Unge som er registrerte som fornærma i minst éi meld sak; kvar person blir tald éin gong i perioden.
-- @about.en   Young people registered as victims in at least one reported case; each person counts once in the period.
-- @focus      youth-crime
-- @measure    count
-- @unit       person
-- @date       reported
-- @groups     target under-18 10-14 13-14 15-17 18-20 21-25
-- @per        1000 inhabitants
-- @better     lower
SELECT profile FROM police_person
 WHERE role = 'victim';
