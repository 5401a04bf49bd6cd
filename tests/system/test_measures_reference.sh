#!/usr/bin/env bash
# Every kind of measure against tests/reference/measures_reference.csv, which R
# made from the definitions: all that is measured, by each kind of period, and
# what "samsyn series" tells of it.
. "${SOURCE:?the source tree}/tests/system/checks.sh" || exit 99
reference=$SOURCE/tests/reference/measures_reference.csv

cp -r "$SOURCE/tests/reference/measures" project
exits "the project of every kind runs" 0 "$SAMSYN" run project
exits "its cells are told" 0 "${MEASURE_CELLS:?the program that prints cells}" project
cp out cells.csv
exits "as series" 0 "$SAMSYN" series project --internal --format csv
cp out series.csv
exits "and as JSON" 0 "$SAMSYN" series project --internal --json
cp out series.json

# What the three comparisons share: the code of a period, and the parts of a cell.
cat >shared.awk <<'END'
BEGIN {
  split("month 12 quarter 4 tertial 3 half 2 year 1 school 1 rolling 12", word, " ")
  for (i = 1; i in word; i += 2) cycle[word[i]] = word[i + 1]
}
# The code of the period of KIND that is T after the one with the code FIRST.
function period(kind, first, t,    n, part, mark) {
  n = cycle[kind]
  part = n == 12 ? substr(first, 6, 2) : n > 1 ? substr(first, 6) : 1
  t += substr(first, 1, 4) * n + part - 1
  mark = substr(first, 5, 1)
  if (n == 12) return sprintf("%04d-%02d%s", int(t / n), t % n + 1, substr(first, 8))
  return int(t / n) mark (n > 1 ? t % n + 1 : "")
}
# "V3/5=1.25@12.5" to at["state"], at["count"], at["/"], at["="], at["@"]
function read_cell(cell, at,    mark) {
  split("", at)
  at["state"] = substr(cell, 1, 1)
  cell = substr(cell, 2)
  if (match(cell, /^-?[0-9]+/)) { at["count"] = substr(cell, 1, RLENGTH); cell = substr(cell, RLENGTH + 1) }
  else if (at["state"] == "Z") at["count"] = 0
  while (match(cell, /^[\/=@]-?[0-9.e+-]+/)) {
    at[substr(cell, 1, 1)] = substr(cell, 2, RLENGTH - 1)
    cell = substr(cell, RLENGTH + 1)
  }
  at["rest"] = cell
}
function near(a, b, tolerance,    size) {
  if (a == "" || b == "") return a == b
  if (a + 0 == b + 0) return 1
  size = a < 0 ? -a : a
  return (a > b ? a - b : b - a) <= tolerance * size
}
function differs(what, is, by_r) {
  if (wrong++ < 15) print what ": is " (is == "" ? "nothing" : is) ", by R " (by_r == "" ? "nothing" : by_r)
}
END

# All that is measured.  Counts are compared as they are, numbers to 1e-9.
cat >cells.awk <<'END'
FNR == 1 { next }
{ key = $1 " " $2 " " $3 " " $4 }
NR == FNR { first[key] = $5; cells[key] = $6; next }
!(key in cells) { differs(key, $6, ""); next }
{
  seen[key] = 1
  n = split($6, is, " ")
  if ($5 != first[key] || n != split(cells[key], by_r, " ")) { differs(key, $5 " and " n " cells", first[key]); next }
  for (t = 1; t <= n; t++) {
    compared++
    if (is[t] == by_r[t]) continue
    if ($4 == "none") { differs(key, is[t], by_r[t]); continue }
    read_cell(is[t], a)
    read_cell(by_r[t], b)
    if (a["state"] != b["state"] || a["count"] != b["count"] || a["/"] != b["/"] || a["rest"] b["rest"] != "" ||
        !near(b["="], a["="], 1e-9) || !near(b["@"], a["@"], 1e-9))
      differs(key " " period($4, $5, t - 1), is[t], by_r[t])
  }
}
END_OF_CELLS
END
sed -i '/^END_OF_CELLS$/d' cells.awk
cat >>cells.awk <<'END'
END {
  for (key in cells) if (!(key in seen)) differs(key, "", cells[key])
  print compared + 0 " cells compared" >"compared"
  exit wrong > 0
}
END
compare_cells() { awk -F';' -f shared.awk -f cells.awk "$reference" "$1"; }
check "every count, value and state is that of R" compare_cells cells.csv
cat compared
check "more than 40 000 of them" test "$(cut -d' ' -f1 compared)" -gt 40000

