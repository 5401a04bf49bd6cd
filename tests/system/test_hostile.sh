#!/usr/bin/env bash
# What comes from outside changes nothing but what it should: SQL in headers and
# values, formulas, markup, escapes for terminals.  What a reader of CSV must
# stand is in test_table, what else a store in the ledger's tests.
. "${SOURCE:?the source tree}/tests/system/checks.sh"

mkdir -p p/contracts p/extracts p/indicators
cat >p/samsyn.yaml <<'END'
council: "<script>alert(1)</script>"
place: "=cmd|' /C calc'!A0"
language: en
builtin_indicators: no
shown_quarters: 8
outputs: [csv, html]
END
cat >p/contracts/c.yaml <<'END'
source: happening
title: "=HYPERLINK(1) <b>x</b>"
files: "*.csv"
covers: {from: 2024-01, to: 2024-12}
columns:
  occurred: {column: day, format: yyyy-mm-dd}
  means: {column: 'how"); DROP TABLE batch;--', kind: category}
  area: {column: place}
END
cat >p/indicators/a.sql <<'END'
-- @title.en   =SUM(A1:A9) <script>x</script>
-- @focus      public-space
-- @measure    count
-- @unit       event
-- @date       occurred
-- @groups     all
-- @better     lower
SELECT profile FROM happening;
END
{
  echo 'day;"how""); DROP TABLE batch;--";place'
  for i in {1..400}; do
    printf "2024-%02d-%02d;\"x'); DROP TABLE batch;--\";=2+3\n" $((i % 12 + 1)) $((i % 28 + 1))
  done
} >p/extracts/a.csv
printf 'code;name;zone\n=2+3;"=2+3 <i>y</i>";\n' >p/areas.csv

# --- SQL ----------------------------------------------------------------------

exits "SQL in headers and values is text" 0 "$SAMSYN" run p
exits "and the store is as it should be" 0 "$SAMSYN" log p --verify
is "with all rows" "$("$SAMSYN" log p --json | grep -c '"loaded": 400')" 1
printf 'SELECT profile FROM happening; DROP TABLE batch;\n' >>p/indicators/a.sql
exits "a second statement of an indicator is refused" 3 "$SAMSYN" run p
sed -i '$d' p/indicators/a.sql

# --- formulas and markup ------------------------------------------------------

page=$(echo p/out/*/briefing.html)
[ -f "$page" ] || page=$(echo p/out/*/*.html)
table=$(echo p/out/*/tables/tidy.csv)
check "pages and a table were written" test -f "$page" -a -f "$table"
is "markup in names is no markup in pages" "$(grep -c '<script>\|<i>y</i>\|<b>x</b>' "$page")" 0
says "but text" "$page" "&lt;script&gt;"
is "no field of a table begins as a formula" \
  "$(grep -cE "(^|[;,]\"?)[=@]" "$table")" 0

# --- terminals ----------------------------------------------------------------

bad=$'b\x1b[31m\xe2\x80\xae\xc2\x9b.csv'
sed 2d p/extracts/a.csv >"p/extracts/$bad" # Other bytes, the same months.
exits "an extract whose name would steer a terminal" 1 "$SAMSYN" run p
is "is told of without" "$(LC_ALL=C grep -c $'\x1b\|\xe2\x80\xae\|\xc2\x9b' err out | tr '\n' ' ')" "err:0 out:0 "
says "but recognisably" err 'b\x1b[31m\u202e'
rm "p/extracts/$bad"

# --- files --------------------------------------------------------------------

rm -rf p/out
mkdir elsewhere
ln -s ../elsewhere p/out
code=0
"$SAMSYN" run p >out 2>err || code=$?
is "a link in place of a folder: nothing is damaged behind it" "$(ls elsewhere | grep -vc '^2024K4')" 0
rm -rf p/out elsewhere
printf 'council: C\nplace: P\nstore: samsyn.db\n\0\n' >q.yaml
mkdir q
cp q.yaml q/samsyn.yaml
exits "a NUL byte in the configuration" 3 "$SAMSYN" check q
printf 'council: \xff\nplace: P\n' >q/samsyn.yaml
exits "bytes that are no UTF-8 in the configuration" 3 "$SAMSYN" check q
head -c 2000000 /dev/zero | tr '\0' '#' >q/samsyn.yaml
exits "a configuration that is too large" 3 "$SAMSYN" check q
sqlite3 p/other.db 'CREATE TABLE t (a)' 2>/dev/null && {
  cp p/other.db p/samsyn.db
  exits "a database of another program is left alone" 4 "$SAMSYN" run p
}
truncate -s 65G huge.csv 2>/dev/null && {
  exits "a file that is larger than any extract is refused at once" 1 timeout 20 "$SAMSYN" check --as-table huge.csv
  says "and that is told" err "csv.too-large"
}
finish
