-- @title.nb   Sykkeltyveri
-- @title.nn   Sykkeltjuveri
-- @title.en   Bicycle theft
-- @about.nb   Anmeldte tyverier av sykkel og elektrisk sparkesykkel.
-- @about.nn   Melde tjuveri av sykkel og elektrisk sparkesykkel.
-- @about.en   Reported theft of bicycles and electric scooters.
-- @focus      public-space
-- @measure    count
-- @unit       case
-- @date       reported
-- @groups     all
-- @per        1000 inhabitants
-- @better     lower
SELECT profile FROM police_case
 WHERE code IN (SELECT code FROM code_tag WHERE tag = 'bicycle-theft');
