#!/usr/bin/env bash
# Help is complete, and what it and the new project teach works as it stands.
. "${SOURCE:?the source tree}/tests/system/checks.sh" || exit 99

exits "samsyn help" 0 "$SAMSYN" help
cp out overview
exits "samsyn --help is the same without topics" 0 "$SAMSYN" --help
exits "samsyn --version" 0 "$SAMSYN" --version
check "has a version" grep -qE '^samsyn [0-9]+\.[0-9]+\.[0-9]+' out

# The options in the table of FILE.
options() {
  awk '/struct syn_option options\[\]/ { on = 1 } on && match($0, /^ *\{"[a-z-]+"/) {
    print substr($0, RSTART, RLENGTH) } on && /};/ { exit }' "$1" | tr -d ' {"'
}

for file in "$SOURCE"/engine/cli/cmd_*.c; do
  command=$(basename "$file" .c)
  command=${command#cmd_}
  command=${command//_/-}
  says "$command is in the overview" overview "  $command"
  exits "samsyn $command --help" 0 "$SAMSYN" "$command" --help
  cp out text
  for option in $(options "$file") lang quiet json help; do
    says "$command --help has --$option" text "--$option"
  done
  exits "samsyn help $command" 0 "$SAMSYN" help "$command"
  is "says the same" "$(cat out)" "$(cat text)"
  for lang in nb nn; do
    exits "$command --help in $lang" 0 "$SAMSYN" "$command" --help --lang "$lang"
    if cmp -s out text; then fail "is in $lang"; else pass "is in $lang"; fi
  done
done

# Every rule that can put a row in quarantine has a page, with its own words.
texts=$SOURCE/datasets/language/texts.csv
rules=$(grep -oE '^text\.K[0-9]+-[a-z-]+' "$texts" | cut -d . -f 2)
check "there are rules" test "$(wc -w <<<"$rules")" -ge 15
for rule in $rules; do
  exits "samsyn help $rule" 0 "$SAMSYN" help "$rule" --lang en
  says "is of a row's rule" out "${rule%%-*}"
done

# Every topic that help names, and those with keys have them all.
for topic in $(tail -n 1 overview | sed -e 's/.*samsyn help \(samsyn.yaml\)/\1/' -e 's/|//g'); do
  exits "samsyn help $topic" 0 "$SAMSYN" help "$topic"
  check "has something to say" test "$(wc -l <out)" -ge 4
  cp out "topic.$topic"
done
exits "a topic that is none" 2 "$SAMSYN" help cntract
keys() { grep -ohE '\{"[a-z_]+", *SYN_KEY|\.name = "[a-z_]+", *\.type = SYN_KEY' "$SOURCE"/engine/catalogue/*.c |
  grep -oE '"[a-z_]+"' | tr -d '"' | sort -u; }
check "keys are found in the source" test "$(keys | wc -l)" -ge 40
for key in $(keys); do
  check "the key $key is told of" grep -q "^  $key:" topic.*
done

# --- a new project ------------------------------------------------------------

exits "samsyn init" 0 "$SAMSYN" init new
for file in samsyn.yaml contracts/README.txt contracts/example.yaml.txt indicators/README.txt \
  population.csv.txt; do
  check "writes $file" test -s "new/$file"
done
for folder in extracts codes; do check "makes $folder/" test -d "new/$folder"; done
exits "samsyn check finds nothing wrong in it" 0 "$SAMSYN" check new
exits "samsyn run ends with 1" 1 "$SAMSYN" run new
says "and says that there is nothing" err "the store is empty"
for key in $(grep -oE '^  [a-z_]+:' topic.samsyn.yaml | tr -d ' :'); do
  check "the new samsyn.yaml shows the key $key" grep -qE "^(# )?$key:" new/samsyn.yaml
done
sed 's/^# \(\(agreement\|groups\|starts\|note\|place_codes\):\)/\1/; s/^#   /  /' new/samsyn.yaml >all.yaml
cp new/samsyn.yaml new/kept.txt
cp all.yaml new/samsyn.yaml
exits "what is commented out can be used" 0 "$SAMSYN" check new
check "and was" grep -q '^agreement:' new/samsyn.yaml
mv new/kept.txt new/samsyn.yaml

# The example contract with a file as it shows it.
cp new/contracts/example.yaml.txt new/contracts/outreach.yaml
{
  sed -n 's/^#     \(.*;.*\)/\1/p' new/contracts/example.yaml.txt
  for year in 2024 2025; do
    for month in 01 02 03 04 05 06 07 08 09 10 11 12; do
      for day in 02 05 09 11 16 21 25; do echo "$year-$month-$day;Sentrum;16;jente;ja;rus, skole"; done
    done
  done
} >new/extracts/utekontakt.csv
sed -n 's/^    \(-- @.*\|SELECT .*\| WHERE .*\)/\1/p' new/indicators/README.txt \
  >new/indicators/substance_contacts.sql
exits "the example contract and indicator run" 0 "$SAMSYN" run new
says "nothing is in quarantine" out " 0 i karantene"
check "the briefing is there" test -s new/out/2025K4/briefing.html
tr -d '\r' <new/out/2025K4/tables/tidy.csv >tidy.csv
is "the indicator counts" \
  "$(awk -F, '$2 == "substance_contacts" && $(NF-10) == "all" && $(NF-9) == "all" && $(NF-8) == "2025K4" { print $(NF-7) }' tidy.csv)" 21

finish
