#!/usr/bin/env bash
# Indicators are sums of the same records: what one says of another must not give
# a small count away.  Indicators that are parts, unions and overlaps of each
# other, quarters and years, go through "samsyn audit --view", which shares no
# code with protection and is told by hand what each indicator is made of.  SEEDS
# in the environment draws other cases.
. "${SOURCE:?the source tree}/tests/system/checks.sh" || exit 99

mkdir -p project/contracts project/extracts project/indicators
cat >project/samsyn.yaml <<'END'
council: R
place: P
language: en
builtin_indicators: no
outputs: [csv]
END
cat >project/contracts/case.yaml <<'END'
source: police_case
files: "case.csv"
covers: {from: 2022-01, to: 2023-12}
columns:
  case_key: S
  reported: {column: D, format: yyyy-mm-dd}
  code: K
END
# indicator NAME CODES: one of the cases with any of these codes.
indicator() {
  printf -- '-- @title.en %s\n-- @focus public-space\n-- @measure count\n-- @unit %s\n' "$1" "${3:-case}" \
    >"project/indicators/$1.sql"
  printf 'SELECT profile FROM police_case WHERE code IN (%s);\n' "$2" >>"project/indicators/$1.sql"
}
indicator every "'x','y','both','none'"
indicator only_x "'x'"
indicator of_x "'x','both'"
indicator of_y "'y','both'"
indicator either "'x','y','both'"
indicator neither "'none'"

cat >spec.json <<'END'
{"threshold": 5, "width": 3, "dims": [
 {"name": "indicator", "nodes": {"every": ["x","y","both","none"], "only_x": ["x"], "of_x": ["x","both"],
   "of_y": ["y","both"], "either": ["x","y","both"], "neither": ["none"]}},
 {"name": "period", "nodes": {"2022": ["2022K1","2022K2","2022K3","2022K4"],
   "2023": ["2023K1","2023K2","2023K3","2023K4"]}}]}
END

# cases SEED: two years of them, few with an x.
cases() {
  awk -v seed="$1" 'BEGIN {
    srand(seed)
    print "S;D;K"
    for (year = 2022; year <= 2023; year++)
      for (month = 1; month <= 12; month++)
        for (n = int(8 + 6 * rand()); n > 0; n--) {
          u = rand()
          code = u < .10 ? "x" : u < .30 ? "y" : u < .42 ? "both" : "none"
          printf "s%d;%d-%02d-%02d;%s\n", ++key, year, month, 1 + int(28 * rand()), code
        }
  }'
}
# The view: COLUMNS and values of what was published of the place, by quarter and
# year; with a column of areas, of those too.  The truth: counted here.
view() {
  awk -F, -v columns="$*" '
    NR == 1 {
      for (i = 1; i <= NF; i++) at[$i] = i
      n = split(columns, name, " ")
      for (i = 1; i <= n; i++) printf "%s,", name[i]
      print "value"
      next
    }
    $at["period"] ~ /^[0-9]+(K[1-4])?$/ && ($at["area"] == "all" || columns ~ /area/) {
      for (i = 1; i <= n; i++) printf "%s,", $at[name[i]]
      print $at["count"]
    }' project/out/*/tables/tidy.csv
}
truth() {
  awk -F';' 'NR > 1 { split($2, d, "-"); n[$3 "," d[1] "K" int((d[2] + 2) / 3)]++ }
    END {
      print "indicator,period,count"
      split("x y both none", code, " ")
      for (c in code) for (y = 2022; y <= 2023; y++) for (q = 1; q <= 4; q++)
        print code[c] "," y "K" q "," n[code[c] "," y "K" q] + 0
    }' project/extracts/case.csv
}
for seed in ${SEEDS:-1 2 3 4 5 6}; do
  rm -rf project/out project/samsyn.db
  cases $seed >project/extracts/case.csv
  exits "seed $seed: it runs" 0 "$SAMSYN" run project
  view indicator period >view.csv
  truth >truth.csv
  check "seed $seed: 60 cells are told of" test "$(wc -l <view.csv)" -eq 61
  exits "seed $seed: no small count can be found" 0 \
    "$SAMSYN" audit --view view.csv --truth truth.csv --spec spec.json
  check "seed $seed: something was hidden" grep -q 'SAFE' out
