-- @title.nb   Saker etter politivedtektene
-- @title.nn   Saker etter politivedtektene
-- @title.en   Cases under the police bylaws
-- @about.nb   Anmeldte overtredelser av politivedtektene.
-- @about.nn   Melde brot på politivedtektene.
-- @about.en   Reported breaches of the police bylaws.
-- @focus      cooperation
-- @measure    count
-- @unit       case
-- @date       reported
-- @groups     all
-- @better     neutral
-- @driven     police
-- @row        no
SELECT profile FROM police_case
 WHERE code IN (SELECT code FROM code_tag WHERE tag = 'bylaw');
