#!/usr/bin/env bash
# samsyn stat: every method answers, refuses with a reason, and never prints a
# NaN, crashes or puts a limit of a count below 0.
. "${SOURCE:?the source tree}/tests/system/checks.sh" || exit 99

stat() { "$SAMSYN" stat "$@"; }

# field NAME FILE: its first value.
field() { sed -n "s/^ *\"$1\": \(.*[^,]\),\{0,1\}\$/\1/p" "$2" | head -n 1; }

# near TEXT GOT WANTED: to nine digits.
near() {
  if awk -v a="$2" -v b="$3" 'BEGIN { d = a - b; m = b < 0 ? -b : b
      exit !(a != "" && (d < 0 ? -d : d) <= 1e-9 * (m > 1 ? m : 1)) }'; then
    pass "$1"
  else
    fail "$1" "got:    $2"$'\n'"wanted: $3"
  fi
}

# refuses TEXT ID METHOD...: exits with 0 and says why.
refuses() {
  local text=$1 id=$2
  shift 2
  exits "$text" 0 "$SAMSYN" stat "$@"
  says "says $id" out "\"refused\": \"$id\""
  says "and a sentence" out '"reason": "'
}

# --- the example of the reference ----------------------------------------------

printf 'id,count,exposure\nA,7,1234\nB,0,0\n' >rates.csv
exits "rate" 0 "$SAMSYN" stat rate --per 1000 --indent 0 rates.csv
is "one line of JSON" "$(wc -l <out)" 1
says "the row is as the reference prints it" out \
  '{"row":1,"id":"A","count":7,"exposure":1234,"rate":5.6726094003241494,"lower":2.2806831859966503,'
says "the other is refused alone" out '{"row":2,"id":"B","refused":"zero-exposure","reason":"'
says "confidence has 17 digits" out '"confidence":[0.94999999999999996]'
cp out first
exits "the same from standard input" 0 "$SAMSYN" stat rate --per=1000 --indent=0 - <rates.csv
is "same bytes" "$(cat out)" "$(cat first)"
exits "two levels" 0 "$SAMSYN" stat rate --confidence 0.95,0.998 rates.csv
says "all are listed" out '"intervals": ['

# --- input -------------------------------------------------------------------------

printf '\xef\xbb\xbfa;n;z\r\n"7";1;x\r\n8;1;y\r\n9;1;x\r\nNA;1;x\r\n' >odd.csv
exits "BOM, CRLF, quotes, semicolon, other names" 0 "$SAMSYN" stat rate --delimiter ';' \
  --column count=a --column exposure=n --where z=x --rows 2: odd.csv
is "the second and third of x" "$(grep -c '"row"' out)" 2
says "NA is missing" out '"refused": "missing-values"'
exits "once a group" 0 "$SAMSYN" stat rate --column count=a --delimiter ';' --by z --rows 1:3 odd.csv
is "two groups" "$(grep -c '"group"' out)" 2
printf 'count\n7\nseven\n' >bad.csv
exits "a word is no number" 1 "$SAMSYN" stat rate bad.csv
says "and is placed" err 'bad.csv:3:1: error'
is "nothing on stdout" "$(cat out)" ""
check "the word itself is not told" bash -c '! grep -q seven err'
printf 'count\n7,8\n' >bad.csv
exits "a row with too many fields" 1 "$SAMSYN" stat rate bad.csv
for word in nan inf 1e999 0x10 ' 7' 1,000; do
  printf 'count\n"%s"\n' "$word" >bad.csv
  exits "\"$word\" is no number" 1 "$SAMSYN" stat rate bad.csv
done
exits "an unknown method" 2 "$SAMSYN" stat rat rates.csv
says "what was perhaps meant" err 'did you mean "rate"'
exits "an unknown option" 2 "$SAMSYN" stat rate --pr 1000 rates.csv
exits "an unknown definition" 2 "$SAMSYN" stat rate --definition wald rates.csv
exits "a confidence of 2" 2 "$SAMSYN" stat rate --confidence 2 rates.csv
exits "a column that is not there" 2 "$SAMSYN" stat proportion rates.csv
exits "a file that is not there" 4 "$SAMSYN" stat rate nothing.csv
exits "no method" 2 "$SAMSYN" stat
printf 'count\n' >none.csv
refuses "no rows" no-data rate none.csv

