-- @title.nb   Hatmotiv: religion
-- @title.nn   Hatmotiv: religion
-- @title.en   Hate motive: religion
-- @about.nb   Andelen av sakene med hatmotiv der motivet er religion; en sak med flere motiver teller i hvert av dem.
-- @about.nn   Delen av sakene med hatmotiv der motivet er religion; ei sak med fleire motiv tel i kvart av dei.
-- @about.en   The share of cases with a hate flag where the motive is religion; a case with several motives counts in each.
-- @focus      hate-extremism
-- @measure    share
-- @of         hate_flagged
-- @unit       case
-- @date       reported
-- @groups     all
-- @better     neutral
SELECT profile FROM police_case
 WHERE hate_motive_religion = 1;
