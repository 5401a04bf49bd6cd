-- @title.nb   Saker merket organisert
-- @title.nn   Saker merkte organisert
-- @title.en   Cases marked organised
-- @about.nb   Anmeldte saker som politiet har merket som organisert kriminalitet, og saker om forbund og menneskehandel.
-- @about.nn   Melde saker som politiet har merkt som organisert kriminalitet, og saker om forbund og menneskehandel.
-- @about.en   Reported cases that the police marked as organised crime, and cases of conspiracy and trafficking.
-- @focus      organised-crime
-- @measure    count
-- @unit       case
-- @date       reported
-- @groups     all
-- @per        1000 inhabitants
-- @better     neutral
SELECT profile FROM police_case
 WHERE organised = 'yes'
    OR code IN (SELECT code FROM code_tag WHERE tag = 'organised');
