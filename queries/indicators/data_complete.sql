-- @title.nb   Datauttrekk som er komplette
-- @title.nn   Datauttrekk som er komplette
-- @title.en   Extracts complete
-- @about.nb   Andelen av datauttrekkene med frist i perioden som er komplette.
-- @about.nn   Delen av datauttrekka med frist i perioden som er komplette.
-- @about.en   The share of extracts due in the period that are complete.
-- @focus      cooperation
-- @measure    share
-- @of         deliveries
-- @unit       event
-- @date       deadline
-- @groups     all
-- @better     neutral
SELECT profile FROM measure
 WHERE type = 'delivery'
   AND status = 'finished';
