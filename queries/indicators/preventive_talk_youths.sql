-- @title.nb   Unge med forebyggende samtale
-- @title.nn   Unge med førebyggjande samtale
-- @title.en   Youths in preventive talks
-- @about.nb   Unge som har hatt bekymringssamtale, oppfølgingssamtale eller ungdomskontrakt; hver person telles én gang i perioden.
-- @about.nn   Unge som har hatt bekymringssamtale, oppfølgingssamtale eller ungdomskontrakt; kvar person blir tald éin gong i perioden.
-- @about.en   Young people who had a talk of concern, a follow-up talk or a youth contract; each counts once in the period.
-- @focus      youth-crime
-- @measure    count
-- @unit       person
-- @date       occurred
-- @groups     target under-18
-- @per        1000 inhabitants
-- @better     neutral
SELECT profile FROM police_prevention
 WHERE type IN ('concern_talk', 'follow_up_talk', 'youth_contract');
