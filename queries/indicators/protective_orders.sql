-- @title.nb   Kontaktforbud
-- @title.nn   Kontaktforbod
-- @title.en   Protective orders
-- @about.nb   Besøks- og kontaktforbud som er ilagt, med og uten elektronisk kontroll.
-- @about.nn   Besøks- og kontaktforbod som er gitt, med og utan elektronisk kontroll.
-- @about.en   Protective orders made, with and without electronic control.
-- @focus      close-relations
-- @measure    count
-- @unit       event
-- @date       occurred
-- @groups     all
-- @better     neutral
SELECT profile FROM police_prevention
 WHERE type IN ('protective_order', 'electronic_control');
