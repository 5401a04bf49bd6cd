#!/usr/bin/env bash
# Registration delay: 58 to 62 cases happen each quarter, of which a share is
# registered at once and the rest in the quarter after.  The fall that this makes
# in the last quarter is not told; what is a fall or a rise all the same, is.
. "${SOURCE:?the source tree}/tests/system/checks.sh" || exit 99
command -v python3 >/dev/null || exit 77

# project FOLDER ONCE LAST FROM SETTLES: quarters from the year FROM to 2024, of
# which ONCE in five are registered in it; LAST are, in the last one.
project() {
  mkdir -p "$1/contracts" "$1/extracts" "$1/indicators"
  cat >"$1/samsyn.yaml" <<'END'
council: R
place: P
language: en
builtin_indicators: no
outputs: [html, md, pdf]
END
  cat >"$1/indicators/fights.sql" <<'END'
-- @title.nb Slagsmål
-- @title.nn Slagsmål
-- @title.en Fights
-- @focus public-space
-- @measure count
-- @unit case
-- @date occurred
-- @better lower
SELECT profile FROM police_case;
END
  cat >"$1/contracts/case.yaml" <<END
source: police_case
files: case.csv
covers: {from: $4-01, to: 2024-12}
extracted: 2025-01-03
settles: $5
columns:
  case_key: S
  occurred: {column: O, format: yyyy-mm-dd}
  reported: {column: R, format: yyyy-mm-dd}
END
  awk -v once="$2" -v last="$3" -v from="$4" 'BEGIN {
    print "S;O;R"
    for (y = from; y <= 2024; y++)
      for (q = 1; q <= 4; q++) {
        end = y == 2024 && q == 4
        n = 60 + (7 * ++quarter) % 5 - 2
        for (i = 1; i <= (end ? last : n); i++) {
          day = i % 28 + 1
          printf "%d;%d-%02d-%02d;", ++key, y, 3 * q - 1, day
          if (end || i % 5 < once) printf "%d-%02d-%02d\n", y, 3 * q, day
          else printf "%d-%02d-%02d\n", y + (q == 4), 3 * (q % 4) + 1, day
        }
      }
  }' >"$1/extracts/case.csv"
}

# explained FOLDER FIELD...: of the last quarter.
explained() {
  local folder=$1
  shift
  "$SAMSYN" explain --json "$folder" fights 2024K4 >explain.json || return
  python3 -c '
import json, sys
value = json.load(open("explain.json"))
for field in sys.argv[1:]:
    value = value[field]
print(json.dumps(value))' "$@"
}
class() { explained "$1" figure class; }

# --- a false fall -----------------------------------------------------------------

# Three in five are registered at once, in the last quarter as in all of them.
project late 3 36 2019 90
exits "a run" 0 "$SAMSYN" run late
page=late/out/2024K4/briefing.md
is "a fall that the delay explains is normal variation" "$(class late)" '"normal variation"'
is "the share that is registered is told: three in five" "$(explained late nowcast completeness)" 0.6
# By hand: 36 + .4 * (4 + 36) / (4 / 60 + .6) = 60, and a little less or more where
# a little less or more is expected.
check "so is what it may become: 60" \
  awk -v n="$(explained late nowcast nowcast)" 'BEGIN { exit !(n > 59.8 && n < 60.2) }'
# R: 36 + qnbinom(c(.025, .975), size = 40, mu = 24) is 49 to 73; one wider, as the
# share is known of some hundred cases.
is "from" "$(explained late nowcast lower)" 49.0
is "to" "$(explained late nowcast upper)" 74.0
says "the sentence says why" $page "but not all of it is registered yet, and the fall may vanish"
says "and so does its class" $page "Low, but not all registered yet"
check "of one indicator nothing is expected by chance, and nothing is said of it" \
  bash -c "! grep -q 'pure chance' $page"
says "and the title of its chart" $page ": low in Q4 2024, but not all registered yet"
check "no page tells of a fall, nor of a rise" \
  bash -c "! grep -v Grey: $page | grep -E 'slightly|clearly|decrease|increase|in a row'"
says "what it may become stands in the briefing" $page "This figure is provisional. Figures for the last quarter have earlier risen by"
says "and that the class is the same" $page "the assessment stays the same"
exits "the page of the figure" 0 "$SAMSYN" explain late fights 2024K4
says "tells what is registered" out "60 per cent is registered"
for lang in nb nn; do
  exits "a run in $lang" 0 "$SAMSYN" run --lang $lang --out "late-$lang" late
done
says "in bokmål too" late-nb/briefing.md "Tidligere har tall for siste kvartal økt med"
says "and in nynorsk" late-nn/briefing.md "Tidlegare har tal for siste kvartal auka med"

# Were the register complete, it would be a fall: the case is not empty.
project whole 3 36 2019 0
exits "the same, settled" 0 "$SAMSYN" run whole
is "is a sign of change" "$(class whole)" '"signs of change"'
says "and told as a fall" whole/out/2024K4/briefing.md "slightly below normal"
is "without a nowcast" "$(explained whole nowcast)" null

# --- what stands all the same --------------------------------------------------

project fall 3 10 2019 90
exits "a run where ten are registered" 0 "$SAMSYN" run fall
is "a fall that no delay explains stands" "$(class fall)" '"clear change"'
says "and is told" fall/out/2024K4/briefing.md "clearly below normal"
says "and that it stands whatever is still to come" fall/out/2024K4/briefing.md "the assessment stays the same"

project rise 3 120 2019 90
exits "a run where twice as many are there already" 0 "$SAMSYN" run rise
is "a rise stands" "$(class rise)" '"clear change"'
says "and is told" rise/out/2024K4/briefing.md "clearly above normal"

# --- too little to tell ------------------------------------------------------------

project half 2 90 2019 90
exits "a run where two in five are registered at once" 0 "$SAMSYN" run half
is "nothing is assessed" "$(class half)" '"not assessed"'
is "for a reason of its own" "$(explained half reason)" '"low-completeness"'
is "but what is registered is told" "$(explained half nowcast completeness)" 0.4
exits "the page of the figure" 0 "$SAMSYN" explain half fights 2024K4
says "says why" out "less than half of it has been registered yet"

project short 3 36 2024 90
exits "a run of four quarters" 0 "$SAMSYN" run short
is "has no nowcast" "$(explained short nowcast)" null

finish
