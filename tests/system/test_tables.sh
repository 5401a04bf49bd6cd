#!/usr/bin/env bash
# Tables that are tables already: figures with their period and state, as the
# store has them.  First invented ones, in the forms that publishers use; then,
# if SAMSYN_EXAMPLE_DATA names a folder with open data, real ones, against counts
# that awk makes of the files.
. "${SOURCE:?the source tree}/tests/system/checks.sh"
command -v sqlite3 >/dev/null || skip "there is no sqlite3 shell to look with"

# ask SQL: what the store of ./p says, in one line.
ask() { sqlite3 -readonly p/samsyn.db "$1" 2>&1 | tr '\n' ' ' | sed 's/ $//'; }

mkdir -p p/contracts p/extracts p/indicators
printf 'council: C\nplace: P\nlanguage: en\nbuiltin_indicators: no\noutputs: [csv]\n' >p/samsyn.yaml

# --- StatBank, wide: a title, ISO-8859-1, code and text, content and year -----

printf '"01234: Lovbrudd, etter region, lovbruddstype og \345r"\n\n"region";"lovbruddstype";"Anmeldte 2022-2023";"Anmeldte 2023-2024"\n"3105 Sarpsborg";"1AAAAA-9ZZZZz Alle";120;<5\n"3003 Sarpsborg (2020-2023)";"1 \254Eiendom";60*;:\n"3003 Sarpsborg (2020-2023)";"101A \254\254Tyveri";-;..\n"0 Hele landet";"1AAAAA-9ZZZZz Alle";.;...\n' >p/extracts/wide.csv
cat >p/contracts/wide.yaml <<'END'
source: statbank
files: wide.csv
covers: {from: 2022-01, to: 2024-12}
columns:
  region: {column: region, take: code}
  place: {column: region, take: text}
  label: lovbruddstype
  offence: {column: lovbruddstype, take: code}
  depth: {column: lovbruddstype, take: depth}
cells: {headers: "{content} {period}"}
END

# --- long, with a base, a decimal comma and symbols of its own ----------------

cat >p/extracts/long.csv <<'END'
kommune;runde;svar;andel;n
3105;23-24;ja;1 234,5;80
3105;23-24;nei;NA;12
3105;2024K1;ja;-3,25;
3105;2024M02;ja;0,0;9
3105;2024-03;nei;.;
3105;2024-01-01;nei;;
END
cat >p/contracts/long.yaml <<'END'
source: answers
files: long.csv
covers: {from: 2023-01, to: 2024-12}
columns: {municipality: kommune, answer: svar}
cells:
  period: runde
  values: {andel: share}
  n: n
  decimal: ","
  thousands: " "
  symbols: {NA: suppressed, ".": missing}
END
exits "two tables are loaded" 0 "$SAMSYN" run p
is "each cell of a wide table by its state" \
  "$(ask "SELECT line, period, coalesce(value, ''), state, provisional FROM cell_statbank")" \
  "4|2022-2023|120.0|value|0 4|2023-2024||suppressed|0 5|2022-2023|60.0|value|1 5|2023-2024||suppressed|0 6|2022-2023|0.0|zero|0 6|2023-2024||missing|0 7|2022-2023||not_applicable|0 7|2023-2024||not_yet|0"
is "codes, texts, labels and depths" \
  "$(ask "SELECT DISTINCT region, place, label, offence, depth, content FROM statbank WHERE line IN (5, 6)")" \
  "3003|Sarpsborg (2020-2023)|1 ¬Eiendom|1|1|Anmeldte 3003|Sarpsborg (2020-2023)|101A ¬¬Tyveri|101A|2|Anmeldte"
is "periods, numbers, bases and symbols of a long one" \
  "$(ask "SELECT period, coalesce(value, ''), coalesce(n, ''), state FROM cell_answers")" \
  "2023-2024|1234.5|80|value 2023-2024||12|suppressed 2024K1|-3.25||value 2024-02|0.0|9|zero 2024-03|||missing 2024|||missing"
is "what is suppressed has no value" \
  "$(ask "SELECT count(*) FROM cell_statbank WHERE state = 'suppressed' AND value IS NOT NULL")" 0
is "the batch counts rows, not cells" "$(ask "SELECT rows_read, loaded, quarantined, blank FROM batch WHERE source = 'statbank'")" "4|4|0|0"
exits "what is loaded is verified" 0 "$SAMSYN" log p --verify
exits "the same again is no work" 0 "$SAMSYN" run p
is "and loads nothing twice" "$(ask "SELECT count(*) FROM cell_statbank")" 8
cp -r p q
sqlite3 q/samsyn.db "UPDATE cell_statbank SET state = 'missing' WHERE rowid = 2"
exits "a suppressed cell that became a missing one is noticed" 1 "$SAMSYN" log q --verify
rm -r q

