-- @title.en followed 30
-- @focus public-space
-- @measure followup
-- @unit person
-- @groups target under-18 all
-- @of suspects
-- @within 30 days
-- @date occurred
SELECT profile FROM police_prevention
 WHERE type IN ('concern_talk', 'youth_contract');
