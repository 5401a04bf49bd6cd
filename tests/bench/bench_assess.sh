#!/usr/bin/env bash
#
# bench_assess.sh - how long it takes to assess series, and in how much memory:
# 1,000 and 10,000 series of 48 months, and 10,000 of ten years; or SERIES of
# MONTHS.  Every quarter with enough before it is judged by those, the coming
# one is predicted, changes of level are looked for, and rare series are told by
# years.
#
# Seconds are of the processor (one is used); each figure is the median of three.
# "classed" are the series that the normal range could judge.
#
#   SAMSYN=build/release/samsyn tests/bench/bench_assess.sh [SERIES MONTHS]
set -euo pipefail
export LC_ALL=C
here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
samsyn=$(readlink -f -- "${SAMSYN:-$here/../../build/samsyn}")
built=$(dirname "$samsyn")
runs=${RUNS:-3}
cases=('1000 48' '10000 48' '10000 120')
[ $# -lt 2 ] || cases=("$1 $2")
[ -x "$samsyn" ] || { echo "bench_assess: no program at $samsyn" >&2; exit 2; }

work=$(mktemp -d "${TMPDIR:-/tmp}/bench_assess.XXXXXX")
trap 'rm -rf -- "$work"' EXIT
libraries=(assess release measure store extract catalogue stats csv base)
# shellcheck disable=SC2046
"${CC:-cc}" -std=c17 -O2 -I"$here/../../include" -o "$work/assess_only" \
  "$here/assess_only.c" -L"$built" "${libraries[@]/#/-lsyn_}" -lcsv -lglpk \
  $(pkg-config --libs sqlite3 libsodium yaml-0.1 glib-2.0 gsl nettle) -lm -lpthread

echo "assessing on one core, median of $runs"
printf '%10s %8s %10s %8s %8s\n' series months seconds MB classed
for case in "${cases[@]}"; do
  # shellcheck disable=SC2086
  read -r seconds memory classed <<<"$(for ((i = 0; i < runs; i++)); do
    "$work/assess_only" $case
  done | sort -n | awk '{ a[NR] = $0 } END { print a[int((NR + 1) / 2)] }')"
  # shellcheck disable=SC2086
  printf '%10d %8d %10.3f %8d %8d\n' $case "$seconds" "$memory" "$classed"
done
