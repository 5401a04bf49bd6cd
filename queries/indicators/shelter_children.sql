-- @title.nb   Krisesenter: barn
-- @title.nn   Krisesenter: barn
-- @title.en   Shelter: children
-- @about.nb   Barn som har vært på krisesenteret sammen med en voksen.
-- @about.nn   Barn som har vore på krisesenteret saman med ein vaksen.
-- @about.en   Children who came to the shelter with an adult.
-- @focus      close-relations
-- @measure    count
-- @unit       user
-- @date       reported
-- @groups     all
-- @better     neutral
SELECT profile FROM shelter
 WHERE child = 'yes';