# --- what goes wrong ----------------------------------------------------------

sed -i 's/;60\*;/;70*;/' p/extracts/wide.csv
exits "a corrected table is refused" 1 "$SAMSYN" run p
exits "unless it shall replace the old one" 0 "$SAMSYN" run p --supersede
is "whose figures go" "$(ask "SELECT count(*), sum(value) FROM cell_statbank")" "8|190.0"
is "and leave a vintage" "$(ask "SELECT month, rows FROM vintage ORDER BY month")" "2022-01|4 2023-01|4"
exits "and that is verified" 0 "$SAMSYN" log p --verify

for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
  echo "3105;2024;ja;$i;$i"
done >>p/extracts/long.csv
printf '3105;2024;ja;?;1\n3105;sommer;ja;5;1\n' >>p/extracts/long.csv
sed -i 's/^cells:/max_bad: 0.2\ncells:/' p/contracts/long.yaml
exits "an unknown symbol quarantines its row" 0 "$SAMSYN" run p --supersede
is "and so does what is no period" "$(ask "SELECT rule, line, field FROM quarantine ORDER BY line")" \
  "K34-bad-figure|28|andel K33-bad-period|29|runde"
is "every row is somewhere" "$(ask "SELECT rows_read, loaded, quarantined FROM batch WHERE source = 'answers' AND superseded_by IS NULL")" "28|26|2"

cp -r p q
sed -i 's/symbols: {NA: suppressed/symbols: {NA: hidden/' q/contracts/long.yaml
exits "a state that is none" 3 "$SAMSYN" check q
says "is blamed" err "catalogue.cell-state"
sed -i 's/NA: hidden/NA: suppressed/; s/  period: runde//' q/contracts/long.yaml
exits "a table without a period" 3 "$SAMSYN" check q
sed -i 's/^cells:/cells:\n  period: runda/' q/contracts/long.yaml
exits "a period column that is not there" 1 "$SAMSYN" check q
says "with a suggestion" err "runde"
sed -i 's/period: runda/period: runde/; s/^source: answers/source: statbank/' q/contracts/wide.yaml q/contracts/long.yaml
sed -i 's/^source: statbank/source: survey/' q/contracts/long.yaml
exits "a source of records has no figures" 3 "$SAMSYN" check q
says "and that is told" err "catalogue.cell-source"
rm -r q
cat >p/indicators/x.sql <<'END'
-- @title.en   Figures
-- @focus      public-space
-- @measure    count
-- @unit       event
-- @date       occurred
-- @groups     all
-- @better     lower
SELECT profile FROM statbank;
END
exits "no indicator counts figures" 3 "$SAMSYN" run p
says "and that is told too" err "store.body-table"
rm p/indicators/x.sql
exits "old figures are purged" 0 "$SAMSYN" purge p --before 2026-01-01
is "all of them" "$(ask "SELECT (SELECT count(*) FROM cell_statbank) + (SELECT count(*) FROM cell_answers)")" 0
exits "and the rest is verified" 0 "$SAMSYN" log p --verify

# --- real ones ----------------------------------------------------------------

data=${SAMSYN_EXAMPLE_DATA:-}/norway
if [ ! -d "$data" ]; then
  printf 'skipped the tables of datasets/examples/norway: SAMSYN_EXAMPLE_DATA is not set\n'
  finish
