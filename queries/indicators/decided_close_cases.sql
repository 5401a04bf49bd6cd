-- @title.nb   Påtaleavgjorte i nære relasjoner
-- @title.nn   Påtaleavgjorde i nære relasjonar
-- @title.en   Decided in close relations
-- @about.nb   Påtaleavgjorte saker om mishandling, vold og trusler i nære relasjoner, uten dem som er henlagt fordi gjerningspersonen var under 15 år.
-- @about.nn   Påtaleavgjorde saker om mishandling, vald og truslar i nære relasjonar, utan dei som er lagde bort fordi gjerningspersonen var under 15 år.
-- @about.en   Decided cases of abuse, violence and threats in close relations, without those dismissed because of an age under 15.
-- @focus      close-relations
-- @measure    count
-- @unit       case
-- @date       decided
-- @groups     all
-- @better     neutral
-- @row        no
SELECT profile FROM police_case
 WHERE decision <> 'under_age'
   AND (code IN (SELECT code FROM code_tag WHERE tag = 'close-relations')
        OR (relation IN ('partner', 'ex', 'family')
            AND code IN (SELECT code FROM code_tag
                          WHERE tag IN ('violence', 'threat'))
            AND code NOT IN (SELECT code FROM code_tag
                              WHERE tag IN ('official', 'homicide', 'robbery',
                                            'honour'))));
