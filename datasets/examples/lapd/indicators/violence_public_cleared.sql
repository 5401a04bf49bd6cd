-- @title.en   Public violence, cleared
-- @about.en   Share of the cases of violence in public places that ended in an arrest or were cleared in another way.
-- @focus      public-space
-- @measure    share
-- @of         violence_public
-- @unit       case
-- @date       occurred
-- @groups     all
-- @better     higher
SELECT profile FROM police_case
 WHERE cleared = 'yes';
