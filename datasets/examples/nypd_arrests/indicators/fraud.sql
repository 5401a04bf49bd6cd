-- @title.en   Arrests for fraud
-- @about.en   Arrests for fraud, forgery and theft by fraud.
-- @focus      organised-crime
-- @measure    count
-- @unit       arrest
-- @date       occurred
-- @groups     all under-25
-- @better     neutral
-- @driven     police
SELECT profile FROM arrest
 WHERE code IN (SELECT code FROM code_tag WHERE tag = 'fraud');
