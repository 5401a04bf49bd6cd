-- @title.nb   Datauttrekk som skulle leveres
-- @title.nn   Datauttrekk som skulle leverast
-- @title.en   Extracts due
-- @about.nb   Datauttrekk med frist i perioden.
-- @about.nn   Datauttrekk med frist i perioden.
-- @about.en   Extracts due in the period.
-- @focus      cooperation
-- @measure    count
-- @unit       event
-- @date       deadline
-- @groups     all
-- @better     neutral
-- @row        no
SELECT profile FROM measure
 WHERE type = 'delivery';
