-- @title.en   Arrests
-- @about.en   All arrests in the file; it holds violence, theft, sex crimes and fraud, not drugs or weapons.
-- @focus      youth-crime
-- @measure    count
-- @unit       arrest
-- @date       occurred
-- @groups     all under-18 18-24 under-25 25-44 45-plus female male
-- @better     neutral
-- @driven     police
SELECT profile FROM arrest;
