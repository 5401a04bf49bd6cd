-- @title.nb   Datauttrekk levert i tide
-- @title.nn   Datauttrekk leverte i tide
-- @title.en   Extracts delivered on time
-- @about.nb   Andelen av datauttrekkene med frist i perioden som er levert innen fristen.
-- @about.nn   Delen av datauttrekka med frist i perioden som er leverte innan fristen.
-- @about.en   The share of extracts due in the period that were delivered by then.
-- @focus      cooperation
-- @measure    followup
-- @to         closed
-- @within     0 days
-- @unit       event
-- @date       deadline
-- @groups     all
-- @better     neutral
SELECT profile FROM measure
 WHERE type = 'delivery';
