-- @title.nb   Oppklart i nære relasjoner
-- @title.nn   Oppklara i nære relasjonar
-- @title.en   Cleared in close relations
-- @about.nb   Andelen oppklarte av de påtaleavgjorte sakene i perioden; det er andre saker enn de som ble anmeldt i den.
-- @about.nn   Delen oppklara av dei påtaleavgjorde sakene i perioden; det er andre saker enn dei som blei melde i han.
-- @about.en   The share cleared of the cases decided in the period; they are not those reported in it.
-- @focus      close-relations
-- @measure    share
-- @of         decided_close_cases
-- @unit       case
-- @date       decided
-- @groups     all
-- @better     higher
SELECT profile FROM police_case
 WHERE cleared = 'yes'
   AND decision <> 'under_age'
   AND (code IN (SELECT code FROM code_tag WHERE tag = 'close-relations')
        OR (relation IN ('partner', 'ex', 'family')
            AND code IN (SELECT code FROM code_tag
                          WHERE tag IN ('violence', 'threat'))
            AND code NOT IN (SELECT code FROM code_tag
                              WHERE tag IN ('official', 'homicide', 'robbery',
                                            'honour'))));
