#!/usr/bin/env bash
# What goes wrong is told where it is, what was perhaps meant, and by the exit
# status: 1 data, 2 usage, 3 configuration, 4 input and output.
. "${SOURCE:?the source tree}/tests/system/checks.sh" || exit 99

"$SAMSYN" init --quiet --demo demo || exit 99

# with FILE SED-EXPRESSION: a fresh project in which FILE is changed.
with() {
  rm -rf project
  cp -r demo project
  sed -i "$2" "project/$1"
  if cmp -s "demo/$1" "project/$1"; then fail "the test can change $1"; fi
}

# told TEXT PLACE MORE...: standard error has the place, and all of MORE.
told() {
  local text=$1 place=$2 more
  shift 2
  says "$text: the place" err "$place"
  for more in "$@"; do says "$text: $more" err "$more"; done
}

# line FILE PATTERN: the number of the first line of the project that fits.
line() { grep -n -m 1 -- "$2" "project/$1" | cut -d: -f1; }

# --- the project --------------------------------------------------------------

with samsyn.yaml 's/^council:/concil:/'
exits "an unknown key of samsyn.yaml" 3 "$SAMSYN" check project
told "unknown key" "project/samsyn.yaml:$(line samsyn.yaml ^concil):1: error" '"council"' "^~~~~~"

with contracts/outreach_2023.yaml 's/^settles: 0/setles: 0/'
exits "an unknown key of a contract" 3 "$SAMSYN" check project
told "contract" "project/contracts/outreach_2023.yaml:$(line contracts/outreach_2023.yaml ^setles):1: error" '"settles"'

with contracts/police_person.yaml 's/Mistenkt: suspect/Mistenkt: suspct/'
exits "an unknown value of a source" 3 "$SAMSYN" check project
told "value" "project/contracts/police_person.yaml:$(line contracts/police_person.yaml suspct):17: error" '"suspect"'

with samsyn.yaml 's/^language: nb/language: no-such/'
exits "a value that a key cannot have" 3 "$SAMSYN" check project
told "choice" "project/samsyn.yaml:$(line samsyn.yaml ^language):11: error" "nb"

with samsyn.yaml 's/^  threshold: 5/  threshold: five/'
exits "a word where a number must be" 3 "$SAMSYN" check project
told "number" "project/samsyn.yaml:$(line samsyn.yaml five):14: error"

with samsyn.yaml '$a council: again'
exits "a key that stands twice" 3 "$SAMSYN" check project
told "twice" "project/samsyn.yaml:$(wc -l <project/samsyn.yaml):1: error"

with samsyn.yaml 's/^place: .*/place: "open/'
exits "a quote that is not closed" 3 "$SAMSYN" check project
told "not closed" "project/samsyn.yaml:"

exits "no project" 3 "$SAMSYN" run nowhere
told "no project" "nowhere"

# --- indicators ---------------------------------------------------------------

# indicator LINE...: the project with an indicator of its own.
indicator() {
  rm -rf project
  cp -r demo project
  mkdir -p project/indicators
  printf '%s\n' "$@" >project/indicators/own.sql
}
head=('-- @title.nb Egen' '-- @focus public-space' '-- @measure count' '-- @unit case')

indicator "${head[@]}" '-- @gruops all' 'SELECT profile FROM police_case;'
exits "an unknown key of an indicator" 3 "$SAMSYN" check project
told "indicator key" "project/indicators/own.sql:5:4: error" '"@groups"'

indicator "${head[@]}" "SELECT profile FROM police_case" " WHERE plase = 'public';"
exits "an unknown column in SQL" 3 "$SAMSYN" check project
told "SQL column" "project/indicators/own.sql:6:8: error" '"place"'

indicator "${head[@]}" "SELECT profile FROM police_cases;"
exits "an unknown source in SQL" 3 "$SAMSYN" check project
told "SQL source" "project/indicators/own.sql:5:" '"police_case"'

indicator "${head[@]}" "DELETE FROM police_case;"
exits "SQL that would write" 3 "$SAMSYN" run project
told "SQL that writes" "project/indicators/own.sql:5"

indicator "${head[@]}" "SELECT profile FROM police_case WHERE load_extension('x');"
exits "SQL that would load code" 3 "$SAMSYN" run project

# --- extracts -----------------------------------------------------------------

