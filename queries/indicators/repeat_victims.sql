-- @title.nb   Gjentatt utsatt av nærstående
-- @title.nn   Gjenteke utsett av nærståande
-- @title.en   Repeat victims of near ones
-- @about.nb   Andelen av de fornærmede i saker om nære relasjoner som er fornærmet i minst to slike saker de siste tolv månedene.
-- @about.nn   Delen av dei fornærma i saker om nære relasjonar som er fornærma i minst to slike saker dei siste tolv månadene.
-- @about.en   The share of victims in cases in close relations who are victims in at least two such cases in the last twelve months.
-- @focus      close-relations
-- @measure    repeat
-- @at-least   2
-- @window     12 months
-- @unit       person
-- @date       reported
-- @groups     all
-- @better     lower
SELECT profile FROM police_person
 WHERE role = 'victim'
   AND (code IN (SELECT code FROM code_tag WHERE tag = 'close-relations')
        OR (relation IN ('partner', 'ex', 'family')
            AND code IN (SELECT code FROM code_tag
                          WHERE tag IN ('violence', 'threat'))
            AND code NOT IN (SELECT code FROM code_tag
                              WHERE tag IN ('official', 'homicide', 'robbery',
                                            'honour'))));
