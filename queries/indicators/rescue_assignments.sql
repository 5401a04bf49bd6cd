-- @title.nb   Oppdrag: ulykke og leteaksjon
-- @title.nn   Oppdrag: ulykke og leiteaksjon
-- @title.en   Rescue assignments
-- @about.nb   Politioppdrag om ulykker, savnede og leteaksjoner; hvert oppdrag telles én gang.
-- @about.nn   Politioppdrag om ulykker, sakna og leiteaksjonar; kvart oppdrag blir talt éin gong.
-- @about.en   Police assignments about accidents, missing persons and searches; each counts once.
-- @focus      preparedness
-- @measure    count
-- @unit       assignment
-- @date       occurred
-- @groups     all
-- @per        1000 inhabitants
-- @better     neutral
SELECT profile FROM police_assignment
 WHERE category = 'rescue';
