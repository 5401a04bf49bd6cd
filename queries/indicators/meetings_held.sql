-- @title.nb   Møter avholdt
-- @title.nn   Møte haldne
-- @title.en   Meetings held
-- @about.nb   Andelen av de planlagte møtene i politirådet som er holdt.
-- @about.nn   Delen av dei planlagde møta i politirådet som er haldne.
-- @about.en   The share of planned meetings of the council that were held.
-- @focus      cooperation
-- @measure    share
-- @of         meetings
-- @unit       event
-- @date       reported
-- @groups     all
-- @better     neutral
SELECT profile FROM measure
 WHERE type = 'meeting'
   AND status = 'finished';
