#!/usr/bin/env bash
# The assessment keeps its promise on series that do not change: "clear" in fewer
# than 0.5 % of them, "signs of" in at most 5 %; and it finds what is large.
# Few series, as this is run often; ./dev simulate makes the whole table.
. "${SOURCE:?the source tree}/tests/system/checks.sh" || exit 99

program=$(dirname "$SAMSYN")/tests/simulate
[ -x "$program" ] || exit 77
scenarios='stable seasonal overdispersed trending zero-heavy autocorrelated'
for scenario in $scenarios; do
  exits "$scenario: it runs" 0 "$program" 80 3 $scenario
  tail -n +4 out >>table
done
# The mean over the means of NAME of column N: 3 sign, 4 clear.
average() { awk -v s="$1" -v c="$2" '$1 == s { n++; sum += $c } END { printf "%.2f\n", sum / n }' table; }
for scenario in $scenarios; do
  sign=$(average $scenario 3) clear=$(average $scenario 4)
  check "$scenario: $sign % signs where nothing changed, at most 5" \
    awk -v x="$sign" 'BEGIN { exit !(x <= 5) }'
  check "$scenario: $clear % clear, fewer than 0.5" awk -v x="$clear" 'BEGIN { exit !(x < 0.5) }'
done
found=$(awk '$1 == "stable" && $2 == 100 { print $10 }' table)
check "a rise by half from 100 is found in $found %, most of the time" \
  awk -v x="$found" 'BEGIN { exit !(x > 75) }'
check "the same seed gives the same table" bash -c '"$0" 40 5 stable >a && "$0" 40 5 stable >b && cmp a b' "$program"
exits "no series at all" 2 "$program" 10
finish
