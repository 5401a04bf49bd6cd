-- @title.nb   Hatefulle ytringer (§ 185)
-- @title.nn   Hatefulle ytringar (§ 185)
-- @title.en   Hate speech (section 185)
-- @about.nb   Anmeldte saker om hatefulle ytringer.
-- @about.nn   Melde saker om hatefulle ytringar.
-- @about.en   Reported cases of hate speech.
-- @focus      hate-extremism
-- @measure    count
-- @unit       case
-- @date       reported
-- @groups     all
-- @better     neutral
-- @row        no
SELECT profile FROM police_case
 WHERE code IN (SELECT code FROM code_tag WHERE tag = 'hate-speech');
