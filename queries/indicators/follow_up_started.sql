-- @title.nb   Unge i rusoppfølging
-- @title.nn   Unge i rusoppfølging
-- @title.en   Youths in addiction follow-up
-- @about.nb   Henvisninger for rus der oppfølgingen startet i perioden.
-- @about.nn   Tilvisingar for rus der oppfølginga starta i perioden.
-- @about.en   Referrals for substance use where follow-up started in the period.
-- @focus      substance-mental-health
-- @measure    count
-- @unit       referral
-- @date       started
-- @groups     target
-- @better     higher
SELECT profile FROM treatment
 WHERE type IN ('substance', 'both');
