-- @title.en   Young victims of crime
-- @about.en   Cases with a victim aged 13–25, whatever the offence; a case counts once.
-- @focus      youth-crime
-- @measure    count
-- @unit       case
-- @date       occurred
-- @groups     target under-18 18-20 21-25 26-64
-- @better     lower
SELECT profile FROM police_person
 WHERE role = 'victim';
