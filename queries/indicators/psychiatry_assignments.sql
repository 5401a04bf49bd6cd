-- @title.nb   Oppdrag: psykiatri
-- @title.nn   Oppdrag: psykiatri
-- @title.en   Psychiatric assignments
-- @about.nb   Politioppdrag med minst én kode for psykiatri; hvert oppdrag telles én gang.
-- @about.nn   Politioppdrag med minst éin kode for psykiatri; kvart oppdrag blir talt éin gong.
-- @about.en   Police assignments with at least one psychiatry code; each counts once.
-- @focus      substance-mental-health
-- @measure    count
-- @unit       assignment
-- @date       occurred
-- @groups     all target
-- @per        1000 inhabitants
-- @better     neutral
SELECT profile FROM police_assignment
 WHERE category = 'psychiatry';
