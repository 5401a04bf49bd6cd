-- @title.nb   Henvisninger til hjelp
-- @title.nn   Tilvisingar til hjelp
-- @title.en   Referrals to help
-- @about.nb   Henvisninger til oppfølging for rus og psykisk helse.
-- @about.nn   Tilvisingar til oppfølging for rus og psykisk helse.
-- @about.en   Referrals to follow-up for substance use and mental health.
-- @focus      substance-mental-health
-- @measure    count
-- @unit       referral
-- @date       reported
-- @groups     all target
-- @better     neutral
-- @row        no
SELECT profile FROM treatment
 WHERE type IN ('substance', 'mental_health', 'both');
