-- @title.nb   Vedtak lukket i tide
-- @title.nn   Vedtak lukka i tide
-- @title.en   Decisions closed on time
-- @about.nb   Andelen av vedtakene med frist i perioden som er fulgt opp innen fristen.
-- @about.nn   Delen av vedtaka med frist i perioden som er følgde opp innan fristen.
-- @about.en   The share of decisions due in the period that were closed by then.
-- @focus      cooperation
-- @measure    followup
-- @to         closed
-- @within     0 days
-- @unit       event
-- @date       deadline
-- @groups     all
-- @better     neutral
SELECT profile FROM measure
 WHERE type = 'decision';
