-- @title.nb   Tillit til politiet
-- @title.nn   Tillit til politiet
-- @title.en   Trust in the police
-- @about.nb   Andelen innbyggere som svarer at de har tillit til politiet.
-- @about.nn   Delen innbyggjarar som svarar at dei har tillit til politiet.
-- @about.en   The share of inhabitants who answer that they trust the police.
-- @focus      preparedness
-- @measure    survey
-- @yes        yes
-- @base       respondents
-- @unit       respondent
-- @date       reported
-- @groups     all
-- @better     higher
SELECT profile FROM survey
 WHERE question = 'trust';
