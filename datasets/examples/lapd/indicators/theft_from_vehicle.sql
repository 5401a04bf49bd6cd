-- @title.en   Theft from vehicles
-- @about.en   Cases of theft from a vehicle, broken into or not, and attempts.
-- @focus      organised-crime
-- @measure    count
-- @unit       case
-- @date       occurred
-- @groups     all target
-- @through    police_person victim
-- @better     lower
SELECT profile FROM police_case
 WHERE code IN (SELECT code FROM code_tag WHERE tag = 'from-vehicle');
