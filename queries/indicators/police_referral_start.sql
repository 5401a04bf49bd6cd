-- @title.nb   Politimelding til hjelp: 30 dager
-- @title.nn   Politimelding til hjelp: 30 dagar
-- @title.en   Police referral: start in 30 days
-- @about.nb   Andelen av henvisninger fra politiet der hjelpen startet innen 30 dager.
-- @about.nn   Delen av tilvisingar frå politiet der hjelpa starta innan 30 dagar.
-- @about.en   The share of referrals from the police where help started within 30 days.
-- @focus      substance-mental-health
-- @measure    followup
-- @to         started
-- @within     30 days
-- @unit       referral
-- @date       reported
-- @groups     target
-- @better     higher
SELECT profile FROM treatment
 WHERE referrer = 'police';
