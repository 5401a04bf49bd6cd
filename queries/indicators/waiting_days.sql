-- @title.nb   Ventetid til oppstart, median
-- @title.nn   Ventetid til oppstart, median
-- @title.en   Waiting time to start, median
-- @about.nb   Median antall dager fra henvisning til oppstart for dem som startet i perioden.
-- @about.nn   Median tal dagar frå tilvising til oppstart for dei som starta i perioden.
-- @about.en   Median number of days from referral to start for those who started in the period.
-- @focus      substance-mental-health
-- @measure    duration
-- @from       reported
-- @to         started
-- @statistic  median
-- @unit       referral
-- @date       started
-- @groups     all target
-- @better     lower
SELECT profile FROM treatment
 WHERE type IN ('substance', 'mental_health', 'both');
