-- @title.nb   Elektronisk kontroll
-- @title.nn   Elektronisk kontroll
-- @title.en   Electronic control
-- @about.nb   Kontaktforbud med elektronisk kontroll (omvendt voldsalarm).
-- @about.nn   Kontaktforbod med elektronisk kontroll (omvend valdsalarm).
-- @about.en   Protective orders with electronic control.
-- @focus      close-relations
-- @measure    count
-- @unit       event
-- @date       occurred
-- @groups     all
-- @better     neutral
SELECT profile FROM police_prevention
 WHERE type = 'electronic_control';
