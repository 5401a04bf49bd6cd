-- @title.nb   Andel av volden på helgenatt
-- @title.nn   Del av valden på helgenatt
-- @title.en   Violence on weekend nights
-- @about.nb   Andelen av volden i det offentlige rom som skjer natt til lørdag og søndag, fra kl. 22 til 06.
-- @about.nn   Delen av valden i det offentlege rommet som skjer natt til laurdag og søndag, frå kl. 22 til 06.
-- @about.en   The share of violence in public places that happens in the nights to Saturday and Sunday, from 22 to 06.
-- @focus      public-space
-- @measure    share
-- @of         violence_public_occurred
-- @unit       case
-- @date       occurred
-- @groups     all 18-25
-- @through    police_person suspect/charged
-- @when       fri 22:00 - sat 06:00, sat 22:00 - sun 06:00
-- @better     lower
SELECT profile FROM police_case
 WHERE place = 'public'
   AND code IN (SELECT code FROM code_tag WHERE tag = 'violence')
   AND code NOT IN (SELECT code FROM code_tag
                     WHERE tag IN ('official', 'close-relations', 'honour'));
