-- @title.nb   Unge utsatt for vold
-- @title.nn   Unge utsette for vald
-- @title.en   Young victims of violence
-- @about.nb   Unge som er registrert som fornærmet i minst én anmeldt voldssak; hver person telles én gang i perioden.
-- @about.nn   Unge som er registrerte som fornærma i minst éi meld valdssak; kvar person blir tald éin gong i perioden.
-- @about.en   Young people registered as victims in at least one reported case of violence; each counts once in the period.
-- @focus      public-space
-- @measure    count
-- @unit       person
-- @date       reported
-- @groups     target under-18 10-14 13-14 15-17 18-20 21-25
-- @per        1000 inhabitants
-- @better     lower
SELECT profile FROM police_person
 WHERE role = 'victim'
   AND code IN (SELECT code FROM code_tag WHERE tag = 'violence');
