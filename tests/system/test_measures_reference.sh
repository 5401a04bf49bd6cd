#!/usr/bin/env bash
# Every kind of measure and of period against tests/reference/measures_reference.csv,
# which R made from the definitions.
. "${SOURCE:?the source tree}/tests/system/checks.sh" || exit 99
reference=$SOURCE/tests/reference/measures_reference.csv

cp -r "$SOURCE/tests/reference/measures" project
exits "the project of every kind runs" 0 "$SAMSYN" run project

# What is told: a line a cell, KEY;PERIOD;STATE;COUNT;OF;PERSON-YEARS;ESTIMATE;PER,
# "?" for what is not told in that form.
told_as_csv() {
  tr -d '\r' | awk -F, -v kind="$1" 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
    { s = $at["status"]; s = s ~ /^[AP]$/ ? "V" : s == "N" ? "A" : s == "F" ? "N" : s
      print $at["indicator"] " " $at["group"] " " $at["area"] " " kind ";" $at["period"] ";" s ";" $at["count"] \
        ";" ($at["of"] == "" ? "?" : $at["of"]) ";?;?;" }'
}
told_as_json() {
  awk -v kind="$1" '
    function text(line) { sub(/^[^:]*: "?/, "", line); sub(/"?,?$/, "", line); return line == "null" ? "" : line }
    /^      "indicator":/ { indicator = text($0) }
    /^      "group":/ { group = text($0) }
    /^      "area":/ { area = text($0) }
    /^      "per":/ { per = text($0) }
    /^          "period":/ { period = text($0) }
    /^          "state":/ { state = text($0) }
    /^          "count":/ { count = text($0) }
    /^          "of":/ { of = text($0) }
    /^          "person_years":/ { years = text($0) }
    /^          "estimate":/ { estimate = text($0) }
    /^        }/ {
      state = state == "value" ? "V" : state == "zero" ? "Z" : state == "missing" ? "M" : state == "not yet" ? "N" : "A"
      print indicator " " group " " area " " kind ";" period ";" state ";" count ";" of ";" years ";" estimate ";" per
    }'
}
code=0
for kind in month quarter tertial half-year year school-year rolling-12; do
  "$SAMSYN" series project --internal --by $kind --format csv >out 2>err || code=$?
  told_as_csv $kind <out >>told.csv
  "$SAMSYN" series project --internal --by $kind --json >out 2>err || code=$?
  told_as_json $kind <out >>told.json
done
is "series are told of each kind of period" $code 0

cat >compare.awk <<'END'
BEGIN {
  split("month 12 quarter 4 tertial 3 half-year 2 year 1 school-year 1 rolling-12 12", word, " ")
  for (i = 1; i in word; i += 2) cycle[word[i]] = word[i + 1]
}
# The code of the period of KIND that is T after the one with the code FIRST.
function period(kind, first, t,    n, part) {
  n = cycle[kind]
  part = n == 12 ? substr(first, 6, 2) : n > 1 ? substr(first, 6) : 1
  t += substr(first, 1, 4) * n + part - 1
  if (n == 12) return sprintf("%04d-%02d%s", int(t / n), t % n + 1, substr(first, 8))
  return int(t / n) substr(first, 5, 1) (n > 1 ? t % n + 1 : "")
}
# "V3/5=1.25@12.5": 3 of 5, the value, the person-years.
function read_cell(cell,    mark) {
  split("", by_r)
  by_r["state"] = substr(cell, 1, 1)
  cell = substr(cell, 2)
  if (match(cell, /^-?[0-9]+/)) { by_r["count"] = substr(cell, 1, RLENGTH); cell = substr(cell, RLENGTH + 1) }
  else if (by_r["state"] == "Z") by_r["count"] = 0
  while (match(cell, /^[\/=@]-?[0-9.e+-]+/)) {
    by_r[substr(cell, 1, 1)] = substr(cell, 2, RLENGTH - 1)
    cell = substr(cell, RLENGTH + 1)
  }
}
# Whether the number IS told, to 1e-9.
function near(is, wanted,    size) {
  if (is == "?") return 1
  if (is == "" || wanted == "") return is == wanted
  size = wanted < 0 ? -wanted : wanted
  return is - wanted <= 1e-9 * size && wanted - is <= 1e-9 * size
}
function differs(what, is, wanted) {
  if (wrong++ < 15) print what ": is " (is == "" ? "not told" : is) ", by R " (wanted == "" ? "not there" : wanted)
}
# A share, a ratio for each PER, a value, or a rate; nothing of a mere count.
function estimate(per) {
  if (by_r["="] != "") return by_r["="]
  if (by_r["/"] != "") return by_r["/"] > 0 ? by_r["count"] / by_r["/"] * (per > 0 ? per : 1) : ""
  return by_r["@"] != "" ? by_r["count"] / by_r["@"] * per : ""
}
NR == FNR {
  n = FNR > 1 && $4 != "none" ? split($6, cell, " ") : 0
  for (t = 1; t <= n; t++) wanted[$1 " " $2 " " $3 " " $4 ";" period($4, $5, t - 1)] = cell[t]
  next
}
{
  key = $1 ";" $2
  is = $3 $4 "/" $5 "@" $6 "=" $7
  if (!(key in wanted)) { differs(key, is, ""); next }
  compared++
  seen[key] = 1
  read_cell(wanted[key])
  if (($3 != by_r["state"] && !($3 == "V" && by_r["state"] == "Z" && $7 == "?")) || $4 != by_r["count"] ||
      ($5 != "?" && $5 != by_r["/"]) || !near($6, by_r["@"]) || !near($7, estimate($8)))
    differs(key, is, wanted[key])
}
END {
  for (key in wanted) if (!(key in seen)) differs(key, "", wanted[key])
  print compared + 0 " cells compared"
  exit wrong > 0
}
END
compare() { awk -F';' -f compare.awk "$reference" "$1"; }
check "every count, state and estimate is that of R, in JSON" compare told.json
tail -1 check.out
check "and in CSV" compare told.csv
check "of more than 40 000 cells" test "$(wc -l <told.json)" -gt 40000

# What cannot be computed has its reason, and no series.
reasons() {
  "$SAMSYN" explain project "$1" --json | tr -d '\n' | sed 's/.*"not_computable": \[\([^]]*\)\].*/\1/; s/}, *{/\n/g' |
    sed -n 's/.*"reason": "\([^"]*\)".*"group": "\{0,1\}\([^" ]*\).*/\2 \1/p' | sed 's/^null //'
}
awk -F';' '$4 == "none" { print $1 ";" $2 ($2 ? " " : "") $6 }' "$reference" >obstacles
while IFS=';' read -r indicator why; do
  check "$indicator is not computable: $why" grep -qxF "$why" <(reasons "$indicator")
done <obstacles
check "there are some" test -s obstacles

# The comparison must be able to fail.
fails() { ! "$@" >/dev/null; }
sed '/^cases all all quarter;2023K1;/ s/;V;\([0-9]*\);/;V;1\1;/' told.json >spoilt
check "a count that is wrong is found" fails compare spoilt
sed '/^cases_decided all all month;2023-01;/ s/;V;/;Z;/' told.json >spoilt
check "so is a state" fails compare spoilt
sed '/^days_median all all year;2023;/ s/;\([0-9.]*\);0$/;9\1;0/' told.json >spoilt
check "and a median" fails compare spoilt
sed '/^gini_areas all all school-year;2022S/d' told.json >spoilt
check "and a cell that is not told" fails compare spoilt
finish
