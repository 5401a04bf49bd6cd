-- @title.nb   Unge som ikke er registrert
-- @title.nn   Unge som ikkje er registrerte
-- @title.en   Youths not registered
-- @about.nb   Andelen av alle bosatte i aldersgruppen som ikke er registrert som mistenkt eller siktet i perioden.
-- @about.nn   Delen av alle busette i aldersgruppa som ikkje er registrerte som mistenkte eller sikta i perioden.
-- @about.en   The share of all residents in the age group who are not registered as suspected or charged in the period.
-- @focus      youth-crime
-- @measure    share
-- @of         population
-- @invert     yes
-- @unit       person
-- @date       reported
-- @groups     under-18 target
-- @better     higher
SELECT profile FROM police_person
 WHERE role IN ('suspect', 'charged')
   AND residence IN (SELECT code FROM place_code);
