-- @title.nb   Bruk av politivedtektene
-- @title.nn   Bruk av politivedtektene
-- @title.en   Use of the police bylaws
-- @about.nb   Ganger politivedtektene er tatt i bruk i samarbeidet, etter loggen.
-- @about.nn   Gonger politivedtektene er tekne i bruk i samarbeidet, etter loggen.
-- @about.en   Times the police bylaws were used in the cooperation, by the log.
-- @focus      cooperation
-- @measure    count
-- @unit       event
-- @date       reported
-- @groups     all
-- @better     neutral
SELECT profile FROM measure
 WHERE type = 'bylaw';
