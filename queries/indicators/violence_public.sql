-- @title.nb   Vold i det offentlige rom
-- @title.nn   Vald i det offentlege rommet
-- @title.en   Violence in public places
-- @about.nb   Anmeldt vold på offentlig sted; i en aldersgruppe: saker der minst én mistenkt er i gruppen.
-- @about.nn   Meld vald på offentleg stad; i ei aldersgruppe: saker der minst éin mistenkt er i gruppa.
-- @about.en   Reported violence in public places; in an age group: cases with at least one suspect in the group.
-- @focus      public-space
-- @measure    count
-- @unit       case
-- @date       reported
-- @groups     all target
-- @through    police_person suspect/charged
-- @per        1000 inhabitants
-- @better     lower
SELECT profile FROM police_case
 WHERE place = 'public'
   AND code IN (SELECT code FROM code_tag WHERE tag = 'violence')
   AND code NOT IN (SELECT code FROM code_tag
                     WHERE tag IN ('official', 'close-relations', 'honour'));
