-- @title.nb   Startet per 100 henvisninger
-- @title.nn   Starta per 100 tilvisingar
-- @title.en   Started per 100 referrals
-- @about.nb   Oppfølginger for rus og psykisk helse som startet i perioden, for hver hundrede henvisning i den.
-- @about.nn   Oppfølgingar for rus og psykisk helse som starta i perioden, for kvar hundre tilvising i han.
-- @about.en   Follow-ups for substance use and mental health started in the period, for every hundred referrals in it.
-- @focus      substance-mental-health
-- @measure    ratio
-- @of         referrals
-- @unit       referral
-- @date       started
-- @groups     target
-- @per        100
-- @better     higher
SELECT profile FROM treatment
 WHERE type IN ('substance', 'mental_health', 'both');
