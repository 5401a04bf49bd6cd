#!/usr/bin/env bash
# The commands that show figures: series, compare, explain.  They show what a
# run releases, no more, and mark what is not for publication.
. "${SOURCE:?the source tree}/tests/system/checks.sh" || exit 99

"$SAMSYN" init --quiet --demo demo
exits "before anything was loaded, series says what to do" 1 "$SAMSYN" series demo
says "namely samsyn run" err "samsyn run"
check "and makes no store" test ! -e demo/samsyn.db
exits "the demo runs" 0 "$SAMSYN" run --quiet demo
tidy=demo/out/2025K4/tables/tidy.csv

# --- series -------------------------------------------------------------------

exits "series as CSV" 0 "$SAMSYN" series demo --format csv
check "is the tidy table of the run, to the byte" cmp out "$tidy"
# An indicator and a group of the whole place with hidden quarters and shown ones.
read -r indicator group < <(tr -d '\r' <"$tidy" | awk -F, '$(NF-9) == "all" && $(NF-8) ~ /K/ {
  s = $2 " " $(NF-10); hidden[s] += $NF == "C"; shown[s] += $NF == "A"; if (!n[s]++) order[++k] = s }
  END { for (i = 1; i <= k; i++) if (hidden[order[i]] >= 3 && shown[order[i]] >= 3) { print order[i]; exit } }')
