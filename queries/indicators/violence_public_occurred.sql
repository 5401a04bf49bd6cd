-- @title.nb   Vold ute, etter gjerningsdato
-- @title.nn   Vald ute, etter gjerningsdato
-- @title.en   Violence outdoors, by date
-- @about.nb   Anmeldt vold på offentlig sted, etter dagen den skjedde.
-- @about.nn   Meld vald på offentleg stad, etter dagen han skjedde.
-- @about.en   Reported violence in public places, by the day it happened.
-- @focus      public-space
-- @measure    count
-- @unit       case
-- @date       occurred
-- @groups     all 18-25
-- @through    police_person suspect/charged
-- @better     lower
-- @row        no
SELECT profile FROM police_case
 WHERE place = 'public'
   AND code IN (SELECT code FROM code_tag WHERE tag = 'violence')
   AND code NOT IN (SELECT code FROM code_tag
                     WHERE tag IN ('official', 'close-relations', 'honour'));
