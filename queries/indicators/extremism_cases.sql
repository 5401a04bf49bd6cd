-- @title.nb   Saker om voldelig ekstremisme
-- @title.nn   Saker om valdeleg ekstremisme
-- @title.en   Cases of violent extremism
-- @about.nb   Anmeldte saker etter straffelovens bestemmelser om terror og deltakelse i militær virksomhet i utlandet.
-- @about.nn   Melde saker etter reglane i straffelova om terror og deltaking i militær verksemd i utlandet.
-- @about.en   Reported cases under the penal provisions on terrorism and on joining armed groups abroad.
-- @focus      hate-extremism
-- @measure    count
-- @unit       case
-- @date       reported
-- @groups     all
-- @better     lower
SELECT profile FROM police_case
 WHERE code IN (SELECT code FROM code_tag WHERE tag = 'extremism');
