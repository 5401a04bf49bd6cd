#!/usr/bin/env bash
#
# bench_ingest.sh - how fast extracts come into the store, and in how much
# memory, at 20 thousand, 300 thousand and 3 million rows of ten columns; with
# --huge at 30 million too.
#
# A project is run twice: the second run finds the extract in the store, so the
# difference is the ingest with its commit.  What does not depend on the machine
# is the ratio to libcsv alone, which parses the same file and only counts; on a
# busy machine compare the processor times.  Each figure is the median of three.
#
#   SAMSYN=build/release/samsyn tests/bench/bench_ingest.sh [--huge | ROWS...]
set -euo pipefail
export LC_ALL=C
here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
samsyn=$(readlink -f -- "${SAMSYN:-$here/../../build/samsyn}")
runs=${RUNS:-3}
sizes=(20000 300000 3000000)
case ${1:-} in
  --huge) sizes+=(30000000) ;;
  ?*) sizes=("$@") ;;
esac
[ -x "$samsyn" ] || { echo "bench_ingest: no program at $samsyn" >&2; exit 2; }
command -v /usr/bin/time >/dev/null || { echo "bench_ingest: install time" >&2; exit 2; }

work=$(mktemp -d "${TMPDIR:-/tmp}/bench_ingest.XXXXXX")
trap 'rm -rf -- "$work"' EXIT
compiler=${CC:-cc}
for name in generate_cases parse_only; do
  "$compiler" -std=c17 -O2 -o "$work/$name" "$here/$name.c" -lcsv
done

# A project around the extract $2 in the folder $1.
make_project() {
  local folder=$1
  mkdir -p "$folder"/{contracts,extracts,indicators}
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
  cat >"$folder/indicators/public_cases.sql" <<'END'
-- @title.en   Cases in public places
-- @focus      public-space
-- @measure    count
-- @unit       event
-- @groups     all
SELECT profile FROM police_case WHERE place = 'public';
END
  mv -- "$2" "$folder/extracts/cases.csv"
}

# Prints "SECONDS CPU-SECONDS KIB" of one run of the project $1.
run_once() {
  if ! /usr/bin/time -f '%e %U %S %M' -o "$work/time" \
    "$samsyn" run --quiet "$1" >"$work/said" 2>&1; then
    cat "$work/said" >&2
    exit 1
  fi
  awk '{ print $1, $2 + $3, $4 }' "$work/time"
}

median() { sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }

bench() {
  local rows=$1 folder=$work/project i first second cpu1 cpu2 memory bytes
  "$work/generate_cases" "$rows" 7 >"$work/cases.csv"
  bytes=$(stat -c %s "$work/cases.csv")
  rm -rf -- "$folder"
  make_project "$folder" "$work/cases.csv"
  : >"$work/first" && : >"$work/second" && : >"$work/memory" &&
    : >"$work/bare" && : >"$work/cpu"
  for ((i = 0; i < runs; i++)); do
    rm -rf -- "$folder"/samsyn.db* "$folder/out"
    read -r first cpu1 memory < <(run_once "$folder")
    read -r second cpu2 _ < <(run_once "$folder")
    awk -v a="$cpu1" -v b="$cpu2" 'BEGIN { print a - b }' >>"$work/cpu"
    echo "$first" >>"$work/first"
    echo "$second" >>"$work/second"
    echo "$memory" >>"$work/memory"
    "$work/parse_only" "$folder/extracts/cases.csv" >>"$work/bare"
  done
  awk -v rows="$rows" -v bytes="$bytes" -v first="$(median <"$work/first")" \
    -v second="$(median <"$work/second")" -v memory="$(median <"$work/memory")" \
    -v bare="$(median <"$work/bare")" -v cpu="$(median <"$work/cpu")" 'BEGIN {
      ingest = first - second
      if (ingest <= 0) ingest = 0.005
      if (cpu <= 0) cpu = 0.005
      printf "%10d %7.1f %8.2f %8.2f %8.2f %8.2f %8.2f %7.2f %7.2f %7.2f %8.1f\n",
        rows, bytes / 1e6, first, second, ingest, rows / ingest / 1e6,
        rows / bare / 1e6, bare / ingest, bare / cpu, bare / first, memory / 1024
    }'
}

printf '%10s %7s %8s %8s %8s %8s %8s %7s %7s %7s %8s\n' rows MB 'run s' \
  'again s' 'ingest s' Mrows/s libcsv ratio cpu run 'peak MB'
for rows in "${sizes[@]}"; do
  bench "$rows"
done
cat <<'END'
Mrows/s: of the ingest; libcsv: of libcsv alone, in processor time; ratio: of
the two; cpu: the same by the processor time of all threads; run: the same for
the whole first run, its hashing, measuring and writing included.
END
