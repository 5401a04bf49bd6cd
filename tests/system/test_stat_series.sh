#!/bin/bash
# Control charts, change, warning, forecast and concentration as a user of
# `samsyn stat` has them: fields, refusals, and series nobody wants to meet.
. "$(dirname "$0")/checks.sh"

# stat METHOD... FILE: one line of JSON.
stat() { "$SAMSYN" stat "$@" --indent 0; }

# near TEXT KEY WANTED METHOD...: the first field called KEY is WANTED to 1e-9.
near() {
  local text=$1 key=$2 wanted=$3 got
  shift 3
  got=$(stat "$@" | grep -o "\"$key\":[^,}]*" | head -1 | cut -d: -f2)
  if awk -v a="$got" -v b="$wanted" 'BEGIN {
      d = a - b; s = b < 0 ? -b : b; if (s < 1) s = 1
      exit !(a != "" && d <= 1e-9 * s && -d <= 1e-9 * s) }'; then
    pass "$text"
  else
    fail "$text" "$key: got $got, wanted $wanted"
  fi
}

# refuses TEXT ID METHOD...: the whole is refused with ID, and exits with 0.
refuses() {
  local text=$1 id=$2
  shift 2
  exits "$text" 0 "$SAMSYN" stat "$@" --indent 0
  says "$text: $id" out "\"refused\":\"$id\""
}

# series NAME EXPRESSION ROWS: columns for every method, made by awk from i.
series() {
  awk -v n="$3" 'BEGIN {
    print "count,value,exposure,numerator,denominator,interval,observed,expected,population,id"
    for (i = 0; i < n; i++) { x = '"$2"'
      d = x > 1000 ? x : 1000
      printf "%s,%s,100,%s,%s,%s,%s,10,5000,u%d\n", x, x, x, d, x, x, i } }' \
    OFMT=%.0f CONVFMT=%.0f >"$1.csv"
}

printf '%s\n' value 3 5 4 8 2 6 7 3 5 4 9 5 4 6 3 18 >small.csv
sed 's/value/count/' small.csv >count.csv

# R 4.2.2: mean(y) + 2.66 * mean(abs(diff(y))); qpois(.99865, mean(y)).
near "xmr has R's upper limit" upper 15.503333333333333 xmr small.csv
near "c has an exact limit" upper 14 control --chart c count.csv
near "the average begins with a fifth of the first value" ewma 5.2 ewma small.csv
near "pettitt" u_max 19 pettitt small.csv
near "an average run length" arl 26.7261843373403 arl --chart c --mu0 9 --mu 12 --sides one
refuses "counts under twenty on xmr" too-few-events xmr count.csv
refuses "no chart of nothing" no-variation xmr --force <(printf 'value\n0\n0\n0\n')
exits "a chart must be named" 2 "$SAMSYN" stat control count.csv
exits "an event must be named" 2 "$SAMSYN" stat its count.csv
refuses "an event after the end" too-few-points its --event 99 count.csv
refuses "a short history" short-history farrington count.csv
refuses "a short history for a model" short-history early-warning count.csv

# Taylor and Ashe's triangle: Mack 1993, table 3.
awk 'BEGIN { print "occurred,delay,count" }
  { for (i = 1; i <= NF; i++) printf "%d,%d,%s\n", NR, i - 1, $i }' >claims.csv <<'END'
357848 1124788 1735330 2218270 2745596 3319994 3466336 3606286 3833515 3901463
352118 1236139 2170033 3353322 3799067 4120063 4647867 4914039 5339085
290507 1292306 2218525 3235179 3985995 4132918 4628910 4909315
310608 1418858 2195047 3757447 4029929 4381982 4588268
443160 1136350 2128333 2897821 3402672 3873311
396132 1333217 2180715 2985752 3691712
440832 1288463 2419861 3483130
359480 1421128 2864498
376686 1363294
344014
END
stat nowcast --definition mack --cumulative --force claims.csv >out
is "Mack's standard error" "$(grep -o '"total_se":[0-9]*' out)" '"total_se":2447094'
stat nowcast --definition chain-ladder --cumulative --force --fixed-delay claims.csv >out
is "England and Verrall's" "$(grep -o '"total_se":[0-9]*' out)" '"total_se":2945646'
refuses "too few complete periods" too-few-points nowcast --cumulative claims.csv
sed 5d claims.csv >hole.csv
refuses "an absent cell" gap-in-series nowcast --cumulative --force hole.csv

