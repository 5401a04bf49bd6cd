#!/usr/bin/env bash
# The example projects on real open data, against counts of their own.
#
# For each project in datasets/examples: load the data, then compare what is
# printed (tables/tidy.csv) with what the sqlite3 shell counts in the raw files.
# examples_NAME.sh holds what is to be compared.  Nothing of the counting is
# taken over: the codes, bands, hours and time zones are spelled out once more.
#
# Environment: SAMSYN the program, SOURCE the source tree, SAMSYN_EXAMPLE_DATA
# the folder with the data, EQUALS_SQL the test that counts everything both ways.
set -eu

if [ ! -d "${SAMSYN_EXAMPLE_DATA:-}" ]; then
  echo "skipped: SAMSYN_EXAMPLE_DATA is not set"
  exit 77
fi
if ! command -v sqlite3 >/dev/null; then
  echo "skipped: there is no sqlite3 shell to count with"
  exit 77
fi

here=$SOURCE/tests/system
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export LC_ALL=C
passed=0 failed=0

# Set by examples_NAME.sh: the files of an example below SAMSYN_EXAMPLE_DATA, how
# many sources each feeds, and a header that its contracts accept coordinates in.
# With them come two functions that write SQL: raw makes the table r with a row
# for each row of the files; compare says what is compared, by row and differs.
extracts=()
sources=1
gate=

# result NAME OK DETAIL...: one line for each comparison.
result() {
  local name=$1 ok=$2
  shift 2
  if [ "$ok" = yes ]; then
    passed=$((passed + 1))
    echo "ok      $name: $*"
  else
    failed=$((failed + 1))
    echo "FAILED  $name: $*"
  fi
}

# equal NAME PRINTED EXPECTED
equal() {
  if [ "$2" = "$3" ]; then
    result "$1" yes "$2"
  else
    result "$1" no "printed \"$2\", expected \"$3\""
  fi
}

# import TABLE FILE [SEPARATOR]: commands of the sqlite3 shell.
import() {
  printf '.mode csv\n.separator "%s" "\\n"\n.import "%s" %s\n' "${3:-,}" "$2" "$1"
}

# row NAME INDICATOR GROUP AREA PERIOD SQL: both counts, one line.
row() {
  printf "SELECT 'same', '%s (%s %s %s %s)', " "$1" "$2" "$3" "$4" "$5"
  printf "(SELECT \"count\" FROM tidy WHERE indicator = '%s'" "$2"
  printf " AND \"group\" = '%s' AND area = '%s' AND period = '%s')" "$3" "$4" "$5"
  printf ', (%s);\n' "$6"
}

# The same, where the two must not be equal: the comparison can tell.
differs() {
  row "$@" | sed "s/^SELECT 'same'/SELECT 'other'/"
}

# Only the counts are read here; files that are not there are no failure.
all_there() {
  local name
  for name in "${extracts[@]}"; do
    [ -f "$SAMSYN_EXAMPLE_DATA/$name" ] || return 1
  done
}

copy_project() {
  local name
  cp -R "$SOURCE/datasets/examples/$1" "$work/$1"
  mkdir -p "$work/$1/extracts"
  for name in "${extracts[@]}"; do
    ln -s "$SAMSYN_EXAMPLE_DATA/$name" "$work/$1/extracts/"
  done
}

# run_project FOLDER WHAT EXPECTED-STATUS: messages are shown if it is another.
run_project() {
  local status=0
  "$SAMSYN" run "$1" --lang en >"$work/said" 2>&1 || status=$?
  equal "$2: exit status" "$status" "$3"
  if [ "$status" != "$3" ]; then
    sed 's/^/        /' "$work/said"
    return 1
  fi
}

# Printed counts against raw ones.
compare_counts() {
  local kind what printed counted
  {
    raw
    import tidy "$1"
    printf '%s\n' '.mode list' '.separator "|" "\n"'
    compare
  } >"$work/$example.sql"
  sqlite3 "$work/$example.raw.db" <"$work/$example.sql" >"$work/compared" \
    2>"$work/said" || sed 's/^/        /' "$work/said"
  local wanted
  wanted=$(grep -c "^SELECT '\(same\|other\)'" "$work/$example.sql")
  equal "$example: comparisons made" "$(grep -c . "$work/compared")" "$wanted"
  while IFS='|' read -r kind what printed counted; do
    if [ "$kind" = same ]; then
      equal "$example: $what" "$printed" "$counted"
    elif [ "$printed" != "$counted" ] && [ -n "$printed" ]; then
      result "$example: $what" yes "$printed, not $counted"
    else
      result "$example: $what" no "$printed"
    fi
  done <"$work/compared"
}

