-- @title.nb   Ran, utpressing, grove trusler
-- @title.nn   Ran, utpressing, grove truslar
-- @title.en   Robbery, extortion, grave threats
-- @about.nb   Anmeldte ran, utpressinger og grove trusler.
-- @about.nn   Melde ran, utpressingar og grove truslar.
-- @about.en   Reported robbery, extortion and grave threats.
-- @focus      organised-crime
-- @measure    count
-- @unit       case
-- @date       reported
-- @groups     all target
-- @through    police_person suspect/charged
-- @per        1000 inhabitants
-- @better     lower
SELECT profile FROM police_case
 WHERE code IN (SELECT code FROM code_tag
                 WHERE tag IN ('robbery', 'extortion', 'grave-threat'));