# strucchange 1.5-3, breakpoints(2 * sqrt(z + 3 / 8) ~ 1, h = 5).
printf '%s\n' count 12 9 11 14 10 8 13 12 11 9 5 4 6 7 3 5 4 8 6 5 >step.csv
near "strucchange's break" sup_f_at 10 changepoint --definition bai-perron --min-segment 5 step.csv
near "its statistic" sup_f 53.5324983744641 changepoint --definition bai-perron --min-segment 5 step.csv
stat changepoint step.csv >out
says "and the optimal one" out '"changes":[10]'

# The same bytes twice, where chance has a part.
stat gini --force small.csv >first
stat gini --force small.csv >second
check "chance is the same twice" cmp first second
stat gini --force --seed 2 small.csv >third
if cmp -s first third; then fail "another seed is another chance"; else pass "another seed is another chance"; fi

# Series nobody wants to meet.  No method may crash, hang, or print what is not
# a number; a limit below 0 comes only from a value below 0.
series zero '0' 40
series same '10' 40
series point '7' 1
series large '1000000000 + i % 7' 40
series spike '(i == 17) ? 1000000000000 : 5 + i % 3' 40
series gaps '(i % 5 == 2) ? "" : 10 + i % 4' 40
series rare '(i == 20)' 40
series below '-3 + i % 5' 40
series none '0' 0
while read -r method; do
  [ -n "$method" ] || continue
  for f in zero same point large spike gaps rare below none; do
    # shellcheck disable=SC2086
    timeout 20 "$SAMSYN" stat $method --indent 0 $f.csv >out 2>err
    code=$?
    if [ $code -ne 0 ]; then
      fail "$method on $f.csv" "exit status $code"$'\n'"$(cat err)"
    elif grep -qi 'nan' out; then
      fail "$method on $f.csv" "not a number"
    elif [ "$f" != below ] &&
      grep -qE '"(lower|lower2|lower80|lower95|lower998|near_lower|lower_count)":-[0-9]' out &&
      ! grep -qE '"method":"its"' out; then
      fail "$method on $f.csv" "a limit below 0: $(grep -oE '"(near_)?lower[0-9_a-z]*":-[^,]*' out | head -1)"
    elif ! grep -qE '"(rows|result|refused)":' out; then
      fail "$method on $f.csv" "nothing was said"
    else
      continue
    fi
  done
  pass "$method stands what may come"
done <<'END'
xmr
xmr --force
control --chart c
control --chart c --distribution nb --force
control --chart u
control --chart p
control --chart u'
control --chart p'
control --chart i
control --chart i'
control --chart mr
control --chart run
control --chart g
control --chart g --limits exact
control --chart t
control --chart t --limits exact
runs --force
ewma
cusum
cusum --definition surveillance --from 10
poisson-cusum
poisson-glr
changepoint
changepoint --definition pelt --penalty mbic
changepoint --definition amoc
changepoint --definition bai-perron
pettitt
its --event 16
its --event 16 --force --season 1
its --event 16 --model nb --force
its --event 16 --model lm --force
early-warning --force
farrington --b 2 --w 1 --force
farrington --b 2 --w 1 --groups 3 --definition package --threshold muan --force
farrington --b 3 --definition 1996
ears --method C3
forecast
forecast --model ses
forecast --model holt-winters
forecast --model snaive
forecast --model naive
forecast --model mean
forecast --model ets --ets AAN
forecast --model theta
croston
decompose
decompose --definition stl
rolling-origin --models glm,ses,snaive,mean
gini --force
lorenz --force
funnel
funnel --definition shmi
funnel --definition cqc
funnel --definition fingertips
END

finish
