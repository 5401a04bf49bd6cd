#!/usr/bin/env bash
#
# bench_ingest.sh - how fast extracts come into the store, and in how much
# memory: rows of ten columns, from the file to the commit that survives a power
# cut, the gate against personal data included.
#
#   ./dev bench ingest            20 thousand, 300 thousand and 3 million rows
#   ./dev bench ingest --huge     30 million too
#   ./dev bench ingest ROWS...
#
# Beside it, in turn, on the same file: libcsv that only counts; and DuckDB, with
# two threads, into a file of its own, if npm can install it.  What depends least
# on the machine is the ratio within a pair; each figure is a median of RUNS
# pairs, 5 if not said.  Environment: SAMSYN (its folder has the libraries),
# SOURCE, RUNS.
set -euo pipefail
export LC_ALL=C
here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
source=${SOURCE:-$here/../..}
build=$(dirname -- "$(readlink -f -- "${SAMSYN:-$source/build/samsyn}")")
runs=${RUNS:-5}
sizes=(20000 300000 3000000)
case ${1:-} in
  --huge) sizes+=(30000000) ;;
  ?*) sizes=("$@") ;;
esac

work=$(mktemp -d "${TMPDIR:-/tmp}/bench_ingest.XXXXXX")
trap 'rm -rf -- "$work"' EXIT
cmake --build "$build" --target ingest_only >"$work/said" 2>&1 || {
  cat "$work/said" >&2
  exit 2
}
compiler=${CC:-cc}
for name in generate_cases parse_only; do
  "$compiler" -std=c17 -O2 -o "$work/$name" "$here/$name.c" -lcsv
done

# DuckDB is no part of samsyn: it is fetched into the build folder, if it can be.
duckdb=$source/build/node
has_duckdb() {
  command -v node >/dev/null && command -v npm >/dev/null || return 1
  [ -d "$duckdb/node_modules/@duckdb/node-api" ] && return
  mkdir -p "$duckdb"
  timeout 300 npm install --silent --no-audit --no-fund --prefix "$duckdb" \
    @duckdb/node-api >/dev/null 2>&1
}

# A project around the extract $2 in the folder $1.
make_project() {
  local folder=$1
  mkdir -p "$folder"/{contracts,extracts}
  cat >"$folder/samsyn.yaml" <<'END'
council: Benchmark
place: Benchmark
language: en
starts: 2019-01
headline_group: all
builtin_indicators: no
outputs: [csv]
store: samsyn.db
END
  cat >"$folder/contracts/cases.yaml" <<'END'
source: police_case
title: Benchmark
files: cases.csv
covers: {from: 2019-01, to: 2024-12}
extracted: 2025-01-31
settles: 0
columns:
  case_key: case_key
  reported: {column: reported, format: dd.mm.yyyy}
  occurred: {column: occurred, format: dd.mm.yyyy}
  time: {column: time, format: "HH:MM"}
  code: code
  place: place
  area: area
  age: age
  sex: sex
  weight: weight
END
  mv -- "$2" "$folder/extracts/cases.csv"
}

median() { sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }

# Prints the median of column $2 of the file $1.
middle() { awk -v column="$2" '{ print $column }' "$1" | median; }

# Pairs of $runs runs with libcsv: SECONDS CPU KIB ROWS BARE-SECONDS RATIO.
bench() {
  local rows=$1 folder=$work/project i own bare
  "$work/generate_cases" "$rows" 7 >"$work/cases.csv"
  rm -rf -- "$folder"
  make_project "$folder" "$work/cases.csv"
  : >"$work/pairs"
  for ((i = 0; i < runs; i++)); do
    rm -f -- "$folder"/samsyn.db*
    own=$("$build/ingest_only" "$folder")
    bare=$("$work/parse_only" "$folder/extracts/cases.csv")
    echo "$own $bare" | awk -v rows="$rows" '
      $4 != rows { print "bench_ingest: " $4 " rows loaded" >"/dev/stderr"; exit 1 }
      { print $0, $5 / $1, $5 / $2 }' >>"$work/pairs"
  done
  awk -v rows="$rows" -v bytes="$(stat -c %s "$folder/extracts/cases.csv")" \
    -v s="$(middle "$work/pairs" 1)" -v cpu="$(middle "$work/pairs" 2)" \
    -v kib="$(middle "$work/pairs" 3)" -v bare="$(middle "$work/pairs" 5)" \
    -v ratio="$(middle "$work/pairs" 8)" -v work="$(middle "$work/pairs" 9)" 'BEGIN {
      printf "%10d %7.1f %9.3f %8.3f %11.0f %9.3f %7.2f %7.2f %8.1f\n",
        rows, bytes / 1e6, s, cpu, rows / s, bare, ratio, work, kib / 1024
    }'
}

# Pairs of $runs runs with DuckDB on the extract that lies there.
versus_duckdb() {
  local rows=$1 folder=$work/project i own other
  : >"$work/pairs"
  for ((i = 0; i < runs; i++)); do
    rm -f -- "$folder"/samsyn.db* "$work"/duck.db*
    own=$("$build/ingest_only" "$folder")
    other=$(NODE_PATH=$duckdb/node_modules node "$here/load_duckdb.js" \
      "$folder/extracts/cases.csv" "$work/duck.db")
    echo "$own $other" >>"$work/pairs"
    echo "$own $other" | awk -v pair="$((i + 1))" -v rows="$rows" '
      $6 != rows { print "bench_ingest: DuckDB loaded " $6 >"/dev/stderr"; exit 1 }
      { printf "  pair %d: samsyn %6.3f s, DuckDB %6.3f s, %.2f times as fast\n",
          pair, $1, $5, $5 / $1 }'
  done
  awk '{ ahead += $5 > $1; print $5 / $1 > "/dev/stderr" }
    END { printf "  ahead in %d of %d pairs; ", ahead, NR }' "$work/pairs" 2>"$work/ratios"
  printf 'median %.2f times as fast\n' "$(median <"$work/ratios")"
}

printf '%10s %7s %9s %8s %11s %9s %7s %7s %8s\n' rows MB 'ingest s' 'cpu s' rows/s \
  'libcsv s' ratio cpu 'peak MB'
last=
for rows in "${sizes[@]}"; do
  bench "$rows"
  last=$rows
done
cat <<'END'
ingest s: to the durable commit; cpu s: of all threads; libcsv s: libcsv alone, in
processor time; ratio: libcsv s to ingest s in the same pair; cpu: to cpu s.
END
echo "beside DuckDB, $last rows:"
if has_duckdb; then
  versus_duckdb "$last"
else
  echo '  skipped: npm cannot install @duckdb/node-api here'
fi