printf 'value\n3\n\n5\n4\n\n' >gap.csv
refuses "a blank line in one column is a missing value" missing-values mann-kendall gap.csv
printf 'interval\n1\n2\n4\n3\n9\n2\n1\n5\n6\n2\n3\n8\n' >t.csv
exits "a t chart" 0 "$SAMSYN" stat control --chart t t.csv
is "has one centre" "$(grep '^ *"centre": [0-9]' out | tr -d ' ,' | sort -u | wc -l)" 1

# --- help --------------------------------------------------------------------------

exits "the list" 0 "$SAMSYN" stat --list
cp out list.json
methods=$(sed -n 's/^      "name": "\([a-z-]*\)",$/\1/p' list.json)
check "names the methods" test "$(wc -w <<<"$methods")" -ge 27
for method in $methods; do
  exits "samsyn help stat $method" 0 "$SAMSYN" help stat "$method"
  for part in formula columns example reference; do says "has $part" out "$part:"; done
  cp out text
  exits "stat $method --help" 0 "$SAMSYN" stat "$method" --help
  is "says the same" "$(cat out)" "$(cat text)"
done

# --- values (R 4.2.2 where not said otherwise) ------------------------------------------

printf 'count1,exposure1,count2,exposure2\n9,1,10,3\n0,1,0,1\n' >ratio.csv
stat rate-ratio ratio.csv >out
near "rate ratio, mid-P lower" "$(field lower out)" 1.06104359354
near "p" "$(field p out)" 0.0376511091672
says "two zeros" out '"refused": "both-zero"'
stat rate-ratio --definition exact-central ratio.csv >out
near "central upper" "$(field upper out)" 7.393452893
printf 'p\n0.975\n0\n1\n' >p.csv
stat quantile --distribution gamma --shape 1160 --scale 1 p.csv >out
near "qgamma(.975, 1160), where GSL has NaN" "$(field quantile out)" 1227.6960140257002
says "all of it lies below infinity" out '"quantile": "Inf"'
printf 'numerator,denominator\n7,20\n0,0\n8,3\n' >share.csv
stat proportion --definition exact --per 100 share.csv >out
near "binom.test(7, 20)" "$(field lower out)" 15.390920478454117
says "0 of 0" out '"refused": "zero-exposure"'
says "8 of 3" out '"refused": "numerator-exceeds-denominator"'
printf 'period,count\n' >months.csv
for i in $(seq 0 47); do
  printf '%d-%02d,%d\n' $((2020 + i / 12)) $((i % 12 + 1)) $((9 + i * 7 % 11 - i * 5 % 7))
done >>months.csv
stat poisson-trend --season 1 months.csv >out
says "times are of the calendar" out '"term": "sin1"'
exits "windows by date" 0 "$SAMSYN" stat period-compare --window 2023-01:2023-06 \
  --reference 2022-01:2022-06 months.csv
says "widened" out '"widened": {'
refuses "unlike windows" unlike-windows period-compare --window 2023-01:2023-06 \
  --reference 2022-03:2022-08 months.csv
sed 5d months.csv >gap.csv
refuses "a gap" gap-in-series poisson-trend gap.csv
{ cat months.csv; tail -n 1 months.csv; } >twice.csv
refuses "a period twice" duplicate-period poisson-trend twice.csv
{ head -n 1 months.csv; tail -n +2 months.csv | tac; } >back.csv
refuses "backwards" not-in-order mann-kendall back.csv
refuses "backwards again" not-in-order poisson-trend back.csv
printf 'g,count\na,5\na,7\na,3\nb,0\nb,0\nb,0\n' >split.csv
refuses "a group without events" separation glm --response count --terms g split.csv
says "which" out '"term": "g=b"'
printf 'y,a,b\n1,1,2\n4,2,4\n3,3,6\n8,4,8\n' >rank.csv
refuses "a term that is twice another" rank-deficient glm --family gaussian --response y --terms a,b rank.csv

