-- @title.nb   Alder på helhetlig ROS
-- @title.nn   Alder på heilskapleg ROS
-- @title.en   Age of the risk analysis
-- @about.nb   Måneder siden helhetlig risiko- og sårbarhetsanalyse ble vedtatt.
-- @about.nn   Månader sidan heilskapleg risiko- og sårbarheitsanalyse blei vedteken.
-- @about.en   Months since the holistic risk analysis was approved.
-- @focus      preparedness
-- @measure    status
-- @statistic  age
-- @unit       plan
-- @date       occurred
-- @groups     all
-- @better     lower
SELECT profile FROM preparedness
 WHERE type = 'risk_analysis'
   AND status <> 'planned';
