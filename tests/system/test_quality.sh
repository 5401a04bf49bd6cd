#!/usr/bin/env bash
# The quality report: what datasets/demo/TRUTH.md says is wrong with the demo is
# listed, with its line and never with its value; changes are found.
. "${SOURCE:?the source tree}/tests/system/checks.sh" || exit 99

# The text of a page, in one line.
page() { sed -e '/<style>/,/<\/style>/d' -e 's/<[^>]*>/ /g' -e 's/\xc2\xa0/ /g' "$1" | tr -s ' \n' '  '; }

# Evaluates a Python expression on the report r in FILE.
ask() { python3 -c 'import json,sys; r=json.load(open(sys.argv[1])); print(eval(sys.argv[2]))' "$1" "$2"; }

exits "the demo is written" 0 "$SAMSYN" init --quiet --demo demo
exits "samsyn check ends with 0" 0 "$SAMSYN" check demo
is "its last line is the page" "$(tail -n 1 out)" "demo/out/quality/quality.html"
says "before that, the verdict" out "Can be used, with 6 reservations."
check "no store is made" test ! -e demo/samsyn.db
report=demo/out/quality/quality.json
page demo/out/quality/quality.html >page.txt
says "the verdict is on the page, in the language of the project" page.txt "Kan brukes, med 6 forbehold."
says "so are checks made and return code" page.txt "Returkode: 0."
says "and all rows" page.txt "Rader lest: 49 723, lastet inn: 49 717, i karantene: 6."
for at in straffesaker.csv:4002 straffesaker.csv:14004 straffesaker.csv:20005 \
  oppdrag.csv:2202 utekontakt_2023-2025.csv:1051; do
  says "the bad row $at is listed" page.txt "$at"
done
says "with its fellow" page.txt "(linje 4002, 9003)"
says "the month without outreach is told" page.txt "dekker ikke juli 2023"
for value in Pskiatri Ofentlig 31.02.2021 14.13.2022 2024-11-31; do
  silent "the value $value is nowhere" "$value" demo/out/quality
done
check "nor any path of this machine" bash -c "! grep -rqF \"$work\" demo/out/quality"

# --- facts, in the JSON -------------------------------------------------------

if command -v python3 >/dev/null; then
  check "the JSON is JSON" python3 -m json.tool $report
  is "16 files" "$(ask $report 'len(r["files"])')" 16
  is "6 rows in quarantine" "$(ask $report 'sum(f["quarantined"] for f in r["files"])')" 6
  is "the rules" "$(ask $report 'sorted((f["rule"], f["file"], f["lines"]) for f in r["findings"] if f["file"] and f["rule"] != "K47")')" \
    "[('K06', 'straffesaker.csv', [20005]), ('K08', 'oppdrag.csv', [2202]), ('K08', 'straffesaker.csv', [14004]), ('K10', 'straffesaker.csv', [4002, 9003]), ('K10', 'utekontakt_2023-2025.csv', [1051])]"
  is "outreach lacks July 2023 and nothing else" \
    "$(ask $report '[m for c in r["calendar"] if c["source"] == "outreach" for m in c["months"] if c["months"][m] != "covered"]')" \
    "['2023-07']"
  is "other sources have no gap, but the survey" \
    "$(ask $report '[c["source"] for c in r["calendar"] if "none" in c["months"].values()]')" "['outreach', 'survey']"
  is "encodings are told" "$(ask $report 'sorted({f["encoding"] for f in r["files"]})')" "['utf-8', 'windows-1252']"
  is "the delay grows" "$(ask $report 'all(a["share"] <= b["share"] for d in r["delays"] for a, b in zip(d["within"], d["within"][1:]))')" True
  is "indicators of bad sources are named" \
    "$(ask $report '"outreach_contacts" in [e["indicator"] for e in r["effects"]]')" True
  exits "--json prints it" 0 "$SAMSYN" check --json demo
  check "the same" cmp out $report
fi

# --- what it ends with --------------------------------------------------------

