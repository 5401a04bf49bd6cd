-- @title.nb   Brudd på kontaktforbud
-- @title.nn   Brot på kontaktforbod
-- @title.en   Breaches of protective orders
-- @about.nb   Anmeldte brudd på oppholds- og kontaktforbud.
-- @about.nn   Melde brot på opphalds- og kontaktforbod.
-- @about.en   Reported breaches of protective orders.
-- @focus      close-relations
-- @measure    count
-- @unit       case
-- @date       reported
-- @groups     all
-- @per        1000 inhabitants
-- @better     neutral
SELECT profile FROM police_case
 WHERE code IN (SELECT code FROM code_tag WHERE tag = 'protective-order');
