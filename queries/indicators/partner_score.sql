-- @title.nb   Partnernes egenvurdering
-- @title.nn   Eigenvurderinga til partnarane
-- @title.en   Partners’ self-evaluation
-- @about.nb   Gjennomsnittet av partnernes svar om samarbeidet, fra 1 til 5.
-- @about.nn   Gjennomsnittet av svara frå partnarane om samarbeidet, frå 1 til 5.
-- @about.en   The mean of the partners’ answers about the cooperation, from 1 to 5.
-- @focus      cooperation
-- @measure    survey
-- @value      score
-- @statistic  mean
-- @unit       respondent
-- @date       reported
-- @groups     all
-- @better     neutral
SELECT profile FROM survey
 WHERE survey = 'council';
