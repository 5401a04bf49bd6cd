-- @title.nb   Forebyggende samtaler
-- @title.nn   Førebyggjande samtalar
-- @title.en   Preventive talks
-- @about.nb   Bekymringssamtaler, oppfølgingssamtaler og ungdomskontrakter.
-- @about.nn   Bekymringssamtalar, oppfølgingssamtalar og ungdomskontraktar.
-- @about.en   Talks of concern, follow-up talks and youth contracts.
-- @focus      youth-crime
-- @measure    count
-- @unit       conversation
-- @date       occurred
-- @groups     target under-18
-- @better     neutral
SELECT profile FROM police_prevention
 WHERE type IN ('concern_talk', 'follow_up_talk', 'youth_contract');
