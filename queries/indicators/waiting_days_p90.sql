-- @title.nb   Ventetid til oppstart, 90 prosent
-- @title.nn   Ventetid til oppstart, 90 prosent
-- @title.en   Waiting time to start, 90 percent
-- @about.nb   Antall dager som ni av ti ventet kortere enn, fra henvisning til oppstart for dem som startet i perioden.
-- @about.nn   Talet på dagar som ni av ti venta kortare enn, frå tilvising til oppstart for dei som starta i perioden.
-- @about.en   The number of days that nine in ten waited less than, from referral to start for those who started in the period.
-- @focus      substance-mental-health
-- @measure    duration
-- @from       reported
-- @to         started
-- @statistic  p90
-- @unit       referral
-- @date       started
-- @groups     all target
-- @better     lower
SELECT profile FROM treatment
 WHERE type IN ('substance', 'mental_health', 'both');
