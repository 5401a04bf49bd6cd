-- @title.nb   Overdoser og akuttinnleggelser
-- @title.nn   Overdosar og akuttinnleggingar
-- @title.en   Overdoses, acute admissions
-- @about.nb   Overdoser og akuttinnleggelser som helsetjenesten har registrert.
-- @about.nn   Overdosar og akuttinnleggingar som helsetenesta har registrert.
-- @about.en   Overdoses and acute admissions registered by the health services.
-- @focus      substance-mental-health
-- @measure    count
-- @unit       event
-- @date       reported
-- @groups     all target
-- @per        1000 inhabitants
-- @better     lower
SELECT profile FROM treatment
 WHERE type IN ('overdose', 'acute');
