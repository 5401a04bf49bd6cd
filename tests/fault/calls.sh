# shellcheck shell=bash disable=SC2034,SC2154
# calls.sh - F1 to F3, F5: a system call kills the program or fails.

writing='pwrite64 write fsync fdatasync ftruncate unlink rename mkdir rmdir'
filling='pwrite64 write ftruncate fsync fdatasync mkdir'

# list_calls CALLS MOST [PATH-OPTION...]: "CALL N" for every one that a run
# makes, or MOST of them, evenly spread.  strace counts each thread by itself, so
# the busiest thread says how many there are.  What is written to stderr, one
# character at a time, is left out: nothing depends on it.
list_calls() {
  local calls=$1 most=$2
  shift 2
  reset
  run strace -f -qq -o "$work/calls" "$@" -e "trace=${calls// /,}"
  awk '
    match($2, /^[a-z0-9_]+\(/) {
      call = substr($2, 1, RLENGTH - 1)
      n = ++count[$1 " " call]
      if ($2 != "write(2,") made[call " " n]
    }
    END { for (point in made) print point }
  ' "$work/calls" | sort -k1,1 -k2,2n >"$work/all"
  spread "$(wc -l <"$work/all")" "$most" >"$work/chosen"
  awk 'NR == FNR { chosen[$1]; next } FNR in chosen' "$work/chosen" "$work/all"
}

# sweep_calls CALLS INJECTION FROM MOST DEATH [PATH-OPTION...]: FROM is + for
# "and all later".
sweep_calls() {
  local call n calls=$1 injection=$2 from=$3 most=$4 death=$5
  shift 5
  list_calls "$calls" "$most" "$@" >"$work/points"
  while read -r call n; do
    reset
    run strace -f -qq -o /dev/null "$@" -e "trace=$call" -e "inject=$call:$injection:when=$n$from"
    judge "$call $n $injection" "$death"
  done <"$work/points"
}

# What the program reads itself: the store and the extracts; not its libraries.
sweep_reads() { # MOST
  sweep_calls "read pread64" error=EIO '' "$1" '' -P "$box/samsyn.db" -P "$box/samsyn.db-journal" \
    -P "$box/extracts/a.csv" -P "$box/extracts/a_more.csv" -P "$box/extracts/b.csv"
}

# A limit on the size of files, in KiB, from nothing to what is needed.
sweep_limit() {
  local kib top
  reset
  run
  top=$(($(stat -c %s "$box/samsyn.db") / 1024 + 2))
  for kib in $(spread "$top" "$1"); do
    reset
    (
      ulimit -f "$((kib - 1))"
      cd "$box" && exec "$SAMSYN" run "${options[@]}" .
    ) 2>&1 | cat >"$work/said" # A pipe, which no limit holds for.
    status=${PIPESTATUS[0]}
    judge "ulimit -f $((kib - 1))"
  done
}

# The proof that F1 strikes between the writes: without the journal that the
# kill left, some stores must be damaged.  It is also F20: a store that is copied
# while in use must not be copied without it.
control_kill() {
  local call n
  list_calls pwrite64 0 -P "$box/samsyn.db" >"$work/points"
  while read -r call n; do
    reset
    run strace -f -qq -o /dev/null -P "$box/samsyn.db" -e "trace=$call" -e "inject=$call:signal=KILL:when=$n"
    rm -f "$box/samsyn.db-journal"
    judge_now "$call $n" 137
  done <"$work/points"
}

if can_trace && ! is_sanitized; then
  begin_sweep "F1 kill -9, first" first
  sweep_calls "$writing" signal=KILL '' "$(few 8 0)" 137
  end_sweep "$(hits 137)"
  begin_sweep "F1 kill -9, next" next
  sweep_calls "$writing" signal=KILL '' "$(few 14 0)" 137
  end_sweep "$(hits 137)"
  begin_sweep "F1 kill -9, linked sources" linked
  sweep_calls "$writing" signal=KILL '' "$(few 10 0)" 137
  end_sweep "$(hits 137)"
  begin_sweep "F1 kill -9, contract changed" changed
  sweep_calls "$writing" signal=KILL '' "$(few 4 0)" 137
  end_sweep "$(hits 137)"
  begin_sweep "F1 kill -9, corrected" corrected --supersede
  sweep_calls "$writing" signal=KILL '' "$(few 6 0)" 137
  end_sweep "$(hits 137)"
  begin_sweep "F1 control: kill -9, its journal lost (F20)" next
  control_kill
  end_control
  begin_sweep "F19 kill -9 while pages are written" pages
  sweep_calls "unlink rmdir rename write fsync mkdir" signal=KILL '' "$(few 14 0)" 137
  end_sweep "$(hits 137)"

  begin_sweep "F2 EIO on writing, next" next
  sweep_calls "$writing" error=EIO '' "$(few 10 0)" ''
  end_sweep "$(hits 4)"
  begin_sweep "F2 EIO on writing, pages" pages
  sweep_calls "$writing" error=EIO '' "$(few 8 0)" ''
  end_sweep "$(hits 4)"
  begin_sweep "F2 EIO on reading, next" next
  sweep_reads "$(few 5 0)"
  end_sweep "$(hits 4)"
  begin_sweep "F2 EIO on reading, overlapping" overlapping
  sweep_reads 0 # Few points, and what they find is grave.
  end_sweep "$(hits 4)"

  begin_sweep "F3 ENOSPC once, next" next
  sweep_calls "$filling" error=ENOSPC '' "$(few 6 0)" ''
  end_sweep "$(hits 4)"
  begin_sweep "F3 ENOSPC from then on, next" next
  sweep_calls "$filling" error=ENOSPC + "$(few 6 0)" ''
  end_sweep "$(hits 4)"
  begin_sweep "F3 ENOSPC from then on, pages" pages
  sweep_calls "$filling" error=ENOSPC + "$(few 4 0)" ''
  end_sweep "$(hits 4)"
else
  missing "F1 F2 F3 F19 F20" "strace is not there, may not trace, or the program is a sanitizer build"
fi

for name in first next; do
  begin_sweep "F5 file size limit, $name" $name
  sweep_limit "$(few 5 0)"
  end_sweep "$(hits 4)"
done