# What is told: quarters and years, in CSV and JSON.  A line of told is
# KEY;PERIOD;STATE;COUNT;OF;PERSON-YEARS;ESTIMATE, with "?" where it is not told.
tr -d '\r' <series.csv |
  awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
    { s = $at["status"]; sub(/^[AP]$/, "V", s); sub(/^N$/, "A", s); sub(/^F$/, "N", s)
      print $at["indicator"] " " $at["group"] " " $at["area"] ";" $at["period"] ";" s ";" $at["count"] ";?" $at["of"] ";?;?" }' \
  >told.csv
awk '
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
    state = state ~ /^(value|zero)$/ ? "V" : state == "missing" ? "M" : state == "not yet" ? "N" : "A"
    print indicator " " group " " area ";" period ";" state ";" count ";" of ";" years ";" estimate ";" per
  }' series.json >told.json
cat >told.awk <<'END'
NR == FNR {
  if (FNR == 1 || ($4 != "quarter" && $4 != "year")) next
  n = split($6, cell, " ")
  for (t = 1; t <= n; t++) by_r[$1 " " $2 " " $3 ";" period($4, $5, t - 1)] = cell[t]
  next
}
{
  key = $1 ";" $2
  if (!(key in by_r)) { differs(key, $0, ""); next }
  seen[key] = 1
  read_cell(by_r[key], b)
  state = b["state"] == "Z" ? "V" : b["state"]
  estimate = b["="] != "" ? b["="] : b["/"] != "" ? (state == "V" ? b["count"] / b["/"] * ($8 ? $8 : 1) : "") \
    : b["@"] != "" ? b["count"] / b["@"] * $8 : $7
  if ($3 != state || $4 != b["count"] || ($5 !~ /^\?/ && $5 != b["/"]) || ($5 ~ /^\?./ && $5 != "?" b["/"]) ||
      ($6 != "?" && !near(b["@"], $6, 1e-9)) || ($7 != "?" && !near(estimate, $7, 1e-9)))
    differs(key, $3 $4 "/" $5 "@" $6 "=" $7, by_r[key] "=" estimate)
}
END {
  for (key in by_r) if (!(key in seen)) differs(key, "", by_r[key])
  exit wrong > 0
}
END
compare_told() { awk -F';' -f shared.awk -f told.awk "$reference" "$1"; }
check "what series tells as CSV is that" compare_told told.csv
check "what it tells as JSON too, and the estimates are made of it" compare_told told.json

# It must be able to fail: one count more, one state else, one series less.
fails() { ! "$@"; }
sed '/^cases;all;all;quarter/ s/ V\([0-9]*\)/ V1\1/' cells.csv >spoilt.csv
check "a count that is wrong is found" fails compare_cells spoilt.csv
sed '/^cases_decided;all;all;month/ s/ V[0-9]* / Z /' cells.csv >spoilt.csv
check "so is a state" fails compare_cells spoilt.csv
sed '/^days_median;all;all;year/ s/=\([0-9.]*\)/=\11/' cells.csv >spoilt.csv
check "and a median" fails compare_cells spoilt.csv
sed '/^gini_areas;all;all;school/d' cells.csv >spoilt.csv
check "and a series that is not there" fails compare_cells spoilt.csv
sed '5s/;V;/;M;/' told.json >spoilt.json
check "and what series tells wrongly" fails compare_told spoilt.json
finish
