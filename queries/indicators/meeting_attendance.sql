-- @title.nb   Fremmøte av faste medlemmer
-- @title.nn   Frammøte av faste medlemer
-- @title.en   Attendance of fixed seats
-- @about.nb   Andelen av de faste plassene i politirådet som var fylt på møtene.
-- @about.nn   Delen av dei faste plassane i politirådet som var fylte på møta.
-- @about.en   The share of the council’s fixed seats that were filled at the meetings.
-- @focus      cooperation
-- @measure    survey
-- @yes        attended
-- @base       seats
-- @unit       event
-- @date       reported
-- @groups     all
-- @better     neutral
SELECT profile FROM measure
 WHERE type = 'meeting'
   AND status = 'finished';
