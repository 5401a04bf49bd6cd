-- @title.nb   Bekymringer om ekstremisme
-- @title.nn   Bekymringar om ekstremisme
-- @title.en   Extremism concerns
-- @about.nb   Bekymringer om radikalisering og voldelig ekstremisme som politiet har mottatt.
-- @about.nn   Bekymringar om radikalisering og valdeleg ekstremisme som politiet har motteke.
-- @about.en   Concerns about radicalisation and violent extremism received by the police.
-- @focus      hate-extremism
-- @measure    count
-- @unit       event
-- @date       occurred
-- @groups     all target
-- @better     neutral
SELECT profile FROM police_prevention
 WHERE type = 'extremism_concern';
