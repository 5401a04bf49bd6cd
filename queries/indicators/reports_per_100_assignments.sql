-- @title.nb   Anmeldelser per 100 oppdrag
-- @title.nn   Meldingar per 100 oppdrag
-- @title.en   Reports per 100 assignments
-- @about.nb   Anmeldte saker om mishandling, vold og trusler i nære relasjoner for hvert hundrede oppdrag om husbråk og vold i hjemmet.
-- @about.nn   Melde saker om mishandling, vald og truslar i nære relasjonar for kvart hundre oppdrag om husbråk og vald i heimen.
-- @about.en   Reported cases of abuse, violence and threats in close relations for every hundred domestic assignments.
-- @focus      close-relations
-- @measure    ratio
-- @of         domestic_assignments
-- @unit       case
-- @date       reported
-- @groups     all
-- @per        100
-- @better     neutral
SELECT profile FROM police_case
 WHERE (code IN (SELECT code FROM code_tag WHERE tag = 'close-relations')
        OR (relation IN ('partner', 'ex', 'family')
            AND code IN (SELECT code FROM code_tag
                          WHERE tag IN ('violence', 'threat'))
            AND code NOT IN (SELECT code FROM code_tag
                              WHERE tag IN ('official', 'homicide', 'robbery',
                                            'honour'))));
