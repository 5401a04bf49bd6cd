-- @title.nb   Unge utsatt av nærstående
-- @title.nn   Unge utsette av nærståande
-- @title.en   Young victims in close relations
-- @about.nb   Unge fornærmede i saker om mishandling, og i saker der den mistenkte er partner, tidligere partner eller familie.
-- @about.nn   Unge fornærma i saker om mishandling, og i saker der den mistenkte er partnar, tidlegare partnar eller familie.
-- @about.en   Young victims in cases of abuse, and in cases where the suspect is a partner, a former partner or family.
-- @focus      close-relations
-- @measure    count
-- @unit       person
-- @date       reported
-- @groups     under-18 target 10-14 15-17 18-20 21-25
-- @per        1000 inhabitants
-- @better     neutral
SELECT profile FROM police_person
 WHERE role = 'victim'
   AND (relation IN ('partner', 'ex', 'family')
        OR code IN (SELECT code FROM code_tag WHERE tag = 'close-relations'));
