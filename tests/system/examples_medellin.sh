# shellcheck shell=bash disable=SC2034
# Medellín: local time from UTC, ten years, semicolons.

extracts=(medellin/medellin_homicides.csv)
sources=1
gate=longitud

# Colombia has had no summer time in these years: local time is UTC - 5 hours.
raw() {
  import t "$SAMSYN_EXAMPLE_DATA/${extracts[0]}" ";"
  cat <<'SQL'
CREATE TABLE r AS
  SELECT u, substr(l, 1, 4) AS y,
         substr(l, 1, 4) || 'K' || ((CAST(substr(l, 6, 2) AS INT) + 2) / 3) AS q,
         strftime('%w', l) AS w, CAST(substr(l, 12, 2) AS INT) AS h,
         CAST(edad AS INT) AS age, sexo, modalidad
    FROM (SELECT *, fecha_hecho AS u, datetime(fecha_hecho, '-5 hours') AS l
            FROM t);
SQL
}

compare() {
  row "homicides in a year, local time" homicides all all 2010 \
    "SELECT COUNT(*) FROM r WHERE y = '2010'"
  row "homicides in a year, local time" homicides all all 2018 \
    "SELECT COUNT(*) FROM r WHERE y = '2018'"
  row "homicides in a quarter, local time" homicides all all 2011K3 \
    "SELECT COUNT(*) FROM r WHERE q = '2011K3'"
  differs "in UTC the year would have had another" homicides all all 2010 \
    "SELECT COUNT(*) FROM r WHERE substr(u, 1, 4) = '2010'"
  row "killed at 13-25" youth_homicides target all 2012K4 \
    "SELECT COUNT(*) FROM r WHERE q = '2012K4' AND age BETWEEN 13 AND 25"
  row "killed at 21-25" youth_homicides 21-25 all 2019 \
    "SELECT COUNT(*) FROM r WHERE y = '2019' AND age BETWEEN 21 AND 25"
  row "women killed" women_killed all all 2015 \
    "SELECT COUNT(*) FROM r WHERE y = '2015' AND sexo = 'Mujer'"
  row "with a firearm, at 13-25" firearm_homicides target all 2013K1 \
    "SELECT COUNT(*) FROM r WHERE q = '2013K1' AND age BETWEEN 13 AND 25
        AND modalidad = 'Arma de fuego'"
  row "numerator of the share" firearm_share all all 2016 \
    "SELECT COUNT(*) FROM r WHERE y = '2016' AND modalidad = 'Arma de fuego'"
  row "with a knife" knife_homicides all all 2017K2 \
    "SELECT COUNT(*) FROM r WHERE q = '2017K2' AND modalidad = 'Cortopunzante'"
  row "on weekend nights, local hours" weekend_night_homicides all all 2014 \
    "SELECT COUNT(*) FROM r WHERE y = '2014' AND
       (w = '5' AND h >= 20 OR w = '6' AND (h < 6 OR h >= 20) OR
        w = '0' AND h < 6)"
}
