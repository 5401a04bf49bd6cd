-- @title.nb   Andel øvelser gjennomført
-- @title.nn   Del øvingar gjennomførte
-- @title.en   Share of exercises held
-- @about.nb   Andelen av de planlagte beredskapsøvelsene som ble gjennomført.
-- @about.nn   Delen av dei planlagde beredskapsøvingane som vart gjennomførte.
-- @about.en   The share of the planned preparedness exercises that were held.
-- @focus      preparedness
-- @measure    share
-- @of         exercises
-- @unit       exercise
-- @date       occurred
-- @groups     all
-- @better     higher
SELECT profile FROM preparedness
 WHERE type = 'exercise'
   AND partner_police = 1
   AND status = 'held';
