-- @title.nb   Unge gjengangere
-- @title.nn   Unge gjengangarar
-- @title.en   Repeat young offenders
-- @about.nb   Unge som er mistenkt eller siktet i minst fire saker de siste tolv månedene, av alle unge som er mistenkt eller siktet i minst én.
-- @about.nn   Unge som er mistenkte eller sikta i minst fire saker dei siste tolv månadene, av alle unge som er mistenkte eller sikta i minst éi.
-- @about.en   Young people suspected or charged in at least four cases in the last twelve months, of all in at least one.
-- @focus      youth-crime
-- @measure    repeat
-- @at-least   4
-- @window     12 months
-- @unit       person
-- @date       reported
-- @groups     target under-18 18-22
-- @better     lower
SELECT profile FROM police_person
 WHERE role IN ('suspect', 'charged');
