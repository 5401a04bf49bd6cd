# shellcheck shell=bash disable=SC2034,SC2154
# input.sh - F14: the extract is no file, or changes while it is read.

# refuses TEXT CODE: a run of the box ends so, at once, and loads nothing.
refuses() {
  LONGEST=8 run
  look
  is "F14 $1: exit status $2, nothing loaded" "$status $found_store" "$2 $before_store"
}

begin_sweep "F14" first
reset
rm "$box/extracts/a.csv"
mkfifo "$box/extracts/a.csv"
refuses "a FIFO" 1
ln -sf /dev/zero "$box/extracts/a.csv"
refuses "a device without an end" 1
ln -sf /dev/null "$box/extracts/a.csv"
refuses "an empty device" 1
ln -sf missing "$box/extracts/a.csv"
refuses "a link that leads nowhere" 4
rm "$box/extracts/a.csv"
mkdir "$box/extracts/a.csv"
LONGEST=8 run
look
is "F14 a folder is no extract: nothing loaded" "$found_store" empty
says "F14 and that is said" "$work/said" "no file in extracts"
if [ "$(id -u)" -ne 0 ]; then
  reset
  chmod 0 "$box/extracts/a.csv"
  refuses "a file that may not be read" 4
fi
reset
: >"$box/extracts/a.csv"
refuses "an empty file" 1

# What a file may hold that is a.csv before or after somebody changed it: the
# whole of one, under its own hash, or nothing.
whole() { # FILE
  reset
  cp "$1" "$box/extracts/a.csv"
  run
  look
  printf '%s\n' "$found_store"
}

# The ledger's hash must be the one of the rows that were loaded.
judge_meddled() { # WHERE OLD NEW
  points=$((points + 1))
  seen+="$status "
  look
  [ "$status" != 124 ] || complain "$1" "still running"
  case $status:$found_store in
    [14]:empty | 0:"$2" | 0:"$3") ;;
    *) complain "$1" "exit status $status, the store holds neither file: $("$tools/state" "$copy" | cut -c1-100), $(sqlite3 "$copy/samsyn.db" 'SELECT rows_read, substr(sha256, 1, 8) FROM batch' 2>&1)" ;;
  esac
}

# sweep_meddled TEXT COMMAND: COMMAND changes a.csv in its folder.
sweep_meddled() {
  local n old new file=$box/extracts/a.csv
  begin_sweep "F14 $1 while read" first
  reset
  cp "$file" "$work/old.csv"
  (cd "$box/extracts" && sh -c "$2")
  new=empty
  if [ -f "$file" ]; then
    cp "$file" "$work/new.csv"
    new=$(whole "$work/new.csv")
  fi
  old=$(whole "$work/old.csv")
  reset
  run "LD_PRELOAD=$tools/meddle.so" "MEDDLE_FILE=$file" "MEDDLE_COUNT=$work/count"
  for n in $(spread "$(cat "$work/count")" 0); do
    reset
    LONGEST=8 run "LD_PRELOAD=$tools/meddle.so" "MEDDLE_FILE=$file" "MEDDLE_AT=$n" \
      "MEDDLE_DO=cd '$box/extracts' && { $2; }"
    judge_meddled "before touch $n" "$old" "$new"
  done
  end_sweep
}

if is_sanitized; then
  missing "F14 changes" "nothing can be preloaded into a sanitizer build"
else
  sweep_meddled "cut" 'head -n 120 a.csv >b.tmp; cat b.tmp >a.csv; rm b.tmp'
  sweep_meddled "emptied" ': >a.csv'
  sweep_meddled "appended to" 'echo "2025-05-05;a" >>a.csv'
  sweep_meddled "edited in place" 'sed "s/;b/;a/" a.csv >b.tmp; cat b.tmp >a.csv; rm b.tmp'
  sweep_meddled "replaced" '(head -n 60 a.csv; echo "2025-05-05;b") >b.tmp; mv b.tmp a.csv'
  sweep_meddled "removed" 'rm a.csv'
  sweep_meddled "made a FIFO" 'rm a.csv; mkfifo a.csv'
fi
