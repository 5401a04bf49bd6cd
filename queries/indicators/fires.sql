-- @title.nb   Branner
-- @title.nn   Brannar
-- @title.en   Fires
-- @about.nb   Branner som brannvesenet har rykket ut til.
-- @about.nn   Brannar som brannvesenet har rykt ut til.
-- @about.en   Fires that the fire service turned out to.
-- @focus      preparedness
-- @measure    count
-- @unit       event
-- @date       occurred
-- @groups     all
-- @per        1000 inhabitants
-- @better     lower
SELECT profile FROM preparedness
 WHERE type = 'fire';
