# shellcheck shell=bash disable=SC2034
# St. Louis: twelve files, drifting headers, weights, two encodings in one file.

months=(january february march april may june july august september october
  november december)
extracts=()
for month in "${months[@]}"; do
  extracts+=("stl_slmpd/2017/${month}2017.csv")
done
sources=1
gate= # Nothing in the files that the gate knows.

raw() {
  local name month n=0
  for name in "${extracts[@]}"; do
    n=$((n + 1))
    import "t$n" "$SAMSYN_EXAMPLE_DATA/$name"
  done
  echo "CREATE TABLE r (q, code INT, district, weight INT);"
  n=0
  for name in "${extracts[@]}"; do
    n=$((n + 1))
    month=CodedMonth
    case $name in *may2017*) month='"Coded Month"' ;; esac
    echo "INSERT INTO r SELECT '2017K' ||
            ((CAST(substr($month, 6) AS INT) + 2) / 3),
            CAST(trim(Crime) AS INT), District, CAST(Count AS INT) FROM t$n;"
  done
}

compare() {
  # 1 homicide, 3 robbery, 4 aggravated assault, 911 and 913 assault.
  local violence="(code / 10000 IN (1, 3, 4) OR code / 100 IN (911, 913))"
  row "violence, reversals taken off" violence all all 2017 \
    "SELECT SUM(weight) FROM r WHERE $violence"
  differs "with the reversals counted as rows" violence all all 2017 \
    "SELECT COUNT(*) FROM r WHERE $violence"
  row "violence in the quarter of the odd file" violence all all 2017K2 \
    "SELECT SUM(weight) FROM r WHERE q = '2017K2' AND $violence"
  row "violence in the quarter of the odd letters" violence all all 2017K1 \
    "SELECT SUM(weight) FROM r WHERE q = '2017K1' AND $violence"
  row "violence in a district" violence all 5 2017K3 \
    "SELECT SUM(weight) FROM r WHERE q = '2017K3' AND $violence
        AND district = '5'"
  row "theft of vehicles, where most is reversed" vehicle_theft all all 2017K4 \
    "SELECT SUM(weight) FROM r WHERE q = '2017K4' AND code / 10000 = 7"
  row "sexual offences: codes of five and six digits" sexual_offences \
    all all 2017K1 \
    "SELECT SUM(weight) FROM r WHERE q = '2017K1' AND code / 10000 IN (2, 17)"
  row "drugs" drugs all all 2017K4 \
    "SELECT SUM(weight) FROM r WHERE q = '2017K4' AND code / 10000 = 18"
  row "arson" arson all all 2017K2 \
    "SELECT SUM(weight) FROM r WHERE q = '2017K2' AND code / 10000 = 8"
}
