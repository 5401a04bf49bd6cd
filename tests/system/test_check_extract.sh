#!/usr/bin/env bash
# samsyn check EXTRACT...: the whole gate over single files, with a contract and
# without one.  Numbers of people are of nobody.
. "${SOURCE:?the source tree}/tests/system/checks.sh"

{
  echo "dato;fritekst;id"
  for i in {1..30}; do echo "2024-01-02;;$i"; done
  echo "2024-01-02;ring 058312 50005;31"
  echo '2024-01-03;"x;32'
} >some.csv
exits "personal data refuses the file" 1 "$SAMSYN" check some.csv
is "a line for each finding, and a verdict" "$(cat out)" \
  'some.csv:32:12: K15-identity-number: xxxx ###### #####
some.csv:33:1: K01-unclosed-quote: ####-##-##;"x;##
some.csv: refused'
silent "no value is shown" 50005 out err
"$SAMSYN" check some.csv --json >out.json 2>err || true
says "the same as JSON" out.json '"rule": "K15-identity-number"'
silent "and no value there either" 50005 out.json err

printf 'Fødselsnr;x\n;1\n' >header.csv
exits "a personal header refuses, even without a value below" 1 "$SAMSYN" check header.csv
says "as a decision on the column" out '"Fødselsnr" is headed as personal data'
printf 'a;b\n1;2\n' >clean.csv
exits "what is clean is accepted" 0 "$SAMSYN" check clean.csv
is "and that is all there is to say" "$(cat out)" "clean.csv: accepted"
exits "several files are judged each, the worst counts" 1 "$SAMSYN" check clean.csv some.csv header.csv
is "in their order" "$(grep -cE ': (accepted|refused)$' out)" 3

cat >contract.yaml <<'END'
source: outreach
files: people.csv
covers: {from: 2024-01, to: 2024-12}
max_bad: 1
columns:
  occurred: {column: dato, format: yyyy-mm-dd}
accept:
  - {column: navn, rule: header, reason: names of places}
END
printf 'dato;navn\n2024-01-01;Torget\n2024-13-01;Parken\n' >people.csv
exits "a contract says what is known" 1 "$SAMSYN" check people.csv --contract contract.yaml
is "and how rows are read" "$(cat out)" \
  'people.csv:3:1: K10-bad-date: ####-##-##
people.csv: accepted'
exits "without it the header refuses" 1 "$SAMSYN" check people.csv
says "as it must" out "people.csv: refused"
printf 'x\n15830856185 y\n' >new.csv
exits "the rule of 2032 is not in force" 0 "$SAMSYN" check new.csv
exits "unless it is asked for" 1 "$SAMSYN" check new.csv --identity-2032

exits "a contract that is not there" 4 "$SAMSYN" check clean.csv --contract none.yaml
exits "an option of a project" 2 "$SAMSYN" check clean.csv --out x
exits "a folder and a file" 2 "$SAMSYN" check . clean.csv
finish