fi
rm -rf p
cp -R "$SOURCE/datasets/examples/norway" p
mkdir p/extracts
ln -s "$data"/*.csv p/extracts/
exits "eight files of seven publishers are loaded" 0 "$SAMSYN" run p
is "all their rows" "$(ask "SELECT sum(rows_read - loaded), count(*) FROM batch")" "0|8"
exits "and verified" 0 "$SAMSYN" log p --verify

# count STATE TABLE: how many cells and what they sum to.
count() { ask "SELECT count(*), printf('%.3f', total(value)) FROM cell_$2 WHERE state = '$1'"; }

# Commas stand in quoted fields, but never in a figure: these are the last.
is "08487: what is NA is suppressed" "$(count suppressed reported_offences)" \
  "$(awk -F, 'NR > 1 { for (i = NF - 6; i <= NF; i++) n += $i == "NA" } END { printf "%d|0.000", n }' "$data/anmeldt_20-24.csv")"
is "08487: the rest is figures" "$(count value reported_offences)" \
  "$(awk -F, 'NR > 1 { for (i = NF - 6; i <= NF; i++) if ($i != "NA" && $i + 0) { n++; s += $i } } END { printf "%d|%.3f", n, s }' "$data/anmeldt_20-24.csv")"
is "08487: four periods of two years" "$(ask "SELECT period, count(*) FROM cell_reported_offences GROUP BY period")" \
  "$(awk -F'","' 'NR > 1 { print 1 }' "$data/anmeldt_20-24.csv" | wc -l | awk '{ n = $1 / 4 * 7; printf "2020-2021|%d 2021-2022|%d 2022-2023|%d 2023-2024|%d", n, n, n, n }')"
is "08487: Sarpsborg under two codes" "$(ask "SELECT value FROM reported_offences WHERE area = '3105' AND content = 'violence' ORDER BY period")" \
  "$(awk -F, '$2 == 3105 { print $8 ".0" }' "$data/anmeldt_20-24.csv" | tr '\n' ' ' | sed 's/ $//')"
# Two-year totals are twice the averages; the interval is 1.96 standard errors of
# the logarithm, sqrt(1/a + 1/b + 1/c + 1/d), by hand.
printf 'place_codes: ["3105"]\n' >>p/samsyn.yaml
exits "08487: a municipality beside the country" 0 "$SAMSYN" compare p --with reported_offences --before 2020-2021 --json
is "08487: violence and theft" \
  "$(awk -F'[:,]' '/"what"/ { w = $2 } /"(ratio|lower|upper)"/ && w ~ /violence|theft/ { printf "%.3f ", $2 }' out)" \
  "1.094 1.027 1.167 0.949 0.871 1.034 "
is "child welfare: shares" "$(count value child_welfare_share)" \
  "$(awk -F, 'NR > 1 && $5 + 0 { n++; s += $5 } END { printf "%d|%.3f", n, s }' "$data/barnevern.csv")"
is "distress: a colon is suppressed" "$(count suppressed youth_distress)" \
  "$(awk -F, '$NF == ":" { n++ } END { printf "%d|0.000", n }' "$data/psykiske_plager_ungdom.csv")"
is "distress: a full stop is not applicable" "$(count not_applicable youth_distress)" \
  "$(awk -F, '$NF == "." { n++ } END { printf "%d|0.000", n }' "$data/psykiske_plager_ungdom.csv")"
is "distress: the rest is figures" "$(count value youth_distress)" \
  "$(awk -F, 'NR > 1 && $NF != "." && $NF != ":" { n++; s += $NF } END { printf "%d|%.3f", n, s }' "$data/psykiske_plager_ungdom.csv")"
is "11616: a title, ISO-8859-1, code and text" "$(count value employed)" \
  "$(awk -F';' 'NR > 3 { for (i = 2; i <= NF; i++) { n++; s += $i } } END { printf "%d|%.3f", n, s }' "$data/ssb_pxweb_export_SSB_11616.latin1.csv")"
is "11616: a municipality" "$(ask "SELECT municipality, name, value FROM employed WHERE line = 6 AND content LIKE '%bosatt%'")" "3803|Tønsberg|29491.0"
is "pupils' survey: UTF-16, decimal comma" "$(count value pupils_survey)" \
  "$(iconv -f UTF-16LE -t UTF-8 "$data"/udir_*.csv | tr ',' '.' | awk -F'\t' 'NR > 2 { for (i = 6; i <= NF; i++) { n++; s += $i } } END { printf "%d|%.3f", n, s }')"
is "moving: empty cells are missing" "$(count missing moving)" \
  "$(awk -F';' 'NR > 1 { sub(/\r$/, ""); for (i = 4; i <= 6; i++) n += $i == "" } END { printf "%d|0.000", n }' "$data"/panda_*.csv)"
is "moving: zeros are zeros" "$(count zero moving)" \
  "$(awk -F';' 'NR > 1 { sub(/\r$/, ""); for (i = 4; i <= 6; i++) n += $i == "0" } END { printf "%d|0.000", n }' "$data"/panda_*.csv)"
is "moving: negative figures too" "$(count value moving)" \
  "$(awk -F';' 'NR > 1 { sub(/\r$/, ""); for (i = 4; i <= 6; i++) if ($i != "" && $i != "0") { n++; s += $i } } END { printf "%d|%.3f", n, s }' "$data"/panda_*.csv)"
is "municipalities" "$(ask "SELECT count(*) FROM municipality_list")" "$(awk 'END { print NR - 1 }' "$data"/ssb_klass*.csv)"
is "basic units of Sarpsborg" "$(ask "SELECT count(*) FROM basic_unit_list WHERE level = 'basic_unit' AND unit LIKE '3105%'")" \
  "$(grep -c '^"3105....",.*"grunnkrets"' "$data"/norgeo*.csv)"
finish
