# shellcheck shell=bash disable=SC2034,SC2154
# output.sh - F13: nobody takes what is said.  F21: another clock and place.

commands='run check list log help'
for command in $commands; do
  begin_sweep "F13" loaded
  reset
  operand=("$box")
  [ "$command" != help ] || operand=()
  exits "F13 $command, stdout is full: exit status 4" 4 \
    bash -c '"$0" "$@" >/dev/full' "$SAMSYN" "$command" "${operand[@]}"
  exits "F13 $command, stdout is closed: exit status 4" 4 \
    bash -c '"$0" "$@" >&-' "$SAMSYN" "$command" "${operand[@]}"
  exits "F13 $command, nobody reads the pipe: exit status 4" 4 \
    bash -c '{ sleep 0.3; exec "$0" "$@"; } > >(exec true)' "$SAMSYN" "$command" "${operand[@]}"
done

# Descriptors that are closed are given to the next file that is opened: what is
# said must not end up in it.
begin_sweep "F13 without stdin, stdout, stderr" next
for closed in '<&-' '>&-' '2>&-' '<&- >&-' '<&- >&- 2>&-'; do
  reset
  bash -c "\"\$0\" run \"\$1\" $closed" "$SAMSYN" "$box" >"$work/said" 2>&1
  status=$?
  judge "$closed"
done
end_sweep

begin_sweep "F13 stderr is full" next
reset
bash -c '"$0" run "$1" 2>/dev/full' "$SAMSYN" "$box" >"$work/said" 2>&1
status=$?
judge "2>/dev/full"
end_sweep

# The bytes themselves are the matter of test_bytes.sh; here, that a strange
# clock does not keep anything from being loaded.
begin_sweep "F21 place and mask" next
for setting in TZ=Pacific/Auckland TZ=nowhere LC_ALL=nb_NO.UTF-8 LANG=tr_TR.UTF-8 HOME=/nonexistent TMPDIR=/nonexistent; do
  reset
  run "$setting"
  judge "$setting"
done
reset
(umask 077 && cd "$box" && "$SAMSYN" run . >"$work/said" 2>&1)
status=$?
judge "umask 077"
end_sweep
