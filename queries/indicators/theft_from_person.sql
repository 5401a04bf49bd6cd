-- @title.nb   Tyveri fra person
-- @title.nn   Tjuveri frå person
-- @title.en   Theft from person
-- @about.nb   Anmeldte tyverier fra person på offentlig sted.
-- @about.nn   Melde tjuveri frå person på offentleg stad.
-- @about.en   Reported thefts from persons in public places.
-- @focus      public-space
-- @measure    count
-- @unit       case
-- @date       reported
-- @groups     all
-- @per        1000 inhabitants
-- @better     lower
SELECT profile FROM police_case
 WHERE code IN (SELECT code FROM code_tag WHERE tag = 'person-theft');
