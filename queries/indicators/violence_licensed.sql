-- @title.nb   Vold ved skjenkesteder
-- @title.nn   Vald ved skjenkestader
-- @title.en   Violence at licensed premises
-- @about.nb   Anmeldt vold der stedet er et skjenkested.
-- @about.nn   Meld vald der staden er ein skjenkestad.
-- @about.en   Reported violence where the place is a licensed premises.
-- @focus      public-space
-- @measure    count
-- @unit       case
-- @date       reported
-- @groups     all
-- @better     lower
SELECT profile FROM police_case
 WHERE place = 'licensed'
   AND code IN (SELECT code FROM code_tag WHERE tag = 'violence')
   AND code NOT IN (SELECT code FROM code_tag
                     WHERE tag IN ('official', 'close-relations', 'honour'));