cp demo/out/quality/quality.html first.html
exits "--fail-on warning" 1 "$SAMSYN" check --quiet --fail-on warning demo
exits "--max-bad 0" 1 "$SAMSYN" check --quiet --max-bad 0 demo
says "and says that the limit was passed" $report '"rule": "K41"'
exits "--max-bad 0.5" 0 "$SAMSYN" check --quiet --max-bad 0.5 demo
exits "--max-bad takes a share" 2 "$SAMSYN" check --max-bad much demo
exits "--fail-on takes warning" 2 "$SAMSYN" check --fail-on anything demo
exits "--out" 0 "$SAMSYN" check --quiet --out elsewhere demo
check "writes there" cmp elsewhere/quality.html first.html
exits "once more" 0 "$SAMSYN" check --quiet --out again demo
check "the same page" cmp elsewhere/quality.html again/quality.html
check "the same JSON" cmp elsewhere/quality.json again/quality.json
for lang in nn en; do
  exits "in $lang" 0 "$SAMSYN" check --quiet --lang $lang --out $lang demo
  check "no sentence is missing" bash -c "! grep -qE '>(quality|rule|grade|text)\\.' $lang/quality.html"
done

# --- beside the briefing ------------------------------------------------------

exits "samsyn run" 0 "$SAMSYN" run --quiet demo
check "writes the same report" cmp demo/out/2025K4/quality.json again/quality.json
check "and page" cmp demo/out/2025K4/quality.html again/quality.html
exits "and once more" 0 "$SAMSYN" run --quiet demo
check "the same, though nothing was loaded" cmp demo/out/2025K4/quality.html again/quality.html

# --- a new extract ------------------------------------------------------------

cp demo/extracts/beredskap.csv kept.csv
sed -i '10,12d' demo/extracts/beredskap.csv
exits "an extract that lost three rows" 0 "$SAMSYN" check --quiet demo
says "is compared with what is loaded" $report '"vanished": 3'
says "and warned of" $report '"rule": "K45"'
cp kept.csv demo/extracts/beredskap.csv
sed -i 's/;s321s;/;s321z;/' demo/extracts/straffesaker.csv
exits "an unknown code" 0 "$SAMSYN" check --quiet demo
says "is listed" $report '"code": "s321z"'
page demo/out/quality/quality.html >page.txt
check "with a suggestion" grep -qE 's321z police_case [0-9 ]+ s321' page.txt
sed -i '1s/Oppdragsn/Sakn/' demo/extracts/oppdrag.csv
exits "a refused extract" 1 "$SAMSYN" check --quiet demo
says "is a critical error" $report '"worst": "critical"'
says "with its reason" $report "en kolonne som kontrakten oppgir, mangler"

# --- rows that are alone ------------------------------------------------------

# Of seven persons three are alone with day, age and sex: the 2nd, 5th and 6th.
mkdir -p alone/contracts alone/extracts
printf 'council: C\nplace: P\nlanguage: en\nbuiltin_indicators: no\n' >alone/samsyn.yaml
cat >alone/extracts/o.csv <<'END'
d;a;s
2024-01-01;15;K
2024-01-01;15;M
2024-01-01;15;K
2024-01-02;16;M
2024-01-02;17;M
2024-01-03;16;M
2024-01-02;16;M
END
cat >alone/contracts/o.yaml <<'END'
source: outreach
files: o.csv
covers: {from: 2024-01, to: 2024-01}
columns:
  occurred: {column: d, format: yyyy-mm-dd}
  age: a
  sex: {column: s, values: {K: female, M: male}}
END
exits "rows that are alone need a decision" 1 "$SAMSYN" check alone --fail-on warning
says "how many they are, and with what" alone/out/quality/quality.json "3 rows (42.9%) are alone with occurred, age, sex."
sed -i 's/^columns:/gate: {max_unique: 0.43}\ncolumns:/' alone/contracts/o.yaml
exits "which can be to allow it" 0 "$SAMSYN" check alone --fail-on warning
exits "so that it loads" 0 "$SAMSYN" run alone
sed -i 's/0.43/0.42/' alone/contracts/o.yaml
exits "or to refuse such an extract" 1 "$SAMSYN" run alone
says "with the number" err "3 of 7 rows are alone with occurred, age, sex"
exits "and then nothing has changed" 0 "$SAMSYN" log alone --verify
is "nothing at all" "$("$SAMSYN" log alone --json | grep -c '"file":')" 1
sed -i 's/0.42/1.1/' alone/contracts/o.yaml
exits "a share above one is none" 3 "$SAMSYN" check alone

# --- help ---------------------------------------------------------------------

exits "samsyn help rules" 0 "$SAMSYN" help rules
for rule in $(grep -oE '^  K[0-9]{2}' out); do
  for lang in nb nn en; do
    exits "samsyn help $rule in $lang" 0 "$SAMSYN" help "$rule" --lang $lang
    check "has four lines, and none is missing" bash -c "[ \$(wc -l <out) -ge 4 ] && ! grep -qE 'rule\\.|grade\\.' out"
  done
done
exits "a rule that is none" 2 "$SAMSYN" help K99

finish
