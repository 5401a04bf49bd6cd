-- @title.en   Violence in public places
-- @about.en   Cases of violence and robbery in streets, parks and parking lots, by the age of the victim.
-- @focus      public-space
-- @measure    count
-- @unit       case
-- @date       occurred
-- @groups     all target
-- @through    police_person victim
-- @better     lower
SELECT profile FROM police_case
 WHERE code IN (SELECT code FROM code_tag WHERE tag = 'violence')
   AND place = 'public';
