-- @title.nb   Høyt skolefravær, 10. trinn
-- @title.nn   Høgt skolefråvær, 10. trinn
-- @title.en   High absence, grade 10
-- @about.nb   Andelen elever på 10. trinn med mer enn 15 dager fravær i skoleåret.
-- @about.nn   Delen elevar på 10. trinn med meir enn 15 dagar fråvær i skuleåret.
-- @about.en   The share of pupils in grade 10 with more than 15 days of absence in the school year.
-- @focus      youth-crime
-- @measure    survey
-- @yes        over_15
-- @base       pupils
-- @unit       pupil
-- @date       reported
-- @groups     all
-- @better     lower
SELECT profile FROM school_absence
 WHERE grade = '10';
