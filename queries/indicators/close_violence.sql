-- @title.nb   Vold og trusler fra nærstående
-- @title.nn   Vald og truslar frå nærståande
-- @title.en   Violence or threats, close ones
-- @about.nb   Anmeldt vold og trusler der den mistenkte er partner, tidligere partner eller familie.
-- @about.nn   Meld vald og truslar der den mistenkte er partnar, tidlegare partnar eller familie.
-- @about.en   Reported violence and threats where the suspect is a partner, a former partner or family.
-- @focus      close-relations
-- @measure    count
-- @unit       case
-- @date       reported
-- @groups     all target
-- @through    police_person victim
-- @per        1000 inhabitants
-- @better     neutral
SELECT profile FROM police_case
 WHERE relation IN ('partner', 'ex', 'family')
   AND code IN (SELECT code FROM code_tag
                 WHERE tag IN ('violence', 'threat'))
   AND code NOT IN (SELECT code FROM code_tag
                     WHERE tag IN ('official', 'homicide', 'robbery',
                                   'close-relations', 'honour'));
