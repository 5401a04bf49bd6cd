#!/usr/bin/env bash
# What is published is remembered: no later run gives it away, takes it back, or
# lets a difference between two publications be read.  The figures are worked
# out by hand in the comments; the threshold is 5 unless said otherwise.
. "${SOURCE:?the source tree}/tests/system/checks.sh" || exit 99
command -v sqlite3 >/dev/null || skip "sqlite3 is not here"

# new FOLDER [DISCLOSURE]: a project of one indicator, cases by quarter.
new() {
  mkdir -p "$1/contracts" "$1/extracts" "$1/indicators"
  printf '%s\n' 'council: R' 'place: P' 'language: en' 'builtin_indicators: no' \
    'outputs: [md, csv]' "disclosure: ${2:-{threshold: 5\}}" >"$1/samsyn.yaml"
  printf '%s\n' '-- @title.en All' '-- @focus public-space' '-- @measure count' \
    '-- @unit case' 'SELECT profile FROM police_case;' >"$1/indicators/all.sql"
  cat >"$1/contracts/case.yaml" <<'END'
source: police_case
files: "*.csv"
covers: {from_name: "{yyyy}-{mm}.csv"}
columns:
  case_key: S
  reported: {column: D, format: yyyy-mm-dd}
  code: K
END
}

# quarter FOLDER QUARTER N [CODE]: N cases in a quarter of 2024: one in each of
# its last months, the others in the first.  (Two files with the same bytes
# would be one extract.)
quarter() {
  local month i m
  for i in 0 1 2; do
    month=$(printf %02d $(($2 * 3 - 2 + i)))
    echo 'S;D;K' >"$1/extracts/2024-$month.csv"
  done
  for ((i = 1; i <= $3; i++)); do
    m=$(printf %02d $(($2 * 3 - 2 + (i < 3 ? i - 1 : 0))))
    [ "$i" -lt 3 ] && [ "$3" -gt 2 ] && m=$(printf %02d $(($2 * 3 - 2 + i)))
    echo "k$2-$i;2024-$m-15;${4:-x}" >>"$1/extracts/2024-$m.csv"
  done
}

# shown FOLDER PERIOD: the counts of 2024 in the draft, ':' for a hidden one.
shown() {
  tr -d '\r' <"$1/out/$2/tables/tidy.csv" | awk -F, '$7 ~ /^2024/ && $NF ~ /^[AC]$/ {
    printf "%s%s=%s", n++ ? " " : "", $7 == 2024 ? "Y" : substr($7, 5), $NF == "C" ? ":" : $8 }'
}
run() { "$SAMSYN" run "$@"; }
publish() { "$SAMSYN" publish "$@"; }
ledger() { sqlite3 "$1/samsyn.db" "$2"; }

# --- what is out, and the year ------------------------------------------------

# 20 + 20 + 20 + 3 = 63.  By itself 2024 is K1=20 K2=20 Y=63, with K3 hidden to
# protect K4; beside three quarters that are out, 63 - 20 - 20 - 20 = 3 would be
# told: the year is hidden instead.
new year
for q in 1 2 3; do quarter year $q 20; done
exits 'three quarters' 0 run year
is 'are shown' "$(shown year 2024K3)" 'K1=20 K2=20 K3=20'
cp -r year alone
exits 'they are published' 0 publish year 2024K3
says 'and it is said how much that is' out 'Published 2024K3 as number 1: 3 figures shown, 0 hidden'
cp -r year/out/2024K3 first
for p in year alone; do quarter $p 4 3; done
exits 'the fourth, with nothing published before' 0 run alone
is 'one quarter is hidden beside it' "$(shown alone 2024K4)" 'K1=20 K2=20 K3=: K4=: Y=63'
exits 'the fourth, beside what is out' 0 run year
is 'what is out stays, and the year is hidden' "$(shown year 2024K4)" 'K1=20 K2=20 K3=20 K4=: Y=:'
# The auditor shares no code with what protects.
{ echo dimension,node,leaf && printf 'period,2024,2024K%d\n' 1 2 3 4; } >years.csv
exits 'the auditor finds nothing in both' 0 "$SAMSYN" audit first year/out/2024K4 --hierarchy years.csv
exits 'and finds what would have been told' 5 "$SAMSYN" audit first alone/out/2024K4 --hierarchy years.csv
says 'exactly' out 'period=2024K4;indicator=all;group=all;area=all	EXACT'
exits 'other commands show the same' 0 "$SAMSYN" series year all --by year
silent 'the year is not told' 63 out
exits 'it is published' 0 publish year
exits 'what is published can be run again' 0 run year
is 'and is the same' "$(shown year 2024K4)" 'K1=20 K2=20 K3=20 K4=: Y=:'
is 'no hidden number is in the ledger' \
  "$(ledger year "SELECT period, state, value FROM published WHERE release = 2 ORDER BY 1" | tr '\n' ' ')" \
  '2024|H| 2024K1|S|20 2024K2|S|20 2024K3|S|20 2024K4|H| '
