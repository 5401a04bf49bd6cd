#!/usr/bin/env bash
# The demo from end to end: what datasets/demo/TRUTH.md says was planted is
# found, what is flat is not, and nothing that must be hidden is shown.
. "${SOURCE:?the source tree}/tests/system/checks.sh" || exit 99

exits "the demo is written" 0 "$SAMSYN" init --demo demo
exits "the demo runs" 0 "$SAMSYN" run demo
says "the last line of the result is the briefing" <(tail -n 1 out) "demo/out/2025K4/briefing.html"
for file in briefing.html briefing.pdf manifest.json tables/tidy.csv figures/f1.svg figures/f1.png; do
  check "$file is written" test -s "demo/out/2025K4/$file"
done
check "no draft is left behind" test ! -e demo/out/2025K4.draft
tidy=tidy.csv
tr -d '\r' <demo/out/2025K4/tables/tidy.csv >$tidy

# Prints the fields of the rows where INDICATOR, GROUP, all areas, PERIOD.  A
# title can hold a comma, so fields are counted from the end.
cell() {
  awk -F, -v i="$1" -v g="$2" -v p="$3" -v f="$4" \
    '$2 == i && $(NF-10) == g && $(NF-9) == "all" && $(NF-8) == p { print $(NF-f) }' $tidy
}
count() { cell "$1" "$2" "$3" 7; }
status() { cell "$1" "$2" "$3" 0; }

# --- what was planted ---------------------------------------------------------

is "P1: persons under 18 suspected of violence, 2023K1 is told" \
  "$(status youth_violence_suspects target 2023K1)" A
is "P2: violence in public, 13-25, 2025K4 is 47" "$(count violence_public target 2025K4)" 47
high=$(cell violence_public target 2025K4 1)
check "P2: and that is over the normal range (to ${high:-none})" \
  awk -v h="${high:-x}" 'BEGIN { exit !(h + 0 > 0 && 47 > h + 0) }'
is "P3: shoplifting 2025K2 is 167" "$(count shoplifting all 2025K2)" 167
is "P4: bicycle theft is 212 in 2023" "$(count bicycle_theft all 2023)" 212
is "P4: and 105 in 2024" "$(count bicycle_theft all 2024)" 105
is "P6: assignments, psychiatry 2025" "$(count psychiatry_assignments all 2025)" 276
is "P8: criminal damage 2025" "$(count criminal_damage all 2025)" 221
is "P10: a quarter with a missing month is missing" "$(status outreach_contacts target 2023K3)" M
is "P10: and has no count, not even 0" "$(count outreach_contacts target 2023K3)" ""
is "a source without areas has no figure of an area" \
  "$(awk -F, '$2 ~ /^child_welfare/ && $(NF-9) != "all" && $NF != "N" { n++ } END { print n + 0 }' $tidy)" 0
is "P10: the quarter after is there" "$(status outreach_contacts target 2023K4)" A

# --- what the pages say -------------------------------------------------------

sed -e '/<style>/,/<\/style>/d' -e 's/<[^>]*>/ /g' -e 's/\xc2\xa0/ /g' \
  demo/out/2025K4/briefing.html | tr -s ' \n' '  ' >page.txt
says "the page is for the council" page.txt "Politirådet i Eksempel kommune"
says "the page says that the numbers are invented" page.txt "Alle tall er oppdiktede"
check "P2 on the page: clearly above normal" \
  grep -qE 'Unge mistenkt for vold, 13–25 år: 91 personer i 4\. kvartal 2025, klart over det normale' page.txt
check "P8 on the page: no finding about criminal damage" \
  bash -c '! grep -qE "Skadeverk[^.:]*(over|under) (det )?normal" page.txt'
# .883 are registered in time (TRUTH.md), in steps of .01 that is .88: counts rise by
# 1 / .885 to 1 / .875.
says "a provisional figure says how much such figures have risen" page.txt \
  "Tidligere har tall for siste kvartal økt med 12–15 prosent når etterregistreringen er ferdig"
check "the page says in one sentence how much is hidden and why" grep -qE \
  'Tall fra 1 til under 5 som gjelder personer, vises ikke \(:\), heller ikke tall [^.]*røpe dem: [0-9 ]+ av [0-9 ]+\.' page.txt
if command -v pdftotext >/dev/null; then
  pdftotext -f 1 -l 1 -layout demo/out/2025K4/briefing.pdf page1.txt
  says "page 1 of the PDF is for the council" page1.txt "Politirådet i Eksempel kommune"
  check "no line of the PDF ends within a range" bash -c \
    '! pdftotext demo/out/2025K4/briefing.pdf - | grep -E "[0-9]–\$"'
  check "page 1 of the PDF has P2" grep -qE 'Vold i det offentlige rom.*47' page1.txt
fi

# --- rows ---------------------------------------------------------------------

exits "the ledger can be read" 0 "$SAMSYN" log --json demo
awk -F'[:,]' '/"rows_read"/ { r = $2 } /"loaded"/ { l = $2 } /"quarantined"/ { q = $2 }
  /"blank"/ { n++; rows += r; bad += q; if (l + q + $2 != r) wrong++ }
  END { print n, rows, bad, wrong + 0 }' out >sums
is "16 extracts, 49723 rows, 6 in quarantine, every row accounted for" \
  "$(cat sums)" "16 49723 6 0"
for at in straffesaker.csv:4002 straffesaker.csv:14004 straffesaker.csv:20005 \
  oppdrag.csv:2202 utekontakt_2023-2025.csv:1051; do
  "$SAMSYN" check demo >check.txt 2>&1
  says "the bad row $at is named" check.txt "$at"
done
silent "the value of a bad row is named nowhere" Pskiatri check.txt demo/out

# --- protection ---------------------------------------------------------------

# Whole numbers from 1 to 4, in the counts and in what shares are of; but of
# things that nobody is behind.
is "no count from 1 to 4 is shown" \
  "$(awk -F, 'NR > 1 && !/,(exercise|inspection|patrol|plan),/ { for (f = 6; f <= 7; f++) if ($(NF-f) ~ /^[1-4]$/) n++ } END { print n + 0 }' $tidy)" 0
is "what is hidden has no figure at all" \
  "$(awk -F, 'NR > 1 && $NF == "C" { for (f = 1; f <= 7; f++) if ($(NF-f) != "") n++ } END { print n + 0 }' $tidy)" 0
check "but of plans" grep -q '^preparedness,plan_revised,.*,plan,all,all,2025K4,1,' $tidy
check "something is hidden" grep -q ',C$' $tidy
check "something is shown" grep -q ',A$' $tidy

exits "analysts see everything" 0 "$SAMSYN" run --internal demo
check "in a folder that is named so" test -s demo/out/2025K4-internal/briefing.html
check "and every such page says that it is not for publication" \
  grep -qiE 'ikke for publisering|internt' demo/out/2025K4-internal/briefing.html
check "the draft for publication is still there" test -s demo/out/2025K4/briefing.html

finish
