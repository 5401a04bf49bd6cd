-- @title.en   Violence by a partner
-- @about.en   Cases of assault by an intimate partner, by the age and sex of the victim.
-- @focus      close-relations
-- @measure    count
-- @unit       case
-- @date       occurred
-- @groups     all target female
-- @through    police_person victim
-- @better     neutral
SELECT profile FROM police_case
 WHERE code IN (SELECT code FROM code_tag WHERE tag = 'intimate-partner');
