-- @title.nb   Merkekvalitet: hatmotiv og § 185
-- @title.nn   Merkekvalitet: hatmotiv og § 185
-- @title.en   Flag quality: flagged hate speech
-- @about.nb   Andelen av sakene med hatmotiv som er hatefulle ytringer; de andre er vold, trusler, skadeverk og annet med hatmotiv.
-- @about.nn   Delen av sakene med hatmotiv som er hatefulle ytringar; dei andre er vald, truslar, skadeverk og anna med hatmotiv.
-- @about.en   The share of flagged cases that are hate speech; the others are violence, threats, damage and more with a hate motive.
-- @focus      hate-extremism
-- @measure    share
-- @of         hate_flagged
-- @unit       case
-- @date       reported
-- @groups     all
-- @better     neutral
SELECT profile FROM police_case
 WHERE code IN (SELECT code FROM code_tag WHERE tag = 'hate-speech');
