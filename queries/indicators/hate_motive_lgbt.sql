-- @title.nb   Hatmotiv: LHBT
-- @title.nn   Hatmotiv: LHBT
-- @title.en   Hate motive: LGBT
-- @about.nb   Andelen av sakene med hatmotiv der motivet er seksuell orientering eller kjønnsidentitet; en sak med flere motiver teller i hvert av dem.
-- @about.nn   Delen av sakene med hatmotiv der motivet er seksuell orientering eller kjønnsidentitet; ei sak med fleire motiv tel i kvart av dei.
-- @about.en   The share of cases with a hate flag where the motive is sexual orientation or gender identity; a case with several motives counts in each.
-- @focus      hate-extremism
-- @measure    share
-- @of         hate_flagged
-- @unit       case
-- @date       reported
-- @groups     all
-- @better     neutral
SELECT profile FROM police_case
 WHERE hate_motive_lgbt = 1;
