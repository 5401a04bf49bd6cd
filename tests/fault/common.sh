# shellcheck shell=bash disable=SC2034,SC2154
# common.sh - one experiment, repeated: a project is copied, samsyn runs in the
# copy with one fault injected, and what is left is looked at.  Source it first.
#
# What every sweep asserts:
#   exit 0          the folder holds "after": store, output, and nothing else
#   any other exit  the store holds "before" or "after"; out/ holds the old
#                   pages, the new ones or none, never half of them
#   a second run    ends as if there had been no fault, and the folder is "after"
# "After" is what a run without a fault leaves; state.c says in one line what a
# folder holds, and that line begins with BAD if the store is damaged, or a row
# is neither loaded once nor in quarantine.

: "${SOURCE:?the source tree}"
# In memory if possible: every fault is simulated, and a sync costs nothing there.
if [ -z "${TMPDIR:-}" ] && [ -d /dev/shm ] && [ -w /dev/shm ]; then export TMPDIR=/dev/shm; fi
. "$SOURCE/tests/system/checks.sh" || exit 99
export SOURCE_DATE_EPOCH=1767225600 # Else the manifest tells the clock.
DEEP=${DEEP:-}
LONGEST=60 # Seconds until a run counts as hanging.
faults=$SOURCE/tests/fault
tools=$(mktemp -d /tmp/samsyn-fault.XXXXXX) # LD_PRELOAD takes no blank.
trap 'rm -rf "$work" "$tools"' EXIT
box=$work/box copy=$work/copy shelf=$work/shelf
mkdir "$shelf"

# --- tools --------------------------------------------------------------------

# The shims must come before the library of a sanitizer, which cannot be.
is_sanitized() { ldd "$SAMSYN" | grep -qE 'lib[atu]bsan|libasan|libubsan|libtsan' || nm "$SAMSYN" 2>/dev/null | grep -q __asan_init; }

build_tools() {
  local compiler=${CC:-cc} name
  command -v "$compiler" >/dev/null || skip "there is no C compiler"
  "$compiler" -O2 -o "$tools/state" "$faults/state.c" -lsqlite3 2>"$work/cc" ||
    skip "state.c does not compile here: $(grep -m1 error "$work/cc")"
  for name in power memory meddle; do
    "$compiler" -O2 -fPIC -shared -o "$tools/$name.so" "$faults/$name.c" -ldl 2>"$work/cc" ||
      skip "$name.c does not compile here: $(grep -m1 error "$work/cc")"
  done
}

# Whether strace is there and may trace; containers can forbid it.
can_trace() {
  command -v strace >/dev/null && strace -o /dev/null -e trace=write true 2>/dev/null
}

# --- projects -----------------------------------------------------------------

# contract NAME FROM TO: of files NAME*.csv, covering these months.
contract() {
  cat <<END
source: happening
title: Register of the test
files: "$1*.csv"
covers:
  from: $2
  to: $3
extracted: 2026-01-06
settles: 0
delimiter: ";"
columns:
  occurred: {column: day, format: yyyy-mm-dd, required: true}
  means:
    column: how
    kind: category
    values: {a: a, b: b}
END
}

# rows YEAR N: N rows, one of them bad and one blank line.
rows() {
  awk -v year="$1" -v n="$2" 'BEGIN {
    print "day;how"
    for (i = 0; i < n; i++)
      if (i == 77) print year "-13-41;a"
      else printf "%d-%02d-%02d;%s\n", year, 1 + i % 12, 1 + i % 28, i % 2 ? "a" : "b"
    print ""
  }'
}

# project FOLDER OUTPUTS: contracts for 2024 and 2025, an indicator, no extract.
project() {
  mkdir -p "$1/contracts" "$1/extracts" "$1/indicators"
  cat >"$1/samsyn.yaml" <<END
council: Council of the test
place: Testing
language: en
shown_quarters: 8
builtin_indicators: no
outputs: [$2]
store: samsyn.db
END
  contract a 2025-01 2025-12 >"$1/contracts/a.yaml"
  contract b 2024-01 2024-12 >"$1/contracts/b.yaml"
  cat >"$1/indicators/happenings.sql" <<'END'
-- @title.en   Happenings
-- @focus      public-space
-- @measure    count
-- @unit       event
-- @date       occurred
-- @groups     all
-- @better     lower
SELECT profile FROM happening;
END
}

