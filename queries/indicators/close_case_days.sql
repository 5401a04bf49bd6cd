-- @title.nb   Saksbehandlingstid, median
-- @title.nn   Saksbehandlingstid, median
-- @title.en   Case-handling time, median
-- @about.nb   Median antall dager fra anmeldelse til påtaleavgjørelse i saker om nære relasjoner som er avgjort i perioden.
-- @about.nn   Median tal dagar frå melding til påtaleavgjerd i saker om nære relasjonar som er avgjorde i perioden.
-- @about.en   Median number of days from report to decision in cases in close relations decided in the period.
-- @focus      close-relations
-- @measure    duration
-- @from       reported
-- @to         decided
-- @statistic  median
-- @unit       case
-- @date       decided
-- @groups     all
-- @better     lower
SELECT profile FROM police_case
 WHERE decision <> 'under_age'
   AND (code IN (SELECT code FROM code_tag WHERE tag = 'close-relations')
        OR (relation IN ('partner', 'ex', 'family')
            AND code IN (SELECT code FROM code_tag
                          WHERE tag IN ('violence', 'threat'))
            AND code NOT IN (SELECT code FROM code_tag
                              WHERE tag IN ('official', 'homicide', 'robbery',
                                            'honour'))));