exits 'the store is as it was' 0 "$SAMSYN" log --verify year

# --- a small one that grows ---------------------------------------------------

# K4 grows from 3 to 12, the year from 63 to 72: hidden stays hidden, for what
# was added since is 9 only for those who know the 3.
quarter year 4 12
exits 'a hidden count grows' 0 run year --supersede
is 'and stays hidden' "$(shown year 2024K4)" 'K1=20 K2=20 K3=20 K4=: Y=:'

# --- late registrations -------------------------------------------------------

new late
for q in 1 2 3 4; do quarter late $q 20; done
run late >/dev/null 2>&1 || fail 'a year without small counts'
is 'all of it is shown' "$(shown late 2024K4)" 'K1=20 K2=20 K3=20 K4=20 Y=80'
exits 'and published' 0 publish late
# 22 - 20 = 2 and 82 - 80 = 2: neither may be told.
quarter late 1 22
exits 'two late cases' 0 run late --supersede
is 'wait, in the quarter and in the year' "$(shown late 2024K4)" 'K1=20 K2=20 K3=20 K4=20 Y=80'
says 'readers are told' late/out/2024K4/briefing.md 'Some published figures have corrections that are not shown yet.'
says 'and that is said, without how many' err '2 figures that are published have pending corrections'
exits 'they are published once more' 0 publish late
# 26 - 20 = 6: large enough, in the quarter and in the year (86 - 80).
quarter late 1 26
exits 'six late cases' 0 run late --supersede
is 'are adopted' "$(shown late 2024K4)" 'K1=26 K2=20 K3=20 K4=20 Y=86'
silent 'nothing is pending' pending err
silent 'for nobody' 'have corrections' late/out/2024K4/briefing.md
exits 'and published' 0 publish late
# 21 is 5 from 26, and 1 from the 20 that was out before that.
quarter late 1 21
exits 'back to one above an earlier publication' 0 run late --supersede
is 'it waits' "$(shown late 2024K4)" 'K1=26 K2=20 K3=20 K4=20 Y=86'
# K1 + 6 and K2 - 5: the year would move by one.
quarter late 1 32
quarter late 2 15
exits 'corrections that nearly cancel' 0 run late --supersede
# Y: 32 + 15 + 20 + 20 = 87, 1 from 86.  Both quarters as they would be, and the
# year with them, would tell it: the year keeps 86, and so do its quarters.
is 'wait where the year would move by one' "$(shown late 2024K4)" 'K1=26 K2=20 K3=20 K4=20 Y=86'

# --- frozen -------------------------------------------------------------------

new frozen '{revisions: frozen}'
for q in 1 2 3 4; do quarter frozen $q 20; done
run frozen >/dev/null 2>&1 && publish frozen >/dev/null || fail 'a frozen year'
quarter frozen 1 50
exits 'thirty late cases' 0 run frozen --supersede
is 'change nothing that is frozen' "$(shown frozen 2024K4)" 'K1=20 K2=20 K3=20 K4=20 Y=80'
says 'and are told of' err '2 figures that are published have pending corrections'

# --- another definition -------------------------------------------------------

# 20 cases of all codes are out.  18 of them are of x: 20 - 18 = 2 would be
# told.  12 of y: the difference is 8.
new body
for q in 1 2 3; do quarter body $q 12 y; done
for q in 1 2 3; do
  for ((i = 13; i <= 20; i++)); do
    printf 'k%d-%d;2024-%02d-15;%s\n' $q $i $((q * 3 - 2)) "$([ $i -gt 18 ] && echo z || echo x)"
  done >>"body/extracts/2024-0$((q * 3 - 2)).csv"
done
run body >/dev/null 2>&1 && publish body >/dev/null || fail 'a definition is published'
is 'as it was defined' "$(shown body 2024K3)" 'K1=20 K2=20 K3=20'
sed -i "s/FROM police_case;/FROM police_case WHERE code <> 'z';/" body/indicators/all.sql
exits 'a definition that leaves out two' 0 run body
is 'is hidden' "$(shown body 2024K3)" 'K1=: K2=: K3=:'
sed -i "s/<> 'z'/= 'y'/" body/indicators/all.sql
exits 'one that leaves out eight' 0 run body
is 'is shown' "$(shown body 2024K3)" 'K1=12 K2=12 K3=12'

