-- @title.nb   Anmeldte saker med hatmotiv
-- @title.nn   Melde saker med hatmotiv
-- @title.en   Reported cases with hate motive
-- @about.nb   Anmeldte saker som er merket med hatmotiv, og saker om hatefulle ytringer og diskriminering.
-- @about.nn   Melde saker som er merkte med hatmotiv, og saker om hatefulle ytringar og diskriminering.
-- @about.en   Reported cases marked with a hate motive, and cases of hate speech and discrimination.
-- @focus      hate-extremism
-- @measure    count
-- @unit       case
-- @date       reported
-- @groups     all target
-- @through    police_person suspect/charged
-- @per        1000 inhabitants
-- @better     neutral
SELECT profile FROM police_case
 WHERE hate_motive_ethnicity = 1
    OR hate_motive_religion = 1
    OR hate_motive_lgbt = 1
    OR hate_motive_disability = 1
    OR hate_motive_other = 1
    OR code IN (SELECT code FROM code_tag WHERE tag = 'hate');
