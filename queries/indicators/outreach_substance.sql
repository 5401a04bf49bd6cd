-- @title.nb   Andel utekontakt om rus
-- @title.nn   Del utekontakt om rus
-- @title.en   Outreach contacts about substances
-- @about.nb   Andelen av utekontaktens samtaler med unge der rus var et tema.
-- @about.nn   Delen av samtalane til utekontakten med unge der rus var eit tema.
-- @about.en   The share of outreach contacts with young people where substance use was a topic.
-- @focus      substance-mental-health
-- @measure    share
-- @of         outreach_contacts
-- @unit       contact
-- @date       occurred
-- @groups     target 13-14 15-17 18-20 21-25
-- @better     neutral
SELECT profile FROM outreach
 WHERE topic_substance = 1;