done

# --- the same with ages and areas ----------------------------------------------

# Parts of the indicators, by age and by area, are tied to each other too.
rm -rf project/contracts/* project/extracts/* project/indicators/*
cat >project/contracts/outreach.yaml <<'END'
source: outreach
files: "outreach.csv"
covers: {from: 2022-01, to: 2023-12}
columns:
  occurred: {column: D, format: yyyy-mm-dd}
  contact: {column: K, values: {new: new, known: known}}
  age: A
  area: O
END
for name in every:"'new','known'" met:"'new'"; do
  cat >"project/indicators/${name%%:*}.sql" <<END
-- @title.en ${name%%:*}
-- @focus public-space
-- @measure count
-- @unit contact
-- @date occurred
-- @groups target under-18 13-14 15-17 18-20 21-25
SELECT profile FROM outreach WHERE contact IN (${name#*:});
END
done
cat >spec.json <<'END'
{"threshold": 5, "width": 3, "dims": [
 {"name": "indicator", "nodes": {"every": ["new","known"], "met": ["new"]}},
 {"name": "group", "nodes": {"target": ["13-14","15-17","18-20","21-25"], "under-18": ["13-14","15-17"]}},
 {"name": "area", "nodes": {"all": ["A","B","C"]}},
 {"name": "period", "nodes": {"2022": ["2022K1","2022K2","2022K3","2022K4"],
   "2023": ["2023K1","2023K2","2023K3","2023K4"]}}]}
END
contacts() {
  awk -v seed="$1" 'BEGIN {
    srand(seed)
    print "D;K;A;O"
    for (year = 2022; year <= 2023; year++)
      for (month = 1; month <= 12; month++)
        for (n = int(7 + 9 * rand()); n > 0; n--)
          printf "%d-%02d-%02d;%s;%d;%s\n", year, month, 1 + int(28 * rand()), \
            rand() < .3 ? "new" : "known", 13 + int(13 * rand()), substr("ABBCC", 1 + int(5 * rand()), 1)
  }'
}
truth() {
  awk -F';' 'NR > 1 {
      split($1, d, "-")
      band = $3 < 15 ? "13-14" : $3 < 18 ? "15-17" : $3 < 21 ? "18-20" : "21-25"
      n[$2 "," band "," $4 "," d[1] "K" int((d[2] + 2) / 3)]++
    }
    END {
      print "indicator,group,area,period,count"
      for (cell in n) print cell "," n[cell]
    }' project/extracts/outreach.csv
}
for seed in ${SEEDS:-1 2 3}; do
  rm -rf project/out project/samsyn.db
  contacts $seed >project/extracts/outreach.csv
  exits "ages and areas, seed $seed: it runs" 0 "$SAMSYN" run project
  view indicator group area period >view.csv
  truth >truth.csv
  check "ages and areas, seed $seed: 180 cells are told of" test "$(wc -l <view.csv)" -eq 181
  exits "ages and areas, seed $seed: no small count can be found" 0 \
    "$SAMSYN" audit --view view.csv --truth truth.csv --spec spec.json
done

# --- what is sensitive -----------------------------------------------------------

# shown INDICATOR: its published numbers, where CONDITION on n and the area holds.
shown() {
  awk -F, -v id="$1" 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
    $at["indicator"] == id && $at["count"] ~ /^[0-9]+$/ { n = $at["count"]; if ('"$2"') found++ }
    END { print found + 0 }' project/out/*/tables/tidy.csv
}
is "without a threshold of its own, counts from 5 to 9 are shown" "$(($(shown met 'n > 4 && n < 10') > 0))" 1
is "and counts of areas" "$(($(shown met '$at["area"] != "all"') > 0))" 1
printf 'disclosure: {sensitive: [{of: met, threshold: 10}]}\n' >>project/samsyn.yaml
exits "one indicator is sensitive" 0 "$SAMSYN" run project
is "then none from 1 to 9" "$(shown met 'n > 0 && n < 10')" 0
is "and none of areas" "$(shown met '$at["area"] != "all"')" 0
is "of others they are shown" "$(($(shown every 'n > 4 && n < 10') > 0))" 1

