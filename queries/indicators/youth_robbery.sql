-- @title.nb   Ran og utpressing, ung mot ung
-- @title.nn   Ran og utpressing, ung mot ung
-- @title.en   Youth-on-youth robbery
-- @about.nb   Anmeldte ran og utpressinger der både en mistenkt og en fornærmet er i aldersgruppen.
-- @about.nn   Melde ran og utpressingar der både ein mistenkt og ein fornærma er i aldersgruppa.
-- @about.en   Reported robbery and extortion with both a suspect and a victim in the age group.
-- @focus      public-space
-- @measure    count
-- @unit       case
-- @date       reported
-- @groups     target under-18
-- @through    police_person suspect/charged victim
-- @per        1000 inhabitants
-- @better     lower
SELECT profile FROM police_case
 WHERE code IN (SELECT code FROM code_tag
                 WHERE tag IN ('robbery', 'extortion'));
