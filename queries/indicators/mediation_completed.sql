-- @title.nb   Fullført i konfliktrådet
-- @title.nn   Fullført i konfliktrådet
-- @title.en   Mediation completed
-- @about.nb   Andelen av mottatte saker som er endt med avtale eller er fullført.
-- @about.nn   Delen av mottekne saker som har enda med avtale eller er fullførte.
-- @about.en   The share of cases received that ended in an agreement or were completed.
-- @focus      youth-crime
-- @measure    share
-- @of         mediation_cases
-- @unit       case
-- @date       reported
-- @groups     15-17 18-20
-- @better     neutral
SELECT profile FROM mediation
 WHERE outcome IN ('agreement', 'completed');
