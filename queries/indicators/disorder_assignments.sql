-- @title.nb   Oppdrag: ro og orden
-- @title.nn   Oppdrag: ro og orden
-- @title.en   Disorder assignments
-- @about.nb   Oppdrag om ro og orden; et oppdrag med flere koder telles én gang.
-- @about.nn   Oppdrag om ro og orden; eit oppdrag med fleire kodar blir talt éin gong.
-- @about.en   Assignments of public order; one with several codes counts once.
-- @focus      public-space
-- @measure    count
-- @unit       assignment
-- @date       occurred
-- @groups     all
-- @per        1000 inhabitants
-- @better     neutral
SELECT profile FROM police_assignment
 WHERE category = 'disorder';