# --- no way out ---------------------------------------------------------------

# Threshold 3: K1=2 is hidden, and K2=3 with it; Y=45, K3=20 and K4=20 are out,
# so that K1 + K2 = 5.  With a threshold of 10 a hidden count must leave nine
# numbers, and 0 to 5 are six: nothing that is left to hide would help.
new stuck '{threshold: 3}'
quarter stuck 1 2
quarter stuck 2 3
for q in 3 4; do quarter stuck $q 20; done
exits 'at a threshold of three' 0 run stuck
is 'two quarters are hidden' "$(shown stuck 2024K4)" 'K1=: K2=: K3=20 K4=20 Y=45'
exits 'and published' 0 publish stuck
sed -i 's/threshold: 3/threshold: 10/' stuck/samsyn.yaml
exits 'at ten it is refused' 5 run stuck --period 2024K3
says 'the table is named' err 'table all: indicator=all;group=all;period=2024K'
says 'and what is out' err 'published earlier: indicator=all;group=all;period=2024'
says 'and what to do' err 'leave the table out'
is 'no output is left' "$(ls stuck/out)" 2024K4
is 'and nothing on standard output' "$(cat out)" ''
exits 'the figures cannot be had in another way' 5 "$SAMSYN" series stuck all
exits 'an analyst can still look' 0 run stuck --period 2024K3 --internal
sed -i 's/threshold: 10/threshold: 4/' stuck/samsyn.yaml
exits 'at four there is a way' 0 run stuck
# With a threshold of 25 the quarters of 20, which are out, are small.
sed -i 's/disclosure: .*/disclosure: {threshold: 25, revisions: frozen}/' frozen/samsyn.yaml
exits 'what is out and small by now' 0 run frozen
says 'is reported, not mended' err '4 small figures were published earlier'
is 'and not shown again' "$(shown frozen 2024K4)" 'K1=: K2=: K3=: K4=: Y=80'
exits 'nor taken back by publishing that' 0 publish frozen
sed -i 's/disclosure: .*/disclosure: {threshold: 5, revisions: frozen}/' frozen/samsyn.yaml
run frozen >/dev/null 2>&1
is 'at five it is shown again' "$(shown frozen 2024K4)" 'K1=20 K2=20 K3=20 K4=20 Y=80'

# --- drafts that are not published --------------------------------------------

new draft
for q in 1 2 3; do quarter draft $q 20; done
exits 'nothing was loaded yet' 1 publish draft
run draft --period 2024K2 >/dev/null 2>&1 || fail 'a draft'
exits 'there is no draft of the quarter' 1 publish draft 2024K3
says 'it is said what to do' err 'samsyn run'
exits 'what is no quarter' 2 publish draft 2024
exits 'another' 2 publish draft --period 2024K5
exits 'two quarters' 2 publish draft 2024K2 --period 2024K3
exits 'too many operands' 2 publish draft 2024K2 2024K3
exits 'publishing is never internal' 2 publish draft --internal
exits 'no project' 3 publish nowhere
exits 'a dry run' 0 publish draft 2024K2 --dry-run
is 'publishes nothing' "$(ledger draft 'SELECT count(*) FROM publication')" 0

