-- @title.nb   Helgenattvold
-- @title.nn   Helgenattvald
-- @title.en   Weekend-night violence
-- @about.nb   Vold på offentlig sted og skjenkested natt til lørdag og søndag, klokka 22 til 06, etter når den skjedde.
-- @about.nn   Vald på offentleg stad og skjenkestad natt til laurdag og søndag, klokka 22 til 06, etter når han skjedde.
-- @about.en   Violence in public and licensed places on the nights to Saturday and Sunday, 22 to 06, by when it happened.
-- @focus      public-space
-- @measure    count
-- @unit       case
-- @date       occurred
-- @groups     all
-- @when       fri 22:00 - sat 06:00, sat 22:00 - sun 06:00
-- @per        1000 inhabitants
-- @better     lower
SELECT profile FROM police_case
 WHERE code IN (SELECT code FROM code_tag WHERE tag = 'violence')
   AND place IN ('public', 'licensed');
