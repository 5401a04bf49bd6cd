-- @title.nb   Selvrapportert regelbrudd og vold
-- @title.nn   Sjølvrapportert regelbrot og vald
-- @title.en   Self-reported offending
-- @about.nb   Andelen unge som i Ungdata svarer at de har brutt regler eller brukt vold det siste året.
-- @about.nn   Delen unge som i Ungdata svarar at dei har brote reglar eller brukt vald det siste året.
-- @about.en   The share of young people who answer in Ungdata that they broke rules or used violence in the last year.
-- @focus      youth-crime
-- @measure    survey
-- @yes        yes
-- @base       respondents
-- @unit       respondent
-- @date       reported
-- @groups     13-18
-- @better     lower
SELECT profile FROM survey
 WHERE survey = 'ungdata'
   AND question = 'offending';
