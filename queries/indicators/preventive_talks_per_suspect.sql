-- @title.nb   Samtaler per 100 unge mistenkte
-- @title.nn   Samtalar per 100 unge mistenkte
-- @title.en   Talks per 100 young suspects
-- @about.nb   Forebyggende samtaler og ungdomskontrakter for hver hundrede unge som er mistenkt eller siktet.
-- @about.nn   Førebyggjande samtalar og ungdomskontraktar for kvar hundre unge som er mistenkte eller sikta.
-- @about.en   Preventive talks and youth contracts for every hundred young people suspected or charged.
-- @focus      youth-crime
-- @measure    ratio
-- @of         youth_suspects
-- @unit       conversation
-- @date       occurred
-- @groups     target under-18
-- @per        100
-- @better     neutral
SELECT profile FROM police_prevention
 WHERE type IN ('concern_talk', 'follow_up_talk', 'youth_contract');