# Makes the projects that sweeps begin with, below $shelf.
make_projects() {
  project "$shelf/first" csv # Nothing is loaded, one extract waits.
  rows 2025 200 >"$shelf/first/extracts/a.csv"
  cp -r "$shelf/first" "$shelf/loaded" # It is loaded.
  must "$shelf/loaded"
  cp -r "$shelf/loaded" "$shelf/next" # A second one waits.
  rows 2024 200 >"$shelf/next/extracts/b.csv"
  cp -r "$shelf/loaded" "$shelf/corrected" # One row of it was corrected.
  sed -i '13s/;a/;b/' "$shelf/corrected/extracts/a.csv"
  cp -r "$shelf/loaded" "$shelf/overlapping" # Another has the same months.
  rows 2025 150 >"$shelf/overlapping/extracts/a_more.csv"
  project "$shelf/pages" "csv, html" # All is loaded, the pages are old.
  rows 2025 200 >"$shelf/pages/extracts/a.csv"
  must "$shelf/pages"
  sed -i 's/Testing/Elsewhere/' "$shelf/pages/samsyn.yaml"
  linked_project "$shelf/linked" # Persons are loaded, some of their cases wait.
  mv "$shelf/linked/extracts/cases_2024.csv" "$work/cases"
  must "$shelf/linked"
  mv "$work/cases" "$shelf/linked/extracts/cases_2024.csv"
  cp -r "$shelf/loaded" "$shelf/changed" # The contract has changed.
  sed -i 's/Register of/Registry of/' "$shelf/changed/contracts/a.yaml"
}

# A folder where persons are linked to cases, and the older cases wait.
linked_project() { # FOLDER
  local common='settles: 0
delimiter: ";"
key_scheme: test
columns:
  case_key: {column: case, required: true}'
  project "$1" csv
  rm "$1"/contracts/* "$1"/indicators/*
  printf 'source: police_person\ntitle: Persons\nfiles: persons.csv\ncovers: {from: 2024-01, to: 2025-12}\nextracted: 2026-01-06\n%s\n  role: {column: role, values: {s: suspect}}\n  reported: {column: day, format: yyyy-mm-dd}\n' \
    "$common" >"$1/contracts/persons.yaml"
  for year in 2024 2025; do
    printf 'source: police_case\ntitle: Cases\nfiles: cases_%s.csv\ncovers: {from: %s-01, to: %s-12}\nextracted: 2026-01-06\n%s\n  reported: {column: day, format: yyyy-mm-dd}\n  weapon: {column: weapon, values: {k: knife, f: firearm}}\n' \
      $year $year $year "$common" >"$1/contracts/cases_$year.yaml"
  done
  cat >"$1/indicators/armed.sql" <<'END'
-- @title.en   Suspects in cases with a knife or a firearm
-- @focus      public-space
-- @measure    count
-- @unit       event
-- @date       reported
-- @groups     all
-- @better     lower
SELECT profile FROM police_person WHERE weapon IN ('knife', 'firearm');
END
  awk -v folder="$1/extracts" 'BEGIN {
    print "case;role;day" >(folder "/persons.csv")
    for (year = 2024; year <= 2025; year++) {
      file = folder "/cases_" year ".csv"
      print "case;day;weapon" >file
      for (i = 0; i < 120; i++) {
        day = sprintf("%d-%02d-%02d", year, 1 + i % 12, 1 + i % 28)
        print year "/" i ";" day ";" (year == 2024 ? "f" : "k") >file
        print year "/" i ";s;" day >(folder "/persons.csv")
      }
    }
  }'
}

# must FOLDER: a run there succeeds, or nothing of this makes sense.
must() {
  "$SAMSYN" run --quiet "$1" >"$work/said" 2>&1 && return
  fail "a run without a fault" "$(cat "$work/said")"
  finish
}

# --- one experiment -----------------------------------------------------------

reset() {
  rm -rf "$box" "$box.power"
  cp -a "$start" "$box"
}

# run [VARIABLE=VALUE | PROGRAM ARGUMENT]...: samsyn in the box, in that
# environment or under that program.
# shellcheck disable=SC2120
run() {
  (cd "$box" && exec timeout -k 5 "$LONGEST" env "$@" "$SAMSYN" run "${options[@]}" .) \
    >"$work/said" 2>&1
  status=$?
} 2>/dev/null # The shell tells of processes that were killed.

# Sets found_store, found_out, found_rest.  A copy is opened, so that a journal
# is still there for samsyn's own next run.
look() {
  rm -rf "$copy"
  cp -a "$box" "$copy"
  read -r found_store found_out found_rest < <("$tools/state" "$copy" 2>&1 | sed 's/BAD:.* \([^ ]*\) \([^ ]*\)$/BAD \1 \2/')
}

# begin_sweep NAME PROJECT [OPTION...]: finds out what before and after are.
begin_sweep() {
  sweep=$1 start=$shelf/$2 points=0 bad=0 seen='' first_bad='' kinds=''
  shift 2
  options=("$@")
  reset
  look
  before_store=$found_store before_out=$found_out
  run
  look
  after_status=$status after_store=$found_store after_out=$found_out
  [ "$found_rest" = - ] || complain "without a fault" "left behind: $found_rest"
  case $after_status:$after_store in
    0:*:* | 1:"$before_store") ;;
    *) complain "without a fault" "exit status $status, the store holds $found_store" ;;
  esac
}

# complain WHERE WHAT
complain() {
  bad=$((bad + 1))
  kinds+="$2"$'\n'
  [ "$bad" -gt 3 ] || first_bad+="$1: $2"$'\n'"$(tail -n 2 "$work/said" | cut -c1-160 | sed 's/^/    /')"$'\n'
}

# What was bad, without the numbers, and how often.
list_kinds() {
  printf '%s' "$kinds" | sed -E 's/[0-9]*:[0-9a-f]{16}/N/g; s/(output|BAD):.*/\1/' | cut -c1-90 | sort | uniq -c
}

