-- @title.nb   Barnevern: vold i hjemmet
-- @title.nn   Barnevern: vald i heimen
-- @title.en   Child welfare: violence at home
-- @about.nb   Meldinger til barnevernet om vold i hjemmet; hver melding telles én gang, uansett antall meldere og innhold.
-- @about.nn   Meldingar til barnevernet om vald i heimen; kvar melding blir tald éin gong, uansett talet på meldarar og innhald.
-- @about.en   Reports to child welfare about violence at home; each counts once, however many reporters and contents it has.
-- @focus      close-relations
-- @measure    count
-- @unit       report
-- @date       reported
-- @groups     0-17
-- @better     neutral
SELECT profile FROM child_welfare
 WHERE content_violence_home = 1;
