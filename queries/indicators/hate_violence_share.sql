-- @title.nb   Andel hatsaker med vold og trusler
-- @title.nn   Del hatsaker med vald og truslar
-- @title.en   Hate cases: violence or threats
-- @about.nb   Andelen av sakene med hatmotiv som gjelder vold eller trusler.
-- @about.nn   Delen av sakene med hatmotiv som gjeld vald eller truslar.
-- @about.en   The share of cases with a hate motive that are violence or threats.
-- @focus      hate-extremism
-- @measure    share
-- @of         hate_cases
-- @unit       case
-- @date       reported
-- @groups     all
-- @better     lower
SELECT profile FROM police_case
 WHERE code IN (SELECT code FROM code_tag
                 WHERE tag IN ('violence', 'threat'));
