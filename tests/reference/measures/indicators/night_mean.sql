-- @title.en night mean
-- @focus public-space
-- @measure aoristic
-- @unit offence
-- @groups all
-- @statistic mean
-- @from began
-- @to ended
-- @when fri 22:00 - sat 06:00, sat 22:00 - sun 06:00
-- @within 2 days
SELECT profile FROM police_case
 WHERE code IN ('a', 'b');
