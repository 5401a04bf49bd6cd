-- @title.nb   Oppdrag: bistand til helse
-- @title.nn   Oppdrag: bistand til helse
-- @title.en   Assistance to health services
-- @about.nb   Politioppdrag der politiet hjelper helsetjenesten, også ved transport; hvert oppdrag telles én gang.
-- @about.nn   Politioppdrag der politiet hjelper helsetenesta, òg ved transport; kvart oppdrag blir talt éin gong.
-- @about.en   Police assignments that assist health services, transport included; each counts once.
-- @focus      substance-mental-health
-- @measure    count
-- @unit       assignment
-- @date       occurred
-- @groups     all
-- @per        1000 inhabitants
-- @better     neutral
SELECT profile FROM police_assignment
 WHERE category = 'health_assistance';