# --- a decision is kept ----------------------------------------------------------

if command -v sqlite3 >/dev/null; then
  cp -r project/out first
  exits "the same again" 0 "$SAMSYN" run project
  check "with what was kept: the same bytes" diff -r first project/out
  is "it was kept" "$(sqlite3 project/samsyn.db 'SELECT count(*) > 0 FROM kept')" 1
  sqlite3 project/samsyn.db "DELETE FROM kept"
  exits "and again without" 0 "$SAMSYN" run project
  check "without it: the same bytes" diff -r first project/out
  sqlite3 project/samsyn.db "UPDATE kept SET bytes = x'00'"
  exits "what is kept is spoilt" 0 "$SAMSYN" run project
  check "then it is decided anew: the same bytes" diff -r first project/out
fi

# --- who is behind ---------------------------------------------------------------

# Contacts by quarter: seven of two persons, seven of seven, twelve of six of whom
# one has seven (58 per cent), twelve of six of whom one has six (50).
rm -rf project/out project/samsyn.db project/extracts/* project/indicators/met.sql
sed -i '/disclosure/d' project/samsyn.yaml
sed -i 's/^  age: A/  person_key: P\n  age: A/' project/contracts/outreach.yaml
# contacts MONTH PERSON...: one of each.
contacts() {
  local month=$1 day=1 person
  shift
  for person; do
    printf '2022-%s-%02d;known;16;A;%s\n' "$month" $((day++)) "$person"
  done
}
{
  echo "D;K;A;O;P"
  contacts 02 a a a a b b b
  contacts 05 a b c d e f g
  contacts 08 a a a a a a a b c d e f
  contacts 11 a a a a a a b b c d e f
} >project/extracts/outreach.csv
exits "contacts with persons" 0 "$SAMSYN" run project
behind() {
  awk -F, -v period="$1" 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
    $at["group"] == "target" && $at["area"] == "all" && $at["period"] == period { print $at["count"] }' \
    project/out/*/tables/tidy.csv
}
is "seven of two persons are not shown" "$(behind 2022K1)" ""
is "twelve of which one has seven are not shown" "$(behind 2022K3)" ""
cp project/samsyn.yaml plain.yaml
printf 'disclosure: {persons: 2}\n' >>project/samsyn.yaml
exits "two persons are enough" 0 "$SAMSYN" run project
is "but one of them has more than half" "$(behind 2022K1)" ""
cp plain.yaml project/samsyn.yaml
printf 'disclosure: {persons: 2, dominance: 60}\n' >>project/samsyn.yaml
exits "and may have 60 per cent" 0 "$SAMSYN" run project
is "then seven of two are shown" "$(behind 2022K1)" 7
is "and twelve of which one has seven" "$(behind 2022K3)" 12

# --- what nobody is behind --------------------------------------------------------

sed -i '/disclosure/d' project/samsyn.yaml
sed -i 's/^-- @unit .*/-- @unit inspection/' project/indicators/every.sql
{ echo "D;K;A;O;P" && contacts 02 a a a && contacts 05 a; } >project/extracts/outreach.csv
rm -rf project/out project/samsyn.db
exits "three inspections" 0 "$SAMSYN" run project
is "are no secret" "$(behind 2022K1)" 3
is "nor is one" "$(behind 2022K2)" 1
sed -i 's/^-- @unit .*/-- @unit contact/' project/indicators/every.sql
rm -rf project/out project/samsyn.db
exits "three contacts" 0 "$SAMSYN" run project
is "are" "$(behind 2022K1)" ""
finish
