-- @title.nb   Unge i narkotikaomsetning
-- @title.nn   Unge i narkotikaomsetjing
-- @title.en   Youths in drug supply
-- @about.nb   Unge som er mistenkt eller siktet etter straffeloven § 231 eller § 232; hver person telles én gang i perioden.
-- @about.nn   Unge som er mistenkte eller sikta etter straffelova § 231 eller § 232; kvar person blir tald éin gong i perioden.
-- @about.en   Young people suspected or charged under sections 231 or 232 of the Penal Code; each counts once in the period.
-- @focus      organised-crime
-- @measure    count
-- @unit       person
-- @date       reported
-- @groups     target
-- @per        1000 inhabitants
-- @better     lower
-- @driven     police
SELECT profile FROM police_person
 WHERE role IN ('suspect', 'charged')
   AND code IN (SELECT code FROM code_tag WHERE tag = 'supply');
