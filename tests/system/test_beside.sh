#!/usr/bin/env bash
# The place beside the country, by a table in the layout of Statistics Norway's
# 08487.  Expected ratios and intervals are those of glm in R 4.2:
#
#   f <- function(n) { d <- data.frame(n = 2 * n, own = c(1, 1, 0, 0), now = c(0, 1, 0, 1))
#     s <- summary(glm(n ~ own * now, poisson, d))$coefficients["own:now", 1:2]
#     exp(c(s[1], s[1] + c(-1, 1) * qnorm(.975) * s[2])) }
#   f(c(500, 571, 36276, 43654)); f(c(527, 413, 34794, 30027))
. "${SOURCE:?the source tree}/tests/system/checks.sh"

mkdir -p p/contracts p/extracts
printf 'council: C\nplace: P\nplace_codes: ["3003", "3105"]\nlanguage: en\nbuiltin_indicators: no\noutputs: [csv]\n' >p/samsyn.yaml
cat >p/contracts/ssb.yaml <<'END'
source: statbank
title: Statistisk sentralbyrå, tabell 08487
files: anmeldt.csv
covers: {from: 2020-01, to: 2024-12}
columns:
  area: {column: gjerningssted, take: code}
  place: {column: gjerningssted, take: text}
  offence: {column: lovbruddsgruppe, take: code}
cells: {headers: "{content} {period}", use: comparator}
END
cat >p/extracts/anmeldt.csv <<'END'
"08487: Anmeldte lovbrudd, etter gjerningssted, lovbruddsgruppe og periode"

"gjerningssted";"lovbruddsgruppe";"Anmeldte lovbrudd 2020-2021";"Anmeldte lovbrudd 2021-2022";"Anmeldte lovbrudd 2022-2023";"Anmeldte lovbrudd 2023-2024"
"3003 Eksempel (2020-2023)";"4 Vold";500;509;556;..
"3003 Eksempel (2020-2023)";"6 Rusmidler";527;472;470;..
"3003 Eksempel (2020-2023)";"9 Sjeldent";2;2;3;..
"3003 Eksempel (2020-2023)";"7 Skjult";:;9;9;..
"3105 Eksempel";"4 Vold";..;..;..;571
"3105 Eksempel";"6 Rusmidler";..;..;..;413
"3105 Eksempel";"9 Sjeldent";..;..;..;4
"3105 Eksempel";"7 Skjult";..;..;..;9
"3004 Nabo";"4 Vold";400;410;420;430
"3004 Nabo";"6 Rusmidler";300;310;320;330
"0 Hele landet";"4 Vold";36276;37396;40735;43654
"0 Hele landet";"6 Rusmidler";34794;29617;29336;30027
"0 Hele landet";"9 Sjeldent";900;900;900;900
"0 Hele landet";"7 Skjult";900;900;900;900
END
exits "a table is loaded" 0 "$SAMSYN" run p
exits "the place beside the country" 0 "$SAMSYN" compare p --with statbank --before 2020-2021 --json
is "everything but what is suppressed" "$(grep -c '"what"' out)" 3
says "what it is" out '"what": "4"'
says "which periods" out '"after": "2023-2024"'

# field NAME WHICH: a number of the first, second or third row, rounded.
field() { grep "\"$1\": [0-9]" out | sed -n "$2s/.*: \([0-9.]*\).*/\1/p" | awk '{ printf "%.3f\n", $1 }'; }
is "the codes of the place are one" "$(field place_before 1) $(field place_after 1)" "500.000 571.000"
is "violence rose, but less than in the country" \
  "$(field place_ratio 1) $(field area_ratio 1)" "1.142 1.203"
is "which may be chance" "$(field ratio 1) $(field lower 1) $(field upper 1)" "0.949 0.871 1.034"
is "drugs fell, and more" "$(field ratio 2) $(field lower 2) $(field upper 2)" "0.908 0.829 0.995"
is "four events are too few for a ratio" "$(grep -c '"ratio": null' out)" 1
exits "in words" 0 "$SAMSYN" compare p --with statbank --before 2020-2021
says "a row each" out "500 → 571 (+14 %) | 36,276 → 43,654 (+20 %) | 0.949 (0.871 to 1.034)   | No certain difference"
says "with what it means" out "0.908 (0.829 to 0.995)   | Risen less or fallen more"
says "and what cannot be said" out "too few events"
exits "another place" 0 "$SAMSYN" compare p --with statbank --area 3004 --before 2020-2021 --json
is "where it has figures" "$(grep -c '"area": "3004"' out)" 2
exits "nobody said which periods" 0 "$SAMSYN" compare p --with statbank --json
says "the last of the table" out '"after": "2023-2024"'
says "and the last before it" out '"before": "2021-2022"'
printf 'agreement: {from: 2023-01, to: 2024-12, baseline_from: 2021-01, baseline_to: 2022-12}\n' >>p/samsyn.yaml
exits "the agreement says which" 0 "$SAMSYN" compare p --with statbank --json
says "period is before it" out '"before": "2021-2022"'

exits "periods that overlap hold the same events" 2 "$SAMSYN" compare p --with statbank --before 2022-2023
exits "a period that is not there" 2 "$SAMSYN" compare p --with statbank --before 2018-2019
exits "an area that is not there" 2 "$SAMSYN" compare p --with statbank --area 9999
exits "a source that is none" 2 "$SAMSYN" compare p --with ssb
says "is told" err 'use: comparator'
exits "an option of the other question" 2 "$SAMSYN" compare p --with statbank --internal
exits "and the other way" 2 "$SAMSYN" compare p --area 0
exits "an indicator" 2 "$SAMSYN" compare p --with statbank x
sed -i '/^  area:/d' p/contracts/ssb.yaml
exits "a comparator without an area" 3 "$SAMSYN" check p
finish
