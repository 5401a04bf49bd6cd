-- @title.nb   Andel som er trygge der de bor
-- @title.nn   Del som er trygge der dei bur
-- @title.en   Share who feel safe locally
-- @about.nb   Andelen innbyggere som svarer at de er trygge der de bor.
-- @about.nn   Delen innbyggjarar som svarer at dei er trygge der dei bur.
-- @about.en   The share of inhabitants who say that they feel safe where they live.
-- @focus      public-space
-- @measure    survey
-- @yes        yes
-- @base       respondents
-- @unit       respondent
-- @date       reported
-- @groups     all 13-18
-- @better     higher
SELECT profile FROM survey
 WHERE question = 'safe';
