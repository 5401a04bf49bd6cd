-- @title.nb   Saker med registrert hatmotiv
-- @title.nn   Saker med registrert hatmotiv
-- @title.en   Cases with a hate flag
-- @about.nb   Anmeldte saker der minst ett hatmotiv er registrert.
-- @about.nn   Melde saker der minst eitt hatmotiv er registrert.
-- @about.en   Reported cases with at least one hate motive registered.
-- @focus      hate-extremism
-- @measure    count
-- @unit       case
-- @date       reported
-- @groups     all
-- @better     neutral
-- @row        no
SELECT profile FROM police_case
 WHERE (hate_motive_ethnicity = 1
        OR hate_motive_religion = 1
        OR hate_motive_lgbt = 1
        OR hate_motive_disability = 1
        OR hate_motive_other = 1);
