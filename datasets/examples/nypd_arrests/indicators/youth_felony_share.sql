-- @title.en   Felonies among arrests
-- @about.en   Share of the arrests that are for a felony, the graver class of offences.
-- @focus      youth-crime
-- @measure    share
-- @of         arrests
-- @unit       arrest
-- @date       occurred
-- @groups     under-25 all
-- @better     neutral
-- @driven     police
SELECT profile FROM arrest
 WHERE level = 'felony';