# refused TEXT WORDS: the draft is not published.
refused() {
  exits "$1" 5 publish draft 2024K2
  says "$1: why" err "$2"
  is "$1: nothing is published" "$(ledger draft 'SELECT count(*) FROM published')" 0
  rm -rf draft/out
  run draft --period 2024K2 >/dev/null 2>&1
}
sed -i 's/,20,/,21,/' draft/out/2024K2/tables/tidy.csv
refused 'an edited table' 'tidy.csv: error: this is not what the run wrote'
rm draft/out/2024K2/quality.html
refused 'a missing file' 'quality.html: error: this is not what the run wrote'
echo 3 >draft/out/2024K2/tables/more.csv
refused 'a file more' 'tables/more.csv: error: no run wrote this file'
sed -i 's/"period": "2024K2"/"period": "2024K3"/' draft/out/2024K2/manifest.json
refused 'an edited manifest' 'manifest.json: error: this is not what the run wrote'
# Both the table and its hash in the manifest.
old=$(sha256sum <draft/out/2024K2/tables/tidy.csv | cut -d' ' -f1)
sed -i 's/,20,/,21,/' draft/out/2024K2/tables/tidy.csv
sed -i "s/$old/$(sha256sum <draft/out/2024K2/tables/tidy.csv | cut -d' ' -f1)/" draft/out/2024K2/manifest.json
refused 'an edited table with its hash' 'not the figures that a run would release now'
sed -i 's/threshold: 5/threshold: 22/' draft/samsyn.yaml
exits 'figures of another configuration' 5 publish draft 2024K2
says 'are not published' err 'not the figures that a run would release now'
sed -i 's/threshold: 22/threshold: 5/' draft/samsyn.yaml
rm -rf draft/out/2024K2
run draft --period 2024K2 --internal --out draft/out/2024K2 >/dev/null 2>&1
refused 'an internal draft' 'internal and not for publication'
run draft --period 2024K2 --internal --out draft/out/2024K2 >/dev/null 2>&1
sed -i 's/"internal": true/"internal": false/' draft/out/2024K2/manifest.json
refused 'an internal draft that denies it' 'not the figures that a run would release now'
quarter draft 4 20
run draft --period 2024K4 >/dev/null 2>&1
refused 'a draft of what was loaded before' 'made from other extracts than the store now holds'
echo '{' >draft/out/2024K2/manifest.json
exits 'a broken manifest' 1 publish draft 2024K2
rm -rf draft/out
run draft --period 2024K2 >/dev/null 2>&1

# remembered FOLDER: all that the ledger and the manifest say.
remembered() {
  { ledger "$1" 'SELECT * FROM publication; SELECT * FROM published; SELECT * FROM withheld; SELECT * FROM audit' &&
    cat "$1/out/2024K2/manifest.json"; } | sha256sum
}

# --- publishing ---------------------------------------------------------------

cp draft/samsyn.db before.db
cp draft/out/2024K2/manifest.json unmarked.json
exits 'a draft is published' 0 publish draft 2024K2
says 'the manifest says so' draft/out/2024K2/manifest.json '"release": 1'
sum=$(remembered draft)
exits 'twice' 0 publish draft 2024K2
says 'is said' out '2024K2 is already published, as number 1: nothing has changed'
is 'and changes nothing' "$(remembered draft)" "$sum"
# Killed after the ledger was written and before the manifest was.
cp draft/out/2024K2/manifest.json marked.json
cp unmarked.json draft/out/2024K2/manifest.json
exits 'publishing that was cut short' 0 publish draft 2024K2
says 'is made up' out 'already published, as number 1'
check 'to the byte' cmp marked.json draft/out/2024K2/manifest.json
exits 'a draft of the same' 0 run draft --period 2024K2
exits 'is published already' 0 publish draft --period 2024K2 --json
says 'as JSON says too' out '"already": true'
is 'there is one publication' "$(ledger draft 'SELECT count(*) FROM publication')" 1
echo >>draft/out/2024K2/tables/tidy.csv
exits 'a publication that was edited' 5 publish draft 2024K2
run draft --period 2024K2 >/dev/null 2>&1
exits 'another quarter' 0 run draft --period 2024K3
exits 'with what it found' 0 publish draft 2024K3 --json
says 'its number' out '"release": 2'
says 'what is shown: 4 quarters and the year' out '"shown": 5'
exits 'log shows publications' 0 "$SAMSYN" log draft
is 'both' "$(grep -c '^publish ' out)" 2
exits 'log --json' 0 "$SAMSYN" log draft --json
says 'has them too' out '"publications": ['
exits 'log --audit' 0 "$SAMSYN" log draft --audit
says 'tells who published what' out ' publish release=2 period=2024K3 manifest='
exits 'the store is as it was' 0 "$SAMSYN" log --verify draft
ledger draft "DROP TRIGGER published_is_not_changed; UPDATE published SET value = 19 WHERE period = '2024K1'"
exits 'a changed ledger' 1 "$SAMSYN" log --verify draft
says 'is found' err 'publication 1 (2024K2) is not what it was'

# --- a store that forgets -----------------------------------------------------

cp before.db draft/samsyn.db
exits 'a store from before the publication' 5 run draft --period 2024K2
says 'is noticed' err 'does not remember'
rm draft/samsyn.db
exits 'a new store is no fresh start' 5 run draft --period 2024K2
exits 'nor for other commands' 5 "$SAMSYN" series draft all
rm -rf draft/out
exits 'unless nothing is out' 0 run draft --period 2024K2

# --- help ---------------------------------------------------------------------

for lang in nb nn en; do
  exits "help in $lang" 0 "$SAMSYN" help publish --lang $lang
  says "$lang: has the option" out '--dry-run'
done
says 'the list of commands has it' <("$SAMSYN" help) 'publish'

finish
