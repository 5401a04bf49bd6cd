-- @title.nb   Samtaler om ekstremisme
-- @title.nn   Samtalar om ekstremisme
-- @title.en   Talks on extremism
-- @about.nb   Bekymringssamtaler og oppfølgingssamtaler som gjelder radikalisering og voldelig ekstremisme.
-- @about.nn   Bekymringssamtalar og oppfølgingssamtalar som gjeld radikalisering og valdeleg ekstremisme.
-- @about.en   Talks of concern and follow-up talks about radicalisation and violent extremism.
-- @focus      hate-extremism
-- @measure    count
-- @unit       conversation
-- @date       occurred
-- @groups     all target
-- @better     neutral
SELECT profile FROM police_prevention
 WHERE concern = 'extremism'
   AND type IN ('concern_talk', 'follow_up_talk');
