-- @title.nb   Unge mistenkt for vold
-- @title.nn   Unge mistenkte for vald
-- @title.en   Young suspects of violence
-- @about.nb   Unge som er registrert som mistenkt i minst én anmeldt voldssak; hver person telles én gang i perioden.
-- @about.nn   Unge som er registrerte som mistenkte i minst éi meld valdssak; kvar person blir tald éin gong i perioden.
-- @about.en   Young people registered as suspects in at least one reported case of violence; each person counts once in the period.
-- @focus      youth-crime
-- @measure    count
-- @unit       person
-- @date       reported
-- @groups     target under-18 13-14 15-17 18-20 21-25
-- @per        1000 inhabitants
-- @better     lower
SELECT profile FROM police_person
 WHERE role IN ('suspect', 'charged')
   AND code IN (SELECT code FROM code_tag WHERE tag = 'violence');
