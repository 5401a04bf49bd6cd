-- @title.nb   Møter i politirådet
-- @title.nn   Møte i politirådet
-- @title.en   Meetings of the council
-- @about.nb   Møter i politirådet som var planlagt.
-- @about.nn   Møte i politirådet som var planlagde.
-- @about.en   Meetings of the council that were planned.
-- @focus      cooperation
-- @measure    count
-- @unit       event
-- @date       reported
-- @groups     all
-- @better     neutral
-- @row        no
SELECT profile FROM measure
 WHERE type = 'meeting';
