-- @title.nb   Beredskapsplan revidert siste år
-- @title.nn   Beredskapsplan revidert siste år
-- @title.en   Contingency plan revised
-- @about.nb   Om overordnet beredskapsplan er revidert de siste tolv månedene.
-- @about.nn   Om overordna beredskapsplan er revidert dei siste tolv månadene.
-- @about.en   Whether the contingency plan was revised in the last twelve months.
-- @focus      preparedness
-- @measure    status
-- @statistic  recent
-- @window     12 months
-- @unit       plan
-- @date       occurred
-- @groups     all
-- @better     higher
SELECT profile FROM preparedness
 WHERE type = 'plan'
   AND status <> 'planned';
