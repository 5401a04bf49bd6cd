#!/usr/bin/env bash
#
# bench_measure.sh - how long it takes to count everything that a catalogue
# declares, and in how much memory, at 20 thousand, 300 thousand and 3 million
# events; with --huge at 30 million too.  One third are cases, the rest persons.
#
# The store is loaded first, and that is not measured.  "kinds" are the built-in
# indicators and one of each kind that looks at several events of a person.
# Seconds are by the clock, on one core and on all of them; "cpu" are those of all
# processors together.  The ratios are to one single indicator, for which the
# same events must be read.  Each figure is the median of three.  At the end
# DuckDB answers a GROUP BY for each indicator that it can (measure_duckdb.js).
#
#   SAMSYN=build/release/samsyn tests/bench/bench_measure.sh [--huge | EVENTS...]
set -euo pipefail
export LC_ALL=C
here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
samsyn=$(readlink -f -- "${SAMSYN:-$here/../../build/samsyn}")
built=$(dirname "$samsyn")
runs=${RUNS:-3}
source=${SOURCE:-$here/../..}
sizes=(20000 300000 3000000)
case ${1:-} in
  --huge) sizes+=(30000000) ;;
  ?*) sizes=("$@") ;;
esac
[ -x "$samsyn" ] || { echo "bench_measure: no program at $samsyn" >&2; exit 2; }

work=$(mktemp -d "${TMPDIR:-/tmp}/bench_measure.XXXXXX")
trap 'rm -rf -- "$work"' EXIT
compiler=${CC:-cc}
for name in generate_cases generate_people; do
  "$compiler" -std=c17 -O2 -o "$work/$name" "$here/$name.c"
done
libraries=(measure store extract catalogue csv base)
# shellcheck disable=SC2046
"$compiler" -std=c17 -O2 -I"$here/../../include" -o "$work/measure_only" \
  "$here/measure_only.c" -L"$built" "${libraries[@]/#/-lsyn_}" -lcsv \
  $(pkg-config --libs sqlite3 libsodium nettle yaml-0.1 glib-2.0 gsl) -lm -lpthread

# A project in the folder $1 of $2 events.
make_project() {
  local folder=$1 events=$2
  mkdir -p "$folder"/{contracts,extracts,indicators,codes}
  cat >"$folder/samsyn.yaml" <<'END'
council: Benchmark
place: Benchmark
language: en
starts: 2019-01
headline_group: all
outputs: [csv]
store: samsyn.db
END
  cat >"$folder/contracts/cases.yaml" <<'END'
source: police_case
files: cases.csv
covers: {from: 2019-01, to: 2024-12}
columns:
  case_key: case_key
  reported: {column: reported, format: dd.mm.yyyy}
  occurred: {column: occurred, format: dd.mm.yyyy}
  time: {column: time, format: "HH:MM"}
  code: code
  place: place
  area: area
END
  cat >"$folder/contracts/people.yaml" <<'END'
source: police_person
files: people.csv
covers: {from: 2019-01, to: 2024-12}
columns:
  case_key: case_key
  person_key: person_key
  role: role
  reported: {column: reported, format: dd.mm.yyyy}
  age: age
  sex: sex
  area: area
END
  {
    echo "code;valid_from;valid_to;title;tags"
    for ((i = 0; i < 60; i++)); do
      tags=(violence theft drugs threat robbery hate weapon damage)
      echo "$((1000 + 7 * i));;;Code;${tags[i % 8]}"
    done
  } >"$folder/codes/offence.csv"
  "$work/generate_cases" $((events / 3)) >"$folder/extracts/cases.csv"
  "$work/generate_people" $((events - events / 3)) >"$folder/extracts/people.csv"
  "$samsyn" run --quiet --internal "$folder" >/dev/null 2>"$work/said" || true
  [ -e "$folder/samsyn.db" ] || { cat "$work/said" >&2; exit 1; }
}

put_kind() {
  printf -- '-- @title.en T\n-- @focus youth-crime\n-- @measure %s\n%s\n' "$2" \
    "SELECT profile FROM police_person WHERE role = 'suspect'" >"$1"
}
add_kinds() {
  local to=$1/indicators
  put_kind "$to/k_repeat.sql" $'repeat\n-- @unit person\n-- @at-least 4\n-- @window 12 months\n-- @groups target all under-18'
  put_kind "$to/k_first.sql" $'first\n-- @unit person\n-- @look-back 24 months\n-- @groups target all under-18'
  put_kind "$to/k_return.sql" $'return\n-- @unit person\n-- @of k_first\n-- @within 365 days\n-- @groups target all under-18'
  put_kind "$to/k_group.sql" $'group\n-- @unit case\n-- @at-least 2\n-- @groups target all under-18'
}

median() { sort -n | awk '{ a[NR] = $0 } END { print a[int((NR + 1) / 2)] }'; }
repeat() {
  for ((i = 0; i < runs; i++)); do "$@"; done | median
}

# Measures the project $1 as it stands, called $2, and prints a row.
measure() {
  local alone all cpu memory series
  read -r alone _ <<<"$(repeat taskset -c "$core" "$work/measure_only" "$1")"
  read -r all cpu memory series <<<"$(repeat "$work/measure_only" "$1")"
  [ "$2" = one ] && one_alone=$alone one_all=$all
  printf '%10d %8s %8.3f %6.2f %8.3f %6.2f %8.3f %6d %8d\n' "$events" "$2" \
    "$alone" "$(over "$alone" "$one_alone")" "$all" "$(over "$all" "$one_all")" \
    "$cpu" "$memory" "$series"
}
over() { awk -v a="$1" -v b="$2" 'BEGIN { print a / b }'; }
core=$(taskset -cp $$ | sed 's/.*: *\([0-9]*\).*/\1/') # The first it may use.

# DuckDB is no part of samsyn: it is fetched into the build folder, if it can be.
duckdb=$source/build/node
has_duckdb() {
  command -v node >/dev/null && command -v npm >/dev/null || return 1
  [ -d "$duckdb/node_modules/@duckdb/node-api" ] && return
  mkdir -p "$duckdb"
  timeout 300 npm install --silent --no-audit --no-fund --prefix "$duckdb" \
    @duckdb/node-api >/dev/null 2>&1
}

# How long DuckDB takes for the project $1 with $2 threads.
ask_duckdb() {
  NODE_PATH=$duckdb/node_modules node "$here/measure_duckdb.js" "$1" \
    "$source/queries/indicators" "$2"
}

echo "measuring on $(nproc) cores, median of $runs"
printf '%10s %8s %8s %6s %8s %6s %8s %6s %8s\n' \
  events what '1 core' ratio "$(nproc) cores" ratio cpu MB series
for events in "${sizes[@]}"; do
  project=$work/$events
  make_project "$project" "$events"
  cp "$project/samsyn.yaml" "$work/plain.yaml"
  echo "indicators: [youth_violence_suspects]" >>"$project/samsyn.yaml"
  measure "$project" one
  cp "$work/plain.yaml" "$project/samsyn.yaml"
  for what in builtin kinds; do
    [ "$what" = builtin ] || add_kinds "$project"
    measure "$project" "$what"
  done
  if has_duckdb; then
    for threads in 1 "$(nproc)"; do
      read -r seconds n <<<"$(repeat ask_duckdb "$project" "$threads")"
      printf '%10d %8s %8.3f seconds for %d indicators on %d cores\n' \
        "$events" DuckDB "$seconds" "$n" "$threads"
    done
  else
    echo '    DuckDB: skipped, npm cannot install @duckdb/node-api here'
  fi
  rm -rf -- "$project"
done
