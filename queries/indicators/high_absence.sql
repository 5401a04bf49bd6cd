-- @title.nb   Høyt skolefravær, 8.–10. trinn
-- @title.nn   Høgt skolefråvær, 8.–10. trinn
-- @title.en   High absence, grades 8–10
-- @about.nb   Andelen elever med mer enn 15 dager fravær i skoleåret.
-- @about.nn   Delen elevar med meir enn 15 dagar fråvær i skuleåret.
-- @about.en   The share of pupils with more than 15 days of absence in the school year.
-- @focus      youth-crime
-- @measure    survey
-- @yes        over_15
-- @base       pupils
-- @unit       pupil
-- @date       reported
-- @groups     all
-- @better     lower
SELECT profile FROM school_absence
 WHERE grade IN ('8', '9', '10');
