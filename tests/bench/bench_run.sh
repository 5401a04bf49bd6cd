#!/usr/bin/env bash
# How long the demo takes from extracts to briefing, and how much memory: the
# median of five runs; then with the rows of the police twenty times.  Prints one
# line for each thing measured.
set -euo pipefail
: "${SAMSYN:?the program}"
export LC_ALL=C
work=$(mktemp -d "${TMPDIR:-/tmp}/samsyn.XXXXXX")
trap 'rm -rf "$work"' EXIT
repeats=5

# The middle one of the numbers on standard input.
median() { sort -n | awk '{ a[NR] = $1 } END { print a[int((NR + 1) / 2)] }'; }

# measure NAME ROWS PREPARE COMMAND...: PREPARE is done before each run, and not
# measured.
measure() {
  local name=$1 rows=$2 prepare=$3 i begin end
  shift 3
  : >"$work/seconds"
  : >"$work/memory"
  for ((i = 0; i < repeats; i++)); do
    "$prepare"
    begin=$(date +%s%N)
    if [ -x /usr/bin/time ]; then
      /usr/bin/time -f %M -o "$work/peak" "$@" >/dev/null 2>&1
      cat "$work/peak" >>"$work/memory"
    else
      "$@" >/dev/null 2>&1
    fi
    end=$(date +%s%N)
    echo $(((end - begin) / 1000)) >>"$work/seconds"
  done
  awk -v name="$name" -v rows="$rows" -v us="$(median <"$work/seconds")" \
    -v kb="$(median <"$work/memory")" 'BEGIN {
    printf "%-26s %8d rows %8.2f s %10.0f rows/s %8s\n", name, rows, us / 1e6, rows / us * 1e6,
      kb ? sprintf("%.0f MB", kb / 1024) : "-" }'
}

demo=$work/demo
"$SAMSYN" init --quiet --demo "$demo"
# The rows of all extracts, without their headers.
count_rows() { awk 'FNR > 1' "$demo"/extracts/*.csv | wc -l; }

# Each row of FILE twenty times, with keys of its own.
multiply() {
  local file=$1 letter
  head -n 1 "$file" >"$work/many"
  for letter in a b c d e f g h i j k l m n o p q r s t; do
    tail -n +2 "$file" | sed "s/^/$letter/" >>"$work/many"
  done
  mv "$work/many" "$file"
}

rows=$(count_rows)

forget() { rm -rf "$demo/samsyn.db" "$demo/out"; }
table_only() {
  forget
  sed -i 's/^outputs: .*/outputs: [csv]/' "$demo/samsyn.yaml"
}
nothing() { :; }

echo "the demo on $(nproc) cores, median of $repeats"
measure "extracts to briefing" "$rows" forget "$SAMSYN" run --quiet "$demo"
measure "again, nothing new" "$rows" nothing "$SAMSYN" run --quiet "$demo"
measure "check only" "$rows" nothing "$SAMSYN" check --quiet "$demo"
measure "extracts to the table" "$rows" table_only "$SAMSYN" run --quiet "$demo"
for file in straffesaker personer oppdrag; do multiply "$demo/extracts/$file.csv"; done
measure "twenty times the rows" "$(count_rows)" forget "$SAMSYN" run --quiet "$demo"
