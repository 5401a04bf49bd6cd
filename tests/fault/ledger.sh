# shellcheck shell=bash disable=SC2034,SC2154
# ledger.sh - F11, F12, F15 to F17, F20, F22: who else is there, and what is
# loaded already.

# --- F11: at once -------------------------------------------------------------

# Eight runs in one folder: one loads, all others find it loaded.
at_once() { # ROUND [OPTION...]
  local round=$1 n codes='' loaded pids=()
  shift
  reset
  for n in 1 2 3 4 5 6 7 8; do
    timeout 120 "$SAMSYN" run "$@" "$box" >"$work/out$n" 2>"$work/err$n" &
    pids+=($!)
  done
  for n in "${pids[@]}"; do
    wait "$n"
    codes+="$? "
  done
  loaded=$(cat "$work"/out? | grep -c ' new rows')
  cat "$work"/err? | grep -A1 error >"$work/said"
  look
  points=$((points + 1))
  seen+=$codes
  [ "$codes" = "0 0 0 0 0 0 0 0 " ] || complain "round $round" "exit status $codes"
  [ "$loaded" -le 1 ] || complain "round $round" "$loaded runs say that they loaded it"
  [ "$found_store" = "$after_store" ] || complain "round $round" "the store holds $("$tools/state" "$copy" | cut -c1-100)"
  [ "$found_out $found_rest" = "$after_out -" ] || complain "round $round" "out $found_out, rest $found_rest"
}

begin_sweep "F11 eight runs at once, first" first
for round in $(seq 1 "$(few 2 25)"); do at_once "$round"; done
end_sweep
begin_sweep "F11 eight runs at once, next" next
for round in $(seq 1 "$(few 2 25)"); do at_once "$round"; done
end_sweep
begin_sweep "F11 eight runs at once, corrected" corrected --supersede
for round in $(seq 1 "$(few 2 25)"); do at_once "$round" --supersede; done
end_sweep

# Two extracts of the same months: only one of them may be loaded, whoever is
# first.
begin_sweep "F11 eight overlapping at once" first
for round in $(seq 1 "$(few 3 25)"); do
  reset
  pids=()
  for n in 1 2 3 4 5 6 7 8; do # Each has its own file, all have one store.
    rm -rf "$work/part$n"
    cp -r "$start" "$work/part$n"
    rows 2025 $((150 + n)) >"$work/part$n/extracts/a.csv"
    sed -i "s|^store: .*|store: $box/samsyn.db|" "$work/part$n/samsyn.yaml"
    "$SAMSYN" run --quiet "$work/part$n" >"$work/said" 2>&1 &
    pids+=($!)
  done
  codes=''
  for n in "${pids[@]}"; do
    wait "$n"
    codes+="$? "
  done
  points=$((points + 1))
  seen+=$codes
  look
  case $found_store in 1:*) ;; *) complain "round $round" "the store holds $("$tools/state" "$copy" | cut -c1-120)" ;; esac
  [ "$(tr ' ' '\n' <<<"$codes" | grep -cx 0)" = 1 ] || complain "round $round" "exit status $codes"
done
rm -rf "$work"/part?
end_sweep

# --- F12: a long reader -------------------------------------------------------

begin_sweep "F12 a reader of two seconds" next
reset
: >"$work/held"
"$tools/state" "$box" hold 2 >"$work/held" &
until grep -q held "$work/held"; do sleep 0.1; done
run
judge "the run waits"
wait
end_sweep

# --- F15: again ---------------------------------------------------------------

reset
run
look
first="$found_store $found_out $found_rest"
run
look
is "F15 the same bytes again: exit status 0, nothing changed" "$status $found_store $found_out $found_rest" "0 $first"
check "F15 and that is said" grep -q 'none new' "$work/said"
mv "$box/extracts/b.csv" "$box/extracts/b_renamed.csv"
run
look
is "F15 under another name: the same" "$status $found_store" "0 ${first%% *}"
cp "$box/extracts/b_renamed.csv" "$box/extracts/b_copy.csv"
run
look
is "F15 twice in the folder: the same" "$status $found_store" "0 ${first%% *}"

# --- F16: corrected -----------------------------------------------------------

begin_sweep "F16" corrected
reset
run
look
is "F16 a corrected extract without --supersede: refused, nothing changed" \
  "$status $found_store" "1 $before_store"
says "F16 what to do is said" "$work/said" "--supersede"
options=(--supersede)
run
look
is "F16 with --supersede: exit status 0, the old batch stays in the ledger" "$status ${found_store%%:*}" "0 2"
run
options=()
run
is "F16 and a run after that is an ordinary one" "$status" 0
# The old file comes back: it was superseded, and stays so.
cp "$shelf/loaded/extracts/a.csv" "$box/extracts/a.csv"
run
is "F16 the old file again changes nothing" "$status ${found_store%%:*}" "0 2"

# --- F17: overlapping ---------------------------------------------------------

begin_sweep "F17" overlapping
reset
run
look
is "F17 an overlapping extract: refused, nothing changed" "$status $found_store" "1 $before_store"
says "F17 the new file is named" "$work/said" a_more.csv
says "F17 and the old one" "$work/said" a.csv

# Persons are linked to what was loaded, though another extract was refused.
begin_sweep "F17 linked" linked
reset
echo 'x;2025-01-01;k' >>"$box/extracts/cases_2025.csv"
run
is "F17 one extract is loaded, another refused: exit status 1" "$status" 1
cp "$shelf/linked/extracts/cases_2025.csv" "$box/extracts/cases_2025.csv"
run
look
is "F17 and when that is gone, the pages are as if it had never been" \
  "$status $found_store $found_out" "0 $after_store $after_out"

# --- F20, F22: another store --------------------------------------------------

# foreign TEXT CODE: what is in the box as a store is refused and not touched.
foreign() {
  local before
  before=$(sha256sum <"$box/samsyn.db")
  run
  is "F22 $1: exit status 4" "$status" 4
  is "F22 $1: not touched" "$(sha256sum <"$box/samsyn.db")" "$before"
}

begin_sweep "F22" loaded
reset
printf '\0\0\0\143' | dd of="$box/samsyn.db" bs=1 seek=60 conv=notrunc 2>/dev/null
foreign "a store of a newer version"
reset
printf 'abcd' | dd of="$box/samsyn.db" bs=1 seek=68 conv=notrunc 2>/dev/null
foreign "a file of another program"
reset
yes 'this is a letter' | head -c 9000 >"$box/samsyn.db"
foreign "a text file"
reset
rm "$box/samsyn.db"
mkfifo "$box/samsyn.db"
LONGEST=8 run
is "F22 a FIFO as a store: exit status 4" "$status" 4
reset
rm "$box/samsyn.db"
mkdir "$box/samsyn.db"
run
is "F22 a folder as a store: exit status 4" "$status" 4
reset
: >"$box/samsyn.db"
run
look
is "F22 an empty file becomes a store" "$status $found_store" "0 $after_store"
