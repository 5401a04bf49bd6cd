-- @title.nb   Unge i hvitvasking og bedrageri
-- @title.nn   Unge i kvitvasking og bedrageri
-- @title.en   Young suspects in money offences
-- @about.nb   Unge som er registrert som mistenkt for heleri, hvitvasking eller bedrageri; kan være pengemuldyr.
-- @about.nn   Unge som er registrerte som mistenkte for heleri, kvitvasking eller bedrageri; kan vere pengemuldyr.
-- @about.en   Young people registered as suspects of handling, laundering or fraud; they may be money mules.
-- @focus      organised-crime
-- @measure    count
-- @unit       person
-- @date       reported
-- @groups     target under-18 18-20 21-25
-- @per        1000 inhabitants
-- @better     lower
SELECT profile FROM police_person
 WHERE role IN ('suspect', 'charged')
   AND code IN (SELECT code FROM code_tag
                 WHERE tag IN ('laundering', 'fraud'));
