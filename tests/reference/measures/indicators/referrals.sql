-- @title.en referrals
-- @focus public-space
-- @measure count
-- @unit report
-- @groups all 18-20 18-25 target under-18
SELECT profile FROM treatment;