check "there is a series with hidden quarters" test -n "$group"
period=$(tr -d '\r' <"$tidy" | awk -F, -v i="$indicator" -v g="$group" '$2 == i && $(NF-10) == g &&
  $(NF-9) == "all" && $(NF-8) ~ /K/ && $NF == "C" { print $(NF-8); exit }')
exits "one indicator, one group, quarters" 0 \
  "$SAMSYN" series demo "$indicator" --group "$group" --area all --by quarter --format csv
wanted=$(awk -F, -v i="$indicator" -v g="$group" '$2 == i && $(NF-10) == g && $(NF-9) == "all" && $(NF-8) ~ /K/' "$tidy")
is "are those rows" "$(tail -n +2 out)" "$wanted"
check "of which some are hidden" grep -q ',C.$' out
cp out cut
exits "the same as a table" 0 "$SAMSYN" series demo "$indicator" --group "$group" --by quarter --area all --lang en
is "has a row a quarter" "$(grep -c '^| quarter' out)" "$(wc -l <<<"$wanted")"
is "shows as many hidden" "$(grep -cE '^\| quarter [^|]*\| +: ' out)" "$(tr -d '\r' <cut | grep -c ',C$')"
exits "the same as JSON" 0 "$SAMSYN" series demo "$indicator" --group "$group" --by quarter --area all --json
is "has as many hidden" "$(grep -c '"state": "suppressed"' out)" "$(tr -d '\r' <cut | grep -c ',C$')"
check "and no count with them" \
  awk '/"state": "suppressed"/ { on = 1 } on && /"count":/ { if ($0 !~ /null/) exit 1; on = 0 }' out
says "is not internal" out '"internal": false'
for format in table csv json; do
  exits "unprotected as $format" 0 "$SAMSYN" series demo "$indicator" --internal --format "$format" --lang en
  cp out "internal.$format"
done
says "a table says that it is not for publication" internal.table "$(grep ^banner.internal "$SOURCE/datasets/language/document.csv" | cut -d ';' -f 4)"
is "every row of CSV has SDMX's N" "$(tail -n +2 internal.csv | grep -vc ',N.$')" 0
says "JSON says that it is internal" internal.json '"internal": true'
check "in the project's folder the folder need not be named" \
  bash -c 'cd demo && "$0" series violence_public --by year' "$SAMSYN"

# --- compare ------------------------------------------------------------------

exits "compare as JSON" 0 "$SAMSYN" compare demo shoplifting --json
number() { grep -oE "\"$1\": [0-9.]+" out | head -n 1 | cut -d ' ' -f 2; }
sum() { awk -F, -v from="$1" -v to="$2" '$2 == "shoplifting" && $(NF-10) == "all" && $(NF-9) == "all" &&
  $(NF-8) ~ /K/ && $(NF-8) >= from && $(NF-8) <= to { n += $(NF-7) } END { print n }' "$tidy"; }
is "the count before is the sum of its quarters" "$(number before)" "$(sum 2022K1 2023K4)"
is "and after" "$(number after)" "$(sum 2024K1 2025K4)"
check "the ratio is the ratio of the rates" awk -v a="$(number after)" -v b="$(number before)" \
  -v ea="$(number exposure_after)" -v eb="$(number exposure_before)" -v r="$(number ratio)" \
  'BEGIN { d = a / ea / (b / eb) / r - 1; exit !(r > 0 && d < 1e-9 && d > -1e-9) }'
exits "compare as a table" 0 "$SAMSYN" compare demo shoplifting --lang en
says "says the windows" out "2024–2025 against 2022–2023"
exits "an indicator that is hidden in a quarter" 0 "$SAMSYN" compare demo hate_violence_share --lang en
says "says why it is not compared" out "None of these can be compared"

# --- periods that are not published -------------------------------------------

# A month that is the first of a quarter, with the two after it, and so on: the
# same cases, each counted once.
sum_of() {
  "$SAMSYN" series demo "$1" --group all --area all --internal --by "$2" --format csv 2>/dev/null |
    tr -d '\r' | awk -F, -v like="$3" '$(NF-9) ~ like { n += $(NF-8) } END { print n + 0 }'
}
total=$(sum_of theft year '^2024$')
check "the demo has thefts in 2024 (${total:-none})" test "${total:-0}" -gt 100
for kind in month:^2024- quarter:^2024K tertial:^2024T half-year:^2024H rolling-12:^2024-12R; do
  is "${kind%%:*}s of 2024 sum to the year" "$(sum_of theft "${kind%%:*}" "${kind#*:}")" "$total"
done
is "a school year is its months" "$(sum_of theft school-year '^2023S$')" \
  "$(sum_of theft month '^(2023-(08|09|10|11|12)|2024-0[1-7])$')"
exits "months are not published" 2 "$SAMSYN" series demo theft --by month --lang en
says "says that" err "only quarters and years are published"
exits "nor is one explained" 2 "$SAMSYN" explain demo theft 2024-05 --lang en
exits "but to the analyst" 0 "$SAMSYN" explain demo theft 2024-05 --internal --lang en
says "who learns that it is in no publication" out "is in no publication"

# --- explain ------------------------------------------------------------------

exits "explain" 0 "$SAMSYN" explain demo violence_public 2025K4 --lang en
says "gives the definition in words" out "Reported violence in public places"
says "and in SQL" out "WHERE place = 'public'"
says "the figure" out "47"
says "its class" out "Signs of an increase"
exits "explain a hidden figure" 0 "$SAMSYN" explain demo "$indicator" "$period" --group "$group" --lang en
says "says that it is protected" out "is protected"
check "but by which rule only to the analyst" bash -c '! grep -q "Protection" out'
exits "explain a hidden figure to the analyst" 0 "$SAMSYN" explain demo "$indicator" "$period" --group "$group" --internal --lang en
says "says that it is hidden, and which rule does it" out "is not shown in a publication"
check "one of the rules" grep -qE '^(count|numerator|denominator): (from 1 to below|would give away|fewer than|one person|the rest)' out
exits "explain a month that no extract covers" 0 "$SAMSYN" explain demo outreach_contacts 2023K3 --lang en
says "says that it is missing" out "not all months are covered"
exits "explain as JSON" 0 "$SAMSYN" explain demo violence_public 2025K4 --json
says "has the figure" out '"count": 47'
check "and no rows behind it" bash -c '! grep -q "behind\|straffesaker.csv" out'
exits "explain for the analyst" 0 "$SAMSYN" explain demo violence_public 2025K4 --group all --internal --lang en
says "says that it is not for publication" out "not for publication"
says "names the extract" out "straffesaker.csv (police_case, "
check "and how many of its rows do not fit" grep -qE "and [0-9]+ more" out
exits "the same as JSON" 0 "$SAMSYN" explain demo violence_public 2025K4 --group all --internal --json
says "is marked" out '"internal": true'
says "says that protection would show it" out '"outcome": "shown"'
is "cases that stand once have as many rows" \
  "$(grep -oE '"rows": [0-9]+' out | head -n 1 | grep -oE '[0-9]+')" \
  "$(grep -oE '"count": [0-9]+' out | grep -oE '[0-9]+')"

# --- chart --------------------------------------------------------------------

for kind in svg png pdf; do
  exits "chart as $kind" 0 "$SAMSYN" chart demo violence_public --out "v.$kind"
  check "is a file" test -s "v.$kind"
  cp "v.$kind" "w.$kind"
  exits "again" 0 "$SAMSYN" chart demo violence_public --out "v.$kind"
  check "is the same to the byte" cmp "v.$kind" "w.$kind"
done
says "the picture has the last figure" v.svg "47*"
check "a released one says nothing of publishing" bash -c '! grep -qi "ikke for publisering" v.svg'
exits "an unprotected one" 0 "$SAMSYN" chart demo violence_public --internal --out i.svg
check "says that it is not for publication" grep -qi "ikke for publisering" i.svg
exits "a series that is hidden nearly everywhere" 1 "$SAMSYN" chart demo exercises_held --area S01
exits "a file that is no picture" 2 "$SAMSYN" chart demo violence_public --out v.doc

# --- export -------------------------------------------------------------------

exits "export without a file" 0 "$SAMSYN" export demo
check "prints the tidy table" cmp out "$tidy"
exits "export for Excel" 0 "$SAMSYN" export demo --format excel-csv
check "is the run's file for Excel" cmp out demo/out/2025K4/tables/tidy_excel.csv
for file in a.xlsx b.xlsx a.json b.json; do
  exits "export as ${file#*.}" 0 "$SAMSYN" export demo --out "$file"
done
check "a spreadsheet is the same twice" cmp a.xlsx b.xlsx
check "JSON-stat is the same twice" cmp a.json b.json
exits "an unprotected spreadsheet" 0 "$SAMSYN" export demo --internal --out internal.xlsx
if command -v python3 >/dev/null; then
  # Another program reads them: the sums and the hidden cells are those of the tidy table.
  cat >look.py <<'END'
import csv, json, re, sys, zipfile
rows = list(csv.DictReader(open(sys.argv[1], newline='')))
known = sum(int(r['count']) for r in rows if r['count'])
hidden = sum(r['status'] == 'C' for r in rows)
print('tidy', known, hidden)
sets = json.load(open('a.json'))['link']['item']
def counts(d):
    step = d['size'][3]
    return range(0, len(d['value']), step)
print('json', sum(d['value'][i] or 0 for d in sets for i in counts(d)),
      sum(d['status'].get(str(i)) == ':' for d in sets for i in counts(d)))
def sheets(path):
    z = zipfile.ZipFile(path)
    return {n: z.read(n).decode() for n in z.namelist()}
parts = sheets('a.xlsx')
texts = re.findall(r'<si><t[^>]*>([^<]*)</t></si>', parts['xl/sharedStrings.xml'])
found = {}
for row in re.findall(r'<row [^>]*>(.*?)</row>', parts['xl/worksheets/sheet3.xml'], re.S)[1:]:
    cell = {c: (t, v) for c, t, v in re.findall(r'<c r="([A-Z]+)\d+"[^>]*?(?: t="(s)")?[^>]*><v>([^<]*)</v></c>', row)}
    status = texts[int(cell['N'][1])]
    found.setdefault(status, []).append(float(cell['I'][1]) if 'I' in cell else None)
print('xlsx', int(sum(n for s in found for n in found[s] if n is not None)), len(found['C']))
print('hidden with a number', sum(n is not None for n in found['C']))
all = ''.join(parts.values())
print('formulas', len(re.findall(r'<f[ >]', all)), 'hidden', len(re.findall(r'hidden="|veryHidden', all)))
print('marked', sum('PUBLISERING' in t.upper() for t in sheets('internal.xlsx').values() if '<si>' in t or 'oddHeader' in t) > 3)
END
  python3 look.py "$tidy" >seen 2>&1
  read -r _ known hidden <seen
  says "JSON-stat has the sum and the hidden of the tidy table" seen "json $known $hidden"
  says "and the spreadsheet" seen "xlsx $known $hidden"
  says "whose hidden cells are empty" seen "hidden with a number 0"
  says "without formulas and hidden parts" seen "formulas 0 hidden 0"
  says "an unprotected one is marked on every sheet" seen "marked True"
fi
# A figure that is a number of its own, beside its count.
mkdir -p demo/indicators
cat >demo/indicators/spread.sql <<'END'
-- @title.nb  Spredning over soner
-- @focus     public-space
-- @measure   concentration
-- @unit      case
-- @by        area
-- @statistic gini
SELECT profile FROM police_case;
END
exits "a Gini coefficient as CSV" 0 "$SAMSYN" export demo spread --format csv
shown=$(awk -F, '$2 == "spread" && $(NF-8) == "2024" { print $(NF-7) " " $(NF-5) }' out)
exits "and as JSON-stat" 0 "$SAMSYN" export demo spread --format json-stat
says "has a measure for it" out '"value": "verdi"'
if command -v python3 >/dev/null; then
  cat >look.py <<'END'
import json
for d in json.load(open('out'))['link']['item']:
    periods = d['dimension']['period']['category']['index']
    if '2024' in periods and d['dimension']['measure']['category']['index'] == ['count', 'value']:
        at = periods.index('2024') * 2
        print('%d %.2f' % (d['value'][at], d['value'][at + 1]))
END
  python3 look.py >seen
  is "the count and the coefficient are those of the CSV" "$(cat seen)" \
    "$shown"
fi
rm demo/indicators/spread.sql
exits "a spreadsheet needs a file" 2 "$SAMSYN" export demo --format xlsx
exits "a format that is none" 2 "$SAMSYN" export demo --format ods
exits "a folder that is not there" 4 "$SAMSYN" export demo --out nowhere/x.xlsx

# --- mistakes -----------------------------------------------------------------

exits "an indicator that is none" 2 "$SAMSYN" series demo violence_publik
says "is told which was meant" err 'did you mean "violence_public"'
exits "a group that is none" 2 "$SAMSYN" series demo --group tarjet
exits "an area that is none" 2 "$SAMSYN" series demo --area 9999x
exits "a kind of period that is none" 2 "$SAMSYN" series demo --by fortnight
exits "a format that is none" 2 "$SAMSYN" series demo --format xml
exits "explain without an indicator" 2 "$SAMSYN" explain demo
exits "explain a period that is none" 2 "$SAMSYN" explain demo violence_public 2025X9
finish
