-- @title.nb   Svar om trygghet
-- @title.nn   Svar om tryggleik
-- @title.en   Answers about feeling safe
-- @about.nb   Innbyggere som har svart på om de er trygge der de bor.
-- @about.nn   Innbyggjarar som har svart på om dei er trygge der dei bur.
-- @about.en   Inhabitants who answered whether they feel safe where they live.
-- @focus      public-space
-- @measure    count
-- @unit       respondent
-- @date       reported
-- @groups     all
-- @better     neutral
-- @row        no
SELECT profile FROM survey
 WHERE question = 'safe'
   AND answer IN ('yes', 'no', 'unsure');
