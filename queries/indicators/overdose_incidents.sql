-- @title.nb   Overdoser i beredskapsloggen
-- @title.nn   Overdosar i beredskapsloggen
-- @title.en   Overdoses in preparedness log
-- @about.nb   Overdoser som står i beredskapsloggen.
-- @about.nn   Overdosar som står i beredskapsloggen.
-- @about.en   Overdoses in the log of preparedness.
-- @focus      substance-mental-health
-- @measure    count
-- @unit       event
-- @date       occurred
-- @groups     all target
-- @per        1000 inhabitants
-- @better     lower
SELECT profile FROM preparedness
 WHERE type = 'overdose';
