-- @title.nb   Egenberedskap
-- @title.nn   Eigenberedskap
-- @title.en   Own preparedness
-- @about.nb   Andelen innbyggere som svarer at de kan klare seg selv i en uke.
-- @about.nn   Delen innbyggjarar som svarar at dei kan klare seg sjølve i ei veke.
-- @about.en   The share of inhabitants who answer that they could manage by themselves for a week.
-- @focus      preparedness
-- @measure    survey
-- @yes        yes
-- @base       respondents
-- @unit       respondent
-- @date       reported
-- @groups     all
-- @better     higher
SELECT profile FROM survey
 WHERE question = 'own_preparedness';
