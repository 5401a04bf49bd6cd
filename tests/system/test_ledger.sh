#!/usr/bin/env bash
# The ledger: what was loaded stays what it was, or it is told; revisions are
# counted, old batches leave, a backup restores.
. "${SOURCE:?the source tree}/tests/system/checks.sh" || exit 99
command -v sqlite3 >/dev/null || skip "sqlite3 is not here"

mkdir -p project/contracts project/extracts
cat >project/samsyn.yaml <<'END'
council: R
place: P
language: en
builtin_indicators: no
outputs: [csv]
END
mkdir -p project/indicators
cat >project/indicators/all.sql <<'END'
-- @title.en All
-- @focus public-space
-- @measure count
-- @unit case
SELECT profile FROM police_case;
END
cat >project/contracts/case.yaml <<'END'
source: police_case
files: "case_*.csv"
covers: {from_name: "case_{yyyy}.csv"}
columns:
  case_key: S
  reported: {column: D, format: yyyy-mm-dd}
  code: K
  area: O
END
# year FROM: a year of rows, three a month.
year() {
  echo "S;D;K;O"
  for month in 01 02 03 04 05 06 07 08 09 10 11 12; do
    for day in 03 12 25; do echo "$1-$month$day;$1-$month-$day;s$day;Zone$month"; done
  done
}
for year in 2022 2023 2024; do year $year >project/extracts/case_$year.csv; done
exits "three years are loaded" 0 "$SAMSYN" run project

# --- verifying ----------------------------------------------------------------

exits "what was loaded is as it was" 0 "$SAMSYN" log --verify project
says "how much was looked at" out "3 batches, 108 rows, 0 in quarantine, 3 entries"
cp project/samsyn.db good.db

# spoil TEXT SQL PLACE: changes the store, and it is found, with its place.
spoil() {
  cp good.db project/samsyn.db
  sqlite3 project/samsyn.db "$2" || fail "the test can change the store"
  exits "$1 is found" 1 "$SAMSYN" log --verify project
  says "$1: where" err "$3"
}
spoil "a changed date" "UPDATE event_police_case SET reported = reported + 1 WHERE batch = 2 AND line = 9" \
  "batch 2 (police_case, case_2023.csv)"
spoil "a changed code" "UPDATE profile_police_case SET code = 's99' WHERE profile = 1" "batch 1"
spoil "a changed area" "UPDATE area SET code = 'Zone99' WHERE code = 'Zone07'" "batch 3"
spoil "a lost row" "DELETE FROM event_police_case WHERE batch = 3 AND line = 2" "batch 3"
spoil "a changed period" "UPDATE batch SET covers_from = '2021-01' WHERE id = 1" "batch 1"
spoil "a changed audit entry" "DROP TRIGGER audit_is_not_changed; UPDATE audit SET what = 'x' WHERE id = 2" \
  "audit table was changed at entry 2"
exits "and by log --audit" 1 "$SAMSYN" log --audit project
spoil "a cut audit table" "DROP TRIGGER audit_is_not_cut; DELETE FROM audit WHERE id = 3" \
  "end of the audit table"
cp good.db project/samsyn.db
check "the audit table cannot be changed" bash -c \
  '! sqlite3 project/samsyn.db "UPDATE audit SET at = 1" && ! sqlite3 project/samsyn.db "DELETE FROM audit"'

# --- a byte that flips --------------------------------------------------------

