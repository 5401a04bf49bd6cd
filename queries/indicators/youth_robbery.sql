-- @title.nb   Ran og utpressing, ung mistenkt
-- @title.nn   Ran og utpressing, ung mistenkt
-- @title.en   Robbery and extortion by youths
-- @about.nb   Anmeldte ran og utpressinger der minst én mistenkt er i aldersgruppen.
-- @about.nn   Melde ran og utpressingar der minst éin mistenkt er i aldersgruppa.
-- @about.en   Reported robbery and extortion with at least one suspect in the age group.
-- @focus      public-space
-- @measure    count
-- @unit       case
-- @date       reported
-- @groups     target under-18
-- @through    police_person suspect
-- @per        1000 inhabitants
-- @better     lower
SELECT profile FROM police_case
 WHERE code IN (SELECT code FROM code_tag
                 WHERE tag IN ('robbery', 'extortion'));
