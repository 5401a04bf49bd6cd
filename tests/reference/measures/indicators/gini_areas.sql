-- @title.en gini areas
-- @focus public-space
-- @measure concentration
-- @unit case
-- @groups all
-- @by area
-- @statistic gini
SELECT profile FROM police_case;
