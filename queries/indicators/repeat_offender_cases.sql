-- @title.nb   Saker som gjengangere står bak
-- @title.nn   Saker som gjengangarar står bak
-- @title.en   Cases of repeat offenders
-- @about.nb   Andelen av sakene med mistenkt i gruppen som er knyttet til personer med minst fire saker de siste tolv månedene.
-- @about.nn   Delen av sakene med mistenkt i gruppa som er knytte til personar med minst fire saker dei siste tolv månadene.
-- @about.en   The share of cases with a suspect in the group that are linked to persons with at least four cases in the last twelve months.
-- @focus      youth-crime
-- @measure    concentration
-- @by         person
-- @at-least   4
-- @window     12 months
-- @unit       case
-- @date       reported
-- @groups     target under-18
-- @better     neutral
SELECT profile FROM police_person
 WHERE role IN ('suspect', 'charged');