printf 'age_band,events_per_person,persons,population,standard_population\n' >repeat.csv
printf 'a,1,10,5000,36000\na,2,3,5000,36000\nb,1,20,9000,54000\nb,4,1,9000,54000\n' >>repeat.csv
stat dsr --per 100000 repeat.csv >out
near "repeat events: the sums and qgamma()" "$(field lower out)" 188.938518209102
says "are told" out '"repeat_events": true'
printf 'count,population,standard_population\n2,500,10\n1,900,30\n' >few.csv
refuses "Dobson under 10 events" too-few-events dsr --definition dobson few.csv
exits "but forced" 0 "$SAMSYN" stat dsr --definition dobson --force few.csv
says "it warns" out '"id": "too-few-events"'
printf 'period,numerator,denominator\n2019,40,100\n2020,45,110\n2021,50,105\n2022,61,110\n2023,70,108\n' >five.csv
stat trend-fingertips five.csv >out
says "five proportions rise" out '"trend": "increasing"'
head -n 4 five.csv >three.csv
stat trend-fingertips three.csv >out
says "three are too few" out '"reason": "not_enough_points"'
sed 's/,\([0-9]*\)$/,\1/; s/^\(2[0-9]*\)/\1-01/' five.csv | sed 's/^2020-01/2019-02/; s/^2021-01/2019-03/; s/^2022-01/2019-04/; s/^2023-01/2019-05/' >five-months.csv
refuses "five months" not-annual trend-fingertips five-months.csv

# --- hostile series ----------------------------------------------------------------------

header=t,value,count,exposure,numerator,denominator,count1,exposure1,count2,exposure2
header+=,treated_before,treated_after,control_before,control_after,p,x,observed,expected,units
header+=,population,standard_population,reference_count,reference_population,group,lower,upper,score
header+=,occurred,delay,interval
# hostile NAME VALUE...: a table where every column has these values.
hostile() {
  local name=$1 i=0 v
  shift
  {
    echo "$header"
    for v in "$@"; do
      i=$((i + 1))
      printf '%d' "$i"
      printf ",$v%.0s" $(seq 29)
      echo
    done
  } >"hostile.$name.csv"
}
repeat() { for _ in $(seq "$2"); do echo "$1"; done; }
hostile zeros $(repeat 0 30)
hostile one 5
hostile zero 0
hostile two 3 4
hostile constant $(repeat 7 40)
hostile huge $(repeat 1000000000 30)
hostile outlier $(repeat 2 29) 1e300
hostile large $(repeat 1 29) 1e15
hostile gaps 3 4 '' 5 6 '' 2 8 9 1 2 3 4 5 6 7
hostile missing $(repeat '' 20 | sed 's/^$/NA/')
hostile negative $(repeat -3 12)
hostile fraction 0.5 0.25 0.125 0.75 0.5 0.1 0.9 0.3 0.2 0.4 0.6 0.7
hostile tiny $(repeat 1e-300 14)
hostile sparse 0 0 0 0 0 0 0 1 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0

# answers NAME COMMAND...: 0, 1 or 2 within a time, JSON without NaN.
answers() {
  local name=$1 code=0
  shift
  timeout 60 "$@" >out 2>err || code=$?
  if [ "$code" -gt 2 ]; then
    fail "$name" "exit status $code"$'\n'"$(cat err)"
  elif grep -qiE '[^a-z_-]-?nan[^a-z_-]|[:\[,] *-?inf' out || grep -q 'runtime error' err; then
    fail "$name" "$(grep -iE 'nan|inf|error' out err)"
  elif [ "$code" -eq 0 ] && [ ! -s out ]; then
    fail "$name" "nothing was printed"
  elif grep -qE '"(lower|upper|count_lower|near_lower|lower95|lower998)": -[0-9]' out &&
    ! grep -qE '"method": "(wdd|theil-sen|glm|poisson-trend|nb-trend|period-compare|joinpoint|its|xmr|control|ewma|forecast|gini)"' out; then
    fail "$name" "a limit is below 0: $(grep -m 1 -E '"[a-z_0-9]*lower[0-9]*": -' out)"
  else
    return 0
  fi
}
declare -A extra=(
  [quantile]="--distribution poisson --mu 3" [cdf]="--distribution nb --mu 3 --size 2"
  [poisson-test]="--reference 4" [period-compare]="--window 1:2 --reference 1:2 --allow-unlike"
  [glm]="--response count --terms value" [control]="--chart c" [arl]="--chart c --mu0 5 --mu 7"
  [its]="--event 5" [joinpoint]="--simulations 19" [changepoint]="--simulations 19"
  [gini]="--simulations 19" [early-warning]="--season none")
before=$failed
for method in $methods; do
  for file in hostile.*.csv; do
    # Words of the options. shellcheck disable=SC2086
    answers "$method $file" "$SAMSYN" stat "$method" ${extra[$method]:-} --force "$file"
  done
done
if [ "$failed" -eq "$before" ]; then pass "no hostile series brings a NaN, a crash or silence"; fi

finish
