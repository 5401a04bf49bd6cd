-- @title.nb   Oppdrag: husbråk og vold i hjemmet
-- @title.nn   Oppdrag: husbråk og vald i heimen
-- @title.en   Domestic assignments
-- @about.nb   Politioppdrag om husbråk eller vold i hjemmet; hvert oppdrag telles én gang, uansett antall koder.
-- @about.nn   Politioppdrag om husbråk eller vald i heimen; kvart oppdrag blir talt éin gong, uansett talet på kodar.
-- @about.en   Police assignments about domestic disturbance or violence; each counts once, however many codes it has.
-- @focus      close-relations
-- @measure    count
-- @unit       assignment
-- @date       occurred
-- @groups     all
-- @per        1000 inhabitants
-- @better     neutral
SELECT profile FROM police_assignment
 WHERE category = 'domestic';