# ledger FILE FIELD: its sum over what was loaded, from "samsyn log --json".
ledger() {
  sqlite3 :memory: "SELECT COALESCE(SUM(json_extract(value, '\$.$2')), 0)
    FROM json_each(CAST(readfile('$1') AS TEXT), '\$.batches')"
}

# Every row of every file is loaded, in quarantine or blank.
check_ledger() {
  local log=$work/log.json rows
  "$SAMSYN" log "$work/$example" --json >"$log"
  rows=$(sqlite3 "$work/$example.raw.db" "SELECT COUNT(*) FROM r")
  equal "$example: rows read" "$(ledger "$log" rows_read)" "$((rows * sources))"
  equal "$example: loaded + quarantined + blank" \
    "$(($(ledger "$log" loaded) + $(ledger "$log" quarantined) + $(ledger "$log" blank)))" \
    "$(ledger "$log" rows_read)"
  equal "$example: extracts in the ledger" "$(grep -c '"file":' "$log")" \
    "$((${#extracts[@]} * sources))"
}

# A second run loads nothing, and writes the same bytes.
check_again() {
  mv "$work/$example/out" "$work/before"
  run_project "$work/$example" "$example, again" 0 || return 0
  if diff -r "$work/before" "$work/$example/out" >"$work/said"; then
    result "$example, again" yes "the same bytes"
  else
    result "$example, again" no "$(head -n 3 "$work/said")"
  fi
  rm -rf "$work/before"
  "$SAMSYN" log "$work/$example" --json >"$work/again.json"
  equal "$example, again: rows read in all" \
    "$(ledger "$work/again.json" rows_read)" \
    "$(ledger "$work/log.json" rows_read)"
  equal "$example, again: extracts in the ledger" \
    "$(grep -c '"file":' "$work/again.json")" \
    "$(grep -c '"file":' "$work/log.json")"
}

# Without the word that a column is known to hold coordinates, the gate shuts.
check_gate() {
  local strict=$work/$example.strict
  [ -n "$gate" ] || return 0
  cp -R "$SOURCE/datasets/examples/$example" "$strict"
  sed -i.bak "/^  - column: $gate\$/,/^    reason:/d" "$strict"/contracts/*.yaml
  rm -f "$strict"/contracts/*.bak
  mkdir -p "$strict/extracts"
  ln -s "$SAMSYN_EXAMPLE_DATA/${extracts[0]}" "$strict/extracts/"
  run_project "$strict" "$example, \"$gate\" not accepted" 1 || return 0
  if grep -q "personal data in .*\"$gate\"" "$work/said"; then
    result "$example, \"$gate\" not accepted" yes "refused as personal data"
  else
    result "$example, \"$gate\" not accepted" no "$(head -n 1 "$work/said")"
  fi
}

# Every count of every indicator, by the scan and by SQL on the views.
check_sql() {
  local copy=$work/sql
  mkdir "$copy"
  (cd "$work/$example" && cp -R -- * "$copy")
  if SAMSYN_PROJECT=$copy "$EQUALS_SQL" >"$work/said" 2>&1; then
    result "$example" yes "in SQL: $(grep 'cells,' "$work/said")"
  else
    result "$example" no "$(tail -n 20 "$work/said")"
  fi
  rm -rf "$copy"
}

for project in "$SOURCE"/datasets/examples/*/samsyn.yaml; do
  example=$(basename "$(dirname "$project")")
  [ -f "$here/examples_$example.sh" ] || continue # norway: test_tables.
  # shellcheck source=/dev/null
  . "$here/examples_$example.sh"
  if ! all_there; then
    echo "skipped $example: its data are not in SAMSYN_EXAMPLE_DATA"
    continue
  fi
  copy_project "$example"
  run_project "$work/$example" "$example" 0 || continue
  compare_counts "$(echo "$work/$example"/out/*/tables/tidy.csv)"
  check_ledger
  check_again
  check_gate
  check_sql
done

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
