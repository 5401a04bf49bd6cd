-- @title.nb   Andel vold i saker med unge
-- @title.nn   Del vald i saker med unge
-- @title.en   Violence in cases with youths
-- @about.nb   Andelen voldssaker blant anmeldte saker der minst én mistenkt er i aldersgruppen.
-- @about.nn   Delen valdssaker blant melde saker der minst éin mistenkt er i aldersgruppa.
-- @about.en   The share of violence among reported cases with at least one suspect in the age group.
-- @focus      youth-crime
-- @measure    share
-- @of         youth_offences
-- @unit       case
-- @date       reported
-- @groups     target under-18
-- @through    police_person suspect/charged
-- @better     lower
SELECT profile FROM police_case
 WHERE code IN (SELECT code FROM code_tag WHERE tag = 'violence');
