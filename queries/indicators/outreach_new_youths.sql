-- @title.nb   Utekontakt: nye unge
-- @title.nn   Utekontakt: nye unge
-- @title.en   Outreach: new youths
-- @about.nb   Unge som utekontakten har snakket med for første gang.
-- @about.nn   Unge som utekontakten har snakka med for første gong.
-- @about.en   Young people the outreach service talked with for the first time.
-- @focus      public-space
-- @measure    count
-- @unit       person
-- @date       occurred
-- @groups     target
-- @per        1000 inhabitants
-- @better     neutral
SELECT profile FROM outreach
 WHERE contact = 'new';