with extracts/utekontakt_2023-2025.csv '1s/alder/alderen/'
exits "a header that is not what the contract says" 1 "$SAMSYN" run project
told "header" "project/extracts/utekontakt_2023-2025.csv:1" '"alder"' '"alderen"'

with extracts/utekontakt_2023-2025.csv '2,400s/^2/x/'
exits "too many bad rows" 1 "$SAMSYN" run project
told "bad rows" "utekontakt_2023-2025.csv"
check "what came before is kept, and no briefing made" test ! -e project/out/2025K4

rm -rf project
cp -r demo project
head -c 200 /dev/zero >>project/extracts/beredskap.csv
exits "zero bytes at the end of an extract cost their row" 0 "$SAMSYN" run project
says "and are told" err K03
rm -f project/samsyn.db
printf 'PK\003\004zip' >project/extracts/beredskap.csv
exits "an Excel file with the name of a CSV file" 1 "$SAMSYN" run project
told "Excel" "project/extracts/beredskap.csv" "Excel"
: >project/extracts/beredskap.csv
exits "an empty file" 1 "$SAMSYN" run project

# A personal number that is valid and nobody's (the month is 80 too high).
number=15830850063
with extracts/beredskap.csv "5s/\$/ $number/"
exits "a personal number in an extract" 1 "$SAMSYN" run project
cp err person.err
says "it is named with its line" err "project/extracts/beredskap.csv:5"
silent "its value is told nowhere" "$number" out err project/samsyn.db project/out
"$SAMSYN" log project >log.txt 2>&1
silent "nothing was loaded of that extract" beredskap.csv log.txt
awk -F';' -v OFS=';' -v n="$number" 'FNR > 1 && FNR < 9 { $1 = n } 1' demo/extracts/personer.csv \
  >project/extracts/personer.csv
cp demo/extracts/beredskap.csv project/extracts/
exits "personal numbers as keys" 1 "$SAMSYN" run project
silent "are told nowhere" "$number" out err project/samsyn.db

# --- the store ----------------------------------------------------------------

rm -rf project
cp -r demo project
echo "no database, but a text that is long enough to be taken for one" >project/samsyn.db
exits "a store that is none" 4 "$SAMSYN" run project
told "store" "project/samsyn.db"
says "it is left alone" project/samsyn.db "no database"
rm -f project/samsyn.db
mkdir project/samsyn.db
exits "a folder in place of the store" 4 "$SAMSYN" run project
rm -rf project/samsyn.db
if [ "$(id -u)" -ne 0 ]; then
  chmod a-w project
  exits "a project that cannot be written" 4 "$SAMSYN" run project
  chmod u+w project
fi
mkdir -p project/out
: >project/out/2025K4
exits "a file in place of the folder for the briefing" 4 "$SAMSYN" run project
told "no folder" "project/out/2025K4"
check "the file is left alone" test -f project/out/2025K4

# --- the command line ---------------------------------------------------------

exits "no command" 2 "$SAMSYN"
exits "an unknown command" 2 "$SAMSYN" rnu
told "command" "rnu" '"run"'
exits "an unknown option" 2 "$SAMSYN" run --perod 2025K4
told "option" "--perod" '"period"'
exits "an option without its argument" 2 "$SAMSYN" run --period
exits "an argument too many" 2 "$SAMSYN" run one two
exits "an argument too few" 2 "$SAMSYN" init
exits "a period that is none" 2 "$SAMSYN" run demo --period 2025Q5
exits "a language that is none" 2 "$SAMSYN" run --lang fr demo
exits "init where a project is" 2 "$SAMSYN" init demo

if [ -e /dev/full ]; then
  exits "a full disk" 4 bash -c '"$0" list demo >/dev/full' "$SAMSYN"
  exits "a full disk for JSON" 4 bash -c '"$0" log --json demo >/dev/full' "$SAMSYN"
  exits "a full disk for help" 4 bash -c '"$0" help >/dev/full' "$SAMSYN"
fi

# --- messages in Norwegian ----------------------------------------------------

with samsyn.yaml 's/^council:/concil:/'
exits "messages in nynorsk" 3 "$SAMSYN" check --lang nn project
told "nynorsk" "project/samsyn.yaml:$(line samsyn.yaml ^concil):1: feil" "meinte du"

finish
