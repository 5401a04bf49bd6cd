-- @title.en   Firearms in violence
-- @about.en   Share of the violence in which the code names a firearm.
-- @focus      public-space
-- @measure    share
-- @of         violence
-- @unit       offence
-- @date       reported
-- @groups     all
-- @better     lower
SELECT profile FROM police_case
 WHERE code IN (SELECT code FROM code_tag WHERE tag = 'firearm');
