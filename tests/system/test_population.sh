#!/usr/bin/env bash
# The population from a table of Statistics Norway, in the place of
# population.csv.  The figures are those of the demo, which are invented; awk
# writes them as the StatBank's table 07459 is written.
. "${SOURCE:?the source tree}/tests/system/checks.sh"

exits "a demo" 0 "$SAMSYN" init --demo p
cp p/population.csv listed.csv
sed -i 's/^outputs:.*/outputs: [csv]/; s/^builtin_indicators:.*/indicators: [youth_suspects, violence_public]/' p/samsyn.yaml
rm p/indicators/*.sql

# statbank FROM TO: the years as columns, ages as text, sexes in Norwegian.
statbank() {
  printf '"07459: Befolkning, etter region, kj\370nn, alder, statistikkvariabel og \345r"\n\n'
  awk -F, -v from="$1" -v to="$2" '
    NR == 1 { next }
    { at = $3 "," $4; if (!(at in seen)) { seen[at] = 1; order[n++] = at }
      area[$2] = $1; persons[$2, at] = $5 }
    END {
      printf "\"region\";\"kj\370nn\";\"alder\""
      for (y = from; y <= to; y++) printf ";\"Personer %d\"", y
      printf "\n"
      for (c = 1; c <= 2; c++) for (i = 0; i < n; i++) {
        code = c == 1 ? "3003" : "3105"
        split(order[i], part, ",")
        sex = part[1] == "male" ? "Menn" : "Kvinner"
        age = part[2] (part[2] == 105 ? " \345r eller eldre" : " \345r")
        printf "\"%s Eksempel\";\"%s\";\"%s\"", (c == 1 ? "" : "K-") code, sex, age
        for (y = from; y <= to; y++) printf ";%d", area[y] == code ? persons[y, order[i]] : 0
        printf "\n"
      }
      printf "\"3003 Eksempel\";\"Begge kj\370nn\";\"13 \345r\""
      for (y = from; y <= to; y++) printf ";99999"
      printf "\n"
    }' listed.csv
}

cat >contract.yaml <<'END'
source: population
title: Statistisk sentralbyrå, tabell 07459
files: population_*.csv
covers: {from: 2020-01, to: 2026-12}
columns:
  area: {column: region, take: code}
  sex: kjønn
  age: alder
cells: {headers: "{content} {period}", use: population}
END
years=$(awk -F, 'NR > 1 { print $2 }' listed.csv | sort -u)
first=$(head -1 <<<"$years") last=$(tail -1 <<<"$years")

exits "with population.csv" 0 "$SAMSYN" run p --out "$PWD/listed"
rm p/population.csv
exits "without" 0 "$SAMSYN" run p --out "$PWD/none"
is "there are other figures" "$(cmp -s listed/tables/tidy.csv none/tables/tidy.csv || echo yes)" yes
cp contract.yaml p/contracts/population.yaml
statbank "$first" "$last" >p/extracts/population_a.csv
exits "with the table" 0 "$SAMSYN" run p --out "$PWD/table"
check "rates are the same to the byte" cmp listed/tables/tidy.csv table/tables/tidy.csv
exits "a check has them too" 0 "$SAMSYN" check p
cp -r p whole

# --- beside population.csv ----------------------------------------------------

cp listed.csv p/population.csv
exits "the same twice is once" 0 "$SAMSYN" run p --out "$PWD/both"
check "and counts once" cmp listed/tables/tidy.csv both/tables/tidy.csv
line=$(grep -n "^3105,$last,female,15," listed.csv | cut -d: -f1)
awk -F, -v OFS=, -v at="$line" 'NR == at { $5++ } { print }' listed.csv >p/population.csv
exits "another figure is told" 1 "$SAMSYN" run p --out "$PWD/x"
says "with the place in the one" err "population_a.csv:"
says "and in the other" err "population.csv:$line"
says "and what to do" err "take that year out of one of the two"
check "nothing is written" test ! -e x
exits "by a check as well" 1 "$SAMSYN" check p
sed "s/^3105,$last,/0105,$last,/" listed.csv >p/population.csv
exits "the place under another of its codes would count twice" 1 "$SAMSYN" run p
says "and is told" err "store.population-conflict"
grep -v ",$last," listed.csv >p/population.csv
rm p/extracts/population_a.csv p/samsyn.db
statbank "$last" "$last" >p/extracts/population_b.csv
exits "one gives some years and the other the rest" 0 "$SAMSYN" run p --out "$PWD/halves"
check "which is the whole" cmp listed/tables/tidy.csv halves/tables/tidy.csv

# --- what is no population ----------------------------------------------------

# spoil SED: the table with what SED makes of it, alone.
spoil() {
  rm -rf q
  cp -r whole q
  rm q/samsyn.db
  sed -i "$1" q/extracts/population_a.csv
}
spoil '5s/"[^"]*\(0\|1\) .r/"13-17 \xe5r/'
exits "a band of ages" 1 "$SAMSYN" run q
says "at its line" err "population_a.csv:5: error: a population is by single years"
spoil '5s/Kvinner\|Menn/Annet/'
exits "a sex that is none" 1 "$SAMSYN" run q
says "at its line too" err "population_a.csv:5: error: the sex of a population"
spoil '$s/"Begge.*/"Kvinner";"13 \xe5r"/; $s/$/'"$(for y in $years; do printf ';9'; done)"'/'
exits "the same twice" 1 "$SAMSYN" run q
says "with both places" err "the first is at"
spoil '5s/;[0-9]*$/;../'
exits "a year that is known in part" 1 "$SAMSYN" run q
says "is no year" err "known in part only"
spoil '5s/;[0-9]*$/;12.5/'
exits "half a person" 1 "$SAMSYN" run q
says "is none" err "whole number of persons"
spoil 's/Personer 20/Personer 2019-20/'
exits "a figure of two years" 1 "$SAMSYN" run q
sed -i '/  age: alder/d' q/contracts/population.yaml
exits "a population of no age" 3 "$SAMSYN" run q
says "is blamed on the contract" err "population.yaml:8:"
finish
