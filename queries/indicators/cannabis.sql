-- @title.nb   Cannabis siste år (Ungdata)
-- @title.nn   Cannabis siste år (Ungdata)
-- @title.en   Cannabis in the last year
-- @about.nb   Andelen unge som i Ungdata svarer at de har brukt cannabis det siste året.
-- @about.nn   Delen unge som i Ungdata svarar at dei har brukt cannabis det siste året.
-- @about.en   The share of young people who answer in Ungdata that they used cannabis in the last year.
-- @focus      substance-mental-health
-- @measure    survey
-- @yes        yes
-- @base       respondents
-- @unit       respondent
-- @date       reported
-- @groups     13-18
-- @better     lower
SELECT profile FROM survey
 WHERE survey = 'ungdata'
   AND question = 'cannabis';
