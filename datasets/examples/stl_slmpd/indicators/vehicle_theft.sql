-- @title.en   Theft of vehicles
-- @about.en   Theft of vehicles and attempts. Many are taken back later, when the vehicle turns up.
-- @focus      organised-crime
-- @measure    count
-- @unit       offence
-- @date       reported
-- @groups     all
-- @better     lower
SELECT profile FROM police_case
 WHERE code IN (SELECT code FROM code_tag WHERE tag = 'vehicle-theft');
