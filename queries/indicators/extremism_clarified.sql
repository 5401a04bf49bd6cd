-- @title.nb   Ekstremisme: avklart på 30 dager
-- @title.nn   Ekstremisme: avklart på 30 dagar
-- @title.en   Extremism: clarified in 30 days
-- @about.nb   Andelen bekymringer om ekstremisme som er avklart innen 30 dager.
-- @about.nn   Delen bekymringar om ekstremisme som er avklarte innan 30 dagar.
-- @about.en   The share of extremism concerns that are clarified within 30 days.
-- @focus      hate-extremism
-- @measure    followup
-- @to         clarified
-- @within     30 days
-- @unit       event
-- @date       occurred
-- @groups     all target
-- @better     neutral
SELECT profile FROM police_prevention
 WHERE type = 'extremism_concern';
