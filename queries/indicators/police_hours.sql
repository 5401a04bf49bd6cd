-- @title.nb   Tidsbruk: psykiatri og helse
-- @title.nn   Tidsbruk: psykiatri og helse
-- @title.en   Police hours: psychiatry, health
-- @about.nb   Timer som politiet har brukt på oppdrag om psykiatri og bistand til helsetjenesten.
-- @about.nn   Timar som politiet har brukt på oppdrag om psykiatri og bistand til helsetenesta.
-- @about.en   Hours that the police spent on assignments of psychiatry and assistance to health services.
-- @focus      substance-mental-health
-- @measure    duration
-- @value      duration_minutes
-- @statistic  sum
-- @in         hours
-- @unit       assignment
-- @date       occurred
-- @groups     all
-- @better     neutral
SELECT profile FROM police_assignment
 WHERE category IN ('psychiatry', 'health_assistance');
