-- @title.nb   Vold i de tre øverste sonene
-- @title.nn   Vald i dei tre øvste sonene
-- @title.en   Violence in the three top zones
-- @about.nb   Andelen av volden i det offentlige rom som skjer i de tre sonene der det er mest av den.
-- @about.nn   Delen av valden i det offentlege rommet som skjer i dei tre sonene der det er mest av han.
-- @about.en   The share of violence in public places in the three zones with most of it.
-- @focus      public-space
-- @measure    concentration
-- @by         area
-- @top        3
-- @unit       case
-- @date       reported
-- @groups     all
-- @better     neutral
SELECT profile FROM police_case
 WHERE place = 'public'
   AND code IN (SELECT code FROM code_tag WHERE tag = 'violence')
   AND code NOT IN (SELECT code FROM code_tag
                     WHERE tag IN ('official', 'close-relations', 'honour'));
