-- @title.nb   Vold i de travleste timene
-- @title.nn   Vald i dei travlaste timane
-- @title.en   Violence in the busiest hours
-- @about.nb   Andelen av volden i det offentlige rom som skjer i de tolv av ukens 168 timer der det er mest av den.
-- @about.nn   Delen av valden i det offentlege rommet som skjer i dei tolv av dei 168 timane i veka der det er mest av han.
-- @about.en   The share of violence in public places in the twelve of the week’s 168 hours with most of it.
-- @focus      public-space
-- @measure    concentration
-- @by         hour
-- @top        12
-- @unit       case
-- @date       occurred
-- @groups     all
-- @better     neutral
SELECT profile FROM police_case
 WHERE place = 'public'
   AND code IN (SELECT code FROM code_tag WHERE tag = 'violence')
   AND code NOT IN (SELECT code FROM code_tag
                     WHERE tag IN ('official', 'close-relations', 'honour'));