# In every eleventh byte of the pages of events, and never in silence: either
# the store cannot be read, or the difference is told, or nothing that counts
# was there (the free part of a page, a page of an index).
dump() { sqlite3 "$1" "SELECT * FROM batch; SELECT * FROM police_case ORDER BY batch, line; SELECT * FROM audit;
  SELECT * FROM quarantine; SELECT * FROM area; SELECT hex(value) FROM setting
  WHERE name <> 'settled'" 2>&1; }
dump good.db >wanted.txt
size=$(stat -c %s good.db) bad=0 seen=0 at=100
while [ $at -lt "$size" ]; do
  cp good.db project/samsyn.db
  old=$(od -An -tu1 -j $at -N 1 good.db | tr -d ' ')
  printf '%b' "\\x$(printf %02x $((old ^ 4)))" | dd of=project/samsyn.db bs=1 seek=$at conv=notrunc status=none
  if ! dump project/samsyn.db | cmp -s - wanted.txt; then
    seen=$((seen + 1))
    if "$SAMSYN" log --verify project >/dev/null 2>&1; then bad=$((bad + 1)) && echo "byte $at" >>missed; fi
  fi
  at=$((at + 331))
done
check "flips that change content were tried" test $seen -ge 10
is "flips that change content and are not found" "$bad" 0
cp good.db project/samsyn.db

# --- a corrected extract ------------------------------------------------------

mkdir new old
sed -e '3d' -e 's/^2024-0512;2024-05-12;s12/2024-0512;2024-05-12;s77/' project/extracts/case_2024.csv >new/case_2024.csv
echo '2024-1299;2024-12-30;s1;Zone12' >>new/case_2024.csv
sum=$(sha256sum <project/samsyn.db)
exits "a corrected extract is compared" 0 "$SAMSYN" diff project --to new/case_2024.csv
says "marked as internal" out "NOT FOR PUBLICATION"
row() { sed -n "s/^$1 *//p" out | tr -s ' '; }
is "a row that vanished" "$(row 2024K1)" "9 8 -1 8 0 1 0"
is "a row that changed" "$(row 2024K2)" "9 9 0 8 0 0 1"
is "a quarter without change" "$(row 2024K3)" "9 9 0 9 0 0 0"
is "a row that was added" "$(row 2024K4)" "9 10 1 9 1 0 0"
is "no batch of another year is in it" "$(row 2023K4)" ""
is "the store was not touched" "$(sha256sum <project/samsyn.db)" "$sum"
silent "no value is shown" s77 out err
cp project/extracts/case_2024.csv old/
cp new/case_2024.csv project/extracts/
exits "it is refused without --supersede" 1 "$SAMSYN" run project
exits "and loaded with it" 0 "$SAMSYN" run --supersede project
exits "what changed is still told" 0 "$SAMSYN" diff project
is "by number of rows" "$(row 2024K1)" "9 8 -1"
exits "as JSON" 0 "$SAMSYN" diff --json project
says "with the batches" out '"from": "batch 3"'
exits "a live batch and a file" 0 "$SAMSYN" diff project --from old/case_2024.csv --to 4
is "are compared by row" "$(row 2024K2)" "9 9 0 8 0 0 1"
exits "what is neither batch nor file" 2 "$SAMSYN" diff project --to 99
exits "log shows what is live" 0 "$SAMSYN" log project
is "three batches" "$(wc -l <out)" 3
exits "log --all shows all" 0 "$SAMSYN" log --all project
says "and by what it was superseded" out "superseded by 4"
exits "log --audit tells who and what" 0 "$SAMSYN" log --audit project
says "superseding" out " supersede batch=3 by=4 done"
exits "all is well" 0 "$SAMSYN" log --verify project

# --- backup -------------------------------------------------------------------

exits "a backup" 0 "$SAMSYN" backup project copy.db
is "has the hash that is told" "$(cut -d' ' -f1 out)" "$(sha256sum <copy.db | cut -d' ' -f1)"
is "nobody else can read it" "$(stat -c %a copy.db)" 600
exits "it is not written over" 4 "$SAMSYN" backup project copy.db
exits "a folder that is not there" 4 "$SAMSYN" backup project nowhere/copy.db
: >project/samsyn.db
cp copy.db project/samsyn.db
exits "it restores" 0 "$SAMSYN" log --verify project
exits "and the next run finds all loaded" 0 "$SAMSYN" run project
says "no extract is new" out "none new"

# --- purging ------------------------------------------------------------------

exits "purge needs a day" 2 "$SAMSYN" purge project
exits "that is one" 2 "$SAMSYN" purge project --before 2023
exits "a dry run" 0 "$SAMSYN" purge project --before 2023-12-31 --dry-run
says "tells of the year before only" out "Would remove 1 batches, 36 rows"
is "and removes nothing" "$(sqlite3 project/samsyn.db 'SELECT count(*) FROM event_police_case')" 108
exits "the same in earnest" 0 "$SAMSYN" purge project --before 2023-12-31
is "the events are gone" "$(sqlite3 project/samsyn.db 'SELECT min(batch), count(*) FROM event_police_case')" "2|72"
exits "the rest is well" 0 "$SAMSYN" log --verify project
exits "the file is not loaded again" 0 "$SAMSYN" run project
is "the events stay gone" "$(sqlite3 project/samsyn.db 'SELECT count(*) FROM event_police_case')" 72
"$SAMSYN" log --all project >out
says "the batch stays in the ledger" out " purged "
"$SAMSYN" log --audit project >out
says "and in the audit table" out " purge batch=1 before=2023-12-31 done"

# --- versions -----------------------------------------------------------------

sqlite3 project/samsyn.db "PRAGMA user_version = 99"
exits "a newer store is refused" 4 "$SAMSYN" log project
says "and said to be newer" err "newer version"

finish
