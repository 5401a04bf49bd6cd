-- @title.nb   Opplevd diskriminering og hatprat
-- @title.nn   Opplevd diskriminering og hatprat
-- @title.en   Discrimination experienced
-- @about.nb   Andelen som svarer at de har opplevd diskriminering eller hatprat det siste året.
-- @about.nn   Delen som svarar at dei har opplevd diskriminering eller hatprat det siste året.
-- @about.en   The share who answer that they experienced discrimination or hate speech in the last year.
-- @focus      hate-extremism
-- @measure    survey
-- @yes        yes
-- @base       respondents
-- @unit       respondent
-- @date       reported
-- @groups     all 13-18
-- @better     lower
SELECT profile FROM survey
 WHERE question = 'hate_speech';
