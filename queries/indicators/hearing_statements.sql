-- @title.nb   Høringsuttalelser om forebygging
-- @title.nn   Høyringsfråsegner om førebygging
-- @title.en   Hearing statements
-- @about.nb   Høringsuttalelser til kommunens planer med kriminalitetsforebyggende innspill.
-- @about.nn   Høyringsfråsegner til planane i kommunen med kriminalitetsførebyggjande innspel.
-- @about.en   Statements in hearings on municipal plans with crime-prevention input.
-- @focus      cooperation
-- @measure    count
-- @unit       event
-- @date       reported
-- @groups     all
-- @better     neutral
SELECT profile FROM measure
 WHERE type = 'hearing'
   AND prevention_input = 'yes';
