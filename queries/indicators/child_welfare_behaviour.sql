-- @title.nb   Barnevern: rus, lovbrudd, atferd
-- @title.nn   Barnevern: rus, lovbrot, åtferd
-- @title.en   Child welfare: own behaviour
-- @about.nb   Meldinger til barnevernet om barnets egen rusbruk, atferd eller lovbrudd; hver melding telles én gang.
-- @about.nn   Meldingar til barnevernet om barnet si eiga rusbruk, åtferd eller lovbrot; kvar melding blir tald éin gong.
-- @about.en   Reports to child welfare about the child's own substance use, behaviour or offences; each report counts once.
-- @focus      youth-crime
-- @measure    count
-- @unit       report
-- @date       reported
-- @groups     under-18 13-14 15-17
-- @per        1000 inhabitants
-- @better     neutral
SELECT profile FROM child_welfare
 WHERE content_child_behaviour = 1
    OR content_child_substance = 1
    OR content_child_crime = 1;
