-- @title.nb   Krisesenter: nye brukere
-- @title.nn   Krisesenter: nye brukarar
-- @title.en   Shelter: new users
-- @about.nb   Brukere av krisesenteret som er der for første gang, beboere og dagbrukere.
-- @about.nn   Brukarar av krisesenteret som er der for første gong, bebuarar og dagbrukarar.
-- @about.en   Users of the shelter who are there for the first time, residents and day users.
-- @focus      close-relations
-- @measure    count
-- @unit       user
-- @date       reported
-- @groups     all
-- @per        1000 inhabitants
-- @better     neutral
SELECT profile FROM shelter
 WHERE contact = 'new';
