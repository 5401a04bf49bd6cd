-- @title.nb   Unge som startet rusoppfølging
-- @title.nn   Unge som starta rusoppfølging
-- @title.en   Youths who started follow-up
-- @about.nb   Unge som startet oppfølging for rus i perioden; hver person telles én gang.
-- @about.nn   Unge som starta oppfølging for rus i perioden; kvar person blir tald éin gong.
-- @about.en   Young people who started follow-up for substance use in the period; each counts once.
-- @focus      substance-mental-health
-- @measure    count
-- @unit       person
-- @date       started
-- @groups     target
-- @per        1000 inhabitants
-- @better     higher
SELECT profile FROM treatment
 WHERE type IN ('substance', 'both');
