-- @title.nb   Tyveri
-- @title.nn   Tjuveri
-- @title.en   Theft
-- @about.nb   Alle anmeldte tyverier, også de grove og de mindre.
-- @about.nn   Alle melde tjuveri, òg dei grove og dei mindre.
-- @about.en   All reported thefts, aggravated and petty ones too.
-- @focus      public-space
-- @measure    count
-- @unit       case
-- @date       reported
-- @groups     all under-18
-- @through    police_person suspect/charged
-- @per        1000 inhabitants
-- @better     lower
SELECT profile FROM police_case
 WHERE code IN (SELECT code FROM code_tag WHERE tag = 'theft');
