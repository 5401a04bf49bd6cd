-- @title.nb   Voksne og unge i samme sak
-- @title.nn   Vaksne og unge i same sak
-- @title.en   Adult and youth co-offending
-- @about.nb   Andelen av sakene med mistenkt under 18 år som også har en mistenkt på 21 år eller mer.
-- @about.nn   Delen av sakene med mistenkt under 18 år som òg har ein mistenkt på 21 år eller meir.
-- @about.en   The share of cases with a suspect under 18 that also have a suspect aged 21 or more.
-- @focus      organised-crime
-- @measure    group
-- @at-least   2
-- @with       21-
-- @unit       case
-- @date       reported
-- @groups     under-18
-- @better     lower
SELECT profile FROM police_person
 WHERE role IN ('suspect', 'charged');