# judge_now WHERE [DEATHS]: after a run with a fault.  DEATHS are statuses of a
# death that was injected; 124 is a run that hangs.
judge_now() {
  points=$((points + 1))
  seen+="$status "
  look
  case " $after_status 4 70 ${2:-} " in
    *" $status "*) ;;
    *) complain "$1" "exit status $status" ;;
  esac
  if [ "$status" = 0 ] && [ "$found_store $found_out $found_rest" != "$after_store $after_out -" ]; then
    complain "$1" "exit status 0, but store $found_store, out $found_out, rest $found_rest"
    return
  fi
  case $found_store in
    "$before_store" | "$after_store") ;;
    *) complain "$1" "exit status $status, the store holds $("$tools/state" "$copy" | cut -c1-120)" ;;
  esac
  case $found_out in
    "$before_out" | "$after_out" | none) ;;
    *) complain "$1" "exit status $status, half of the output: $(cd "$box" && find out -type f | tr '\n' ' ')" ;;
  esac
}

# judge WHERE [DEATHS]: the same, and a second run completes.
judge() {
  judge_now "$@"
  run
  look
  if [ "$status $found_store $found_out $found_rest" != "$after_status $after_store $after_out -" ]; then
    complain "$1" "second run: exit status $status, store $found_store, out $found_out, rest $found_rest"
  fi
}

# spread N MOST: the numbers 1 to N, or MOST of them.
spread() {
  awk -v n="$1" -v most="$2" 'BEGIN {
    if (most <= 0 || most > n) most = n
    for (i = 0; i < most; i++) print (most > 1 ? 1 + int(i * (n - 1) / (most - 1)) : 1)
  }'
}

# few SHALLOW DEEP: how many points; 0 means all.
few() { if [ "$DEEP" ]; then echo "$2"; else echo "$1"; fi; }

statuses() { printf '%s' "$seen" | tr ' ' '\n' | sort -n | uniq -c | awk 'NF > 1 { printf " %sx%s", $1, $2 }'; }

# hits STATUS...: how many points ended with one of these.
hits() { printf '%s' "$seen" | tr ' ' '\n' | grep -cxE "$(IFS='|'; echo "$*")"; }

# end_sweep [BITES]: one line.  BITES is how often the fault was seen to strike;
# a sweep that never strikes shows nothing.
end_sweep() {
  local line
  line="$sweep: $points points, $bad bad; exit$(statuses)"
  if [ "$bad" -gt 0 ]; then
    fail "$line" "$(list_kinds)"$'\n'"$first_bad"
  elif [ "${1:-1}" -eq 0 ] || [ "$points" -eq 0 ]; then
    fail "$line; the fault never struck"
  else
    pass "$line"
  fi
}

# end_control: the opposite, for an injector that must find something.
end_control() {
  local line="$sweep: $points points, $bad bad, as it must be"
  if [ "$bad" -gt 0 ]; then pass "$line"; else fail "$sweep: $points points, none bad: the injector does not bite"; fi
}

missing() { printf 'skipped %s: %s\n' "$1" "$2"; }
