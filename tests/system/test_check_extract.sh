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

# Of five rows two are alike; day, age and sex of the others nobody shares.
cat >persons.yaml <<'END'
source: outreach
files: persons.csv
covers: {from: 2024-01, to: 2024-12}
columns:
  occurred: {column: dato, format: yyyy-mm-dd}
  age: alder
  sex: {column: kjonn, values: {M: male, K: female}}
END
printf 'dato;alder;kjonn\n2024-01-01;15;M\n2024-01-01;15;M\n2024-01-01;15;K\n2024-01-01;16;M\n2024-01-02;15;M\n' >persons.csv
exits "rows that are alone are a warning" 0 "$SAMSYN" check persons.csv --contract persons.yaml
is "with the columns that they are alone with" "$(cat out)" \
  'persons.csv: 3 of 5 rows are alone with occurred, age, sex, and the smallest group has 1; ask for months, age groups or larger zones before it is loaded, or decide on max_unique in the contract
persons.csv: accepted'
echo 'gate: {max_unique: 0.6}' >>persons.yaml
exits "as many as the contract lets is accepted" 0 "$SAMSYN" check persons.csv --contract persons.yaml
is "without a word" "$(cat out)" "persons.csv: accepted"
sed -i 's/0.6/0.5/' persons.yaml
exits "more is refused" 1 "$SAMSYN" check persons.csv --contract persons.yaml
says "with the way out" out "or raise max_unique in persons.yaml"
says "and the verdict" out "persons.csv: refused"
exits "without a contract nobody knows what columns are" 0 "$SAMSYN" check persons.csv

standard_input() { "$SAMSYN" check "$@" <some.csv; }
exits "standard input is a file like any other" 1 standard_input -
is "and is called as it was" "$(cat out)" \
  '-:32:12: K15-identity-number: xxxx ###### #####
-:33:1: K01-unclosed-quote: ####-##-##;"x;##
-: refused'
says "in messages too" err "-:32:12: error: personal data"
silent "and in no other way" /dev/fd out err
exits "a table from standard input" 0 standard_input --as-table - --json
says "is called so as well" out '"file": "-"'
says "and is read whole" out '"rows_read": 32'

exits "a contract that is not there" 4 "$SAMSYN" check clean.csv --contract none.yaml
exits "an option of a project" 2 "$SAMSYN" check clean.csv --out x
exits "a folder and a file" 2 "$SAMSYN" check . clean.csv
finish
