-- @title.nb   Butikktyveri
-- @title.nn   Butikktjuveri
-- @title.en   Shoplifting
-- @about.nb   Anmeldte tyverier fra butikk; i en aldersgruppe: saker der minst én mistenkt er i gruppen.
-- @about.nn   Melde tjuveri frå butikk; i ei aldersgruppe: saker der minst éin mistenkt er i gruppa.
-- @about.en   Reported theft from shops; in an age group: cases with at least one suspect in the group.
-- @focus      public-space
-- @measure    count
-- @unit       case
-- @date       reported
-- @groups     all under-18
-- @through    police_person suspect/charged
-- @per        1000 inhabitants
-- @better     lower
SELECT profile FROM police_case
 WHERE code IN (SELECT code FROM code_tag WHERE tag = 'shoplifting');
