-- @title.nb   Merkekvalitet: § 185 med hatmotiv
-- @title.nn   Merkekvalitet: § 185 med hatmotiv
-- @title.en   Flag quality: hate speech flagged
-- @about.nb   Andelen av sakene om hatefulle ytringer der hatmotiv er registrert; bør være nær hundre prosent.
-- @about.nn   Delen av sakene om hatefulle ytringar der hatmotiv er registrert; bør vere nær hundre prosent.
-- @about.en   The share of hate speech cases with a hate flag; it should be close to a hundred per cent.
-- @focus      hate-extremism
-- @measure    share
-- @of         hate_speech_cases
-- @unit       case
-- @date       reported
-- @groups     all
-- @better     neutral
SELECT profile FROM police_case
 WHERE (hate_motive_ethnicity = 1
        OR hate_motive_religion = 1
        OR hate_motive_lgbt = 1
        OR hate_motive_disability = 1
        OR hate_motive_other = 1);
