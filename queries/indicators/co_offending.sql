-- @title.nb   Gruppelovbrudd
-- @title.nn   Gruppelovbrot
-- @title.en   Co-offending
-- @about.nb   Andelen av sakene med mistenkt i gruppen som har minst to mistenkte.
-- @about.nn   Delen av sakene med mistenkt i gruppa som har minst to mistenkte.
-- @about.en   The share of cases with a suspect in the group that have at least two suspects.
-- @focus      youth-crime
-- @measure    group
-- @at-least   2
-- @unit       case
-- @date       reported
-- @groups     target under-18
-- @better     lower
SELECT profile FROM police_person
 WHERE role IN ('suspect', 'charged');
