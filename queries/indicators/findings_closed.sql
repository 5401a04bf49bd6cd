-- @title.nb   Oppfølgingspunkter lukket i tide
-- @title.nn   Oppfølgingspunkt lukka i tide
-- @title.en   Findings closed on time
-- @about.nb   Andelen av oppfølgingspunktene med frist i perioden som er lukket innen fristen.
-- @about.nn   Delen av oppfølgingspunkta med frist i perioden som er lukka innan fristen.
-- @about.en   The share of findings due in the period that were closed by then.
-- @focus      preparedness
-- @measure    followup
-- @to         closed
-- @within     0 days
-- @unit       event
-- @date       deadline
-- @groups     all
-- @better     higher
SELECT profile FROM preparedness
 WHERE type = 'finding';
