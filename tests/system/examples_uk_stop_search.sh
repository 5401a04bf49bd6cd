# shellcheck shell=bash disable=SC2034
# London: two forces, four months, UTC and summer time, age bands.

extracts=()
for month in 2018-04 2018-05 2018-06 2018-07; do
  for force in city-of-london metropolitan; do
    extracts+=("uk_stop_search/$month/$month-$force-stop-and-search.csv")
  done
done
sources=1
gate=Latitude

# All four months have summer time: local time is UTC + 1 hour.
raw() {
  local name n=0
  for name in "${extracts[@]}"; do
    n=$((n + 1))
    import "t$n" "$SAMSYN_EXAMPLE_DATA/$name"
  done
  n=0
  echo "CREATE TABLE r (u, l, age, sex, object, outcome);"
  for name in "${extracts[@]}"; do
    n=$((n + 1))
    echo "INSERT INTO r SELECT substr(Date, 1, 19),
            datetime(substr(Date, 1, 19), '+1 hour'), \"Age range\", Gender,
            \"Object of search\", Outcome FROM t$n;"
  done
}

compare() {
  local quarter="l >= '2018-04-01' AND l < '2018-07-01'"
  local night="(strftime('%w', l) = '5' AND strftime('%H', l) >= '22' OR
    strftime('%w', l) = '6' AND strftime('%H', l) NOT BETWEEN '06' AND '21' OR
    strftime('%w', l) = '0' AND strftime('%H', l) < '06')"
  row "searches in a quarter, local time" searches all all 2018K2 \
    "SELECT COUNT(*) FROM r WHERE $quarter"
  differs "in UTC the quarter would have had another" searches all all 2018K2 \
    "SELECT COUNT(*) FROM r WHERE u >= '2018-04-01' AND u < '2018-07-01'"
  row "a band" searches 10-17 all 2018K2 \
    "SELECT COUNT(*) FROM r WHERE $quarter AND age = '10-17'"
  row "two bands in a group" searches 10-24 all 2018K2 \
    "SELECT COUNT(*) FROM r WHERE $quarter AND age IN ('10-17', '18-24')"
  row "a band without an end" searches 35-plus all 2018K2 \
    "SELECT COUNT(*) FROM r WHERE $quarter AND age = 'over 34'"
  row "women and girls" searches female all 2018K2 \
    "SELECT COUNT(*) FROM r WHERE $quarter AND sex = 'Female'"
  row "for drugs, two kinds" drug_searches all all 2018K2 \
    "SELECT COUNT(*) FROM r WHERE $quarter
        AND object IN ('Controlled drugs', 'Psychoactive substances')"
  row "for weapons, three kinds, at 18-24" weapon_searches 18-24 all 2018K2 \
    "SELECT COUNT(*) FROM r WHERE $quarter AND age = '18-24' AND object IN
       ('Offensive weapons', 'Anything to threaten or harm anyone', 'Firearms')"
  row "ending in arrest" arrest_share all all 2018K2 \
    "SELECT COUNT(*) FROM r WHERE $quarter AND outcome = 'Arrest'"
  row "on weekend nights, local hours" night_searches all all 2018K2 \
    "SELECT COUNT(*) FROM r WHERE $quarter AND $night"
  row "no quarter from one month of it" searches all all 2018K3 "SELECT ''"
}
