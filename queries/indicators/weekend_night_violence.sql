-- @title.nb   Helgenattvold
-- @title.nn   Helgenattvald
-- @title.en   Weekend-night violence
-- @about.nb   Anmeldt vold på offentlig sted natt til lørdag og søndag, fra kl. 22 til 06.
-- @about.nn   Meld vald på offentleg stad natt til laurdag og søndag, frå kl. 22 til 06.
-- @about.en   Reported violence in public places in the nights to Saturday and Sunday, from 22 to 06.
-- @focus      public-space
-- @measure    count
-- @unit       case
-- @date       occurred
-- @groups     all 18-25
-- @when       fri 22:00 - sat 06:00, sat 22:00 - sun 06:00
-- @per        1000 inhabitants
-- @through    police_person suspect/charged
-- @better     lower
SELECT profile FROM police_case
 WHERE place = 'public'
   AND code IN (SELECT code FROM code_tag WHERE tag = 'violence')
   AND code NOT IN (SELECT code FROM code_tag
                     WHERE tag IN ('official', 'close-relations', 'honour'));
