#!/usr/bin/env bash
# The auditor as a user has it: a view, a sequence of publications, and a demo
# whose hidden numbers are large enough to be known again anywhere.
. "${SOURCE:?the source tree}/tests/system/checks.sh" || exit 99

# --- a view: the worked example of the method ---------------------------------
cat >inner.csv <<'END'
focus,age,count
rus,13-15,12
rus,16-17,3
rus,18-20,20
vold,13-15,9
vold,16-17,14
vold,18-20,8
tyveri,13-15,17
tyveri,16-17,22
tyveri,18-20,4
END
cat >view.csv <<'END'
focus,age,value
rus,13-15,:
rus,16-17,:
rus,18-20,20
rus,T,35
vold,13-15,:
vold,16-17,14
vold,18-20,:
vold,T,31
tyveri,13-15,17
tyveri,16-17,:
tyveri,18-20,:
tyveri,T,43
T,13-15,38
T,16-17,39
T,18-20,32
T,T,109
END
exits "a safe view ends with 0" 0 "$SAMSYN" audit --view view.csv --truth inner.csv
is "its header" "$(head -n 1 out)" "focus,age,lo,hi,verdict,recipe"
says "a hidden cell has its interval" out "rus,16-17,0,11,SAFE,"
says "another its own" out "tyveri,18-20,1,12,SAFE,"
sed 's/^rus,13-15,:/rus,13-15,12/' view.csv >open.csv
exits "a view with one gap in a row ends with 5" 5 "$SAMSYN" audit --view open.csv --truth inner.csv
says "the equation is told" out "rus,16-17,3,3,EXACT,rus/16-17 = rus/T - rus/13-15 - rus/18-20 = 3"
exits "a view from standard input" 0 "$SAMSYN" audit --view=- --truth inner.csv --json <view.csv
says "as JSON" out '"verdict": "SAFE"'
sed 's/^T,T,109/T,T,108/' view.csv >wrong.csv
exits "a view that contradicts itself ends with 1" 1 "$SAMSYN" audit --view wrong.csv --truth inner.csv
is "and says nothing on stdout" "$(cat out)" ""
exits "a view needs a truth" 2 "$SAMSYN" audit --view view.csv
exits "an unknown column ends with 2" 2 "$SAMSYN" audit --view view.csv --truth inner.csv --shown x
echo '{"zeroes":1}' >spec.json
exits "a mistake in the specification ends with 3" 3 "$SAMSYN" audit --view view.csv --truth inner.csv --spec spec.json
exits "a file that is not there ends with 4" 4 "$SAMSYN" audit --view no.csv --truth inner.csv

# --- publications -------------------------------------------------------------
mkdir q3 q4
printf 'focus,period,value\nv,2025K1,10\nv,2025K2,20\nv,2025K3,:\n' >q3/t.csv
printf 'focus,period,value\nv,2025K4,20\nv,2025,52\n' >q4/t.csv
exits "the third quarter alone is safe" 0 "$SAMSYN" audit q3
says "which is said on stderr" err "safe: 1 files, 1 targets, 0 findings"
exits "the year gives it away" 5 "$SAMSYN" audit q4 --against q3
is "the finding is one line with four fields" "$(awk -F '\t' '{ print NF, $2, $3, $4 }' out)" \
  "4 focus=v;period=2025K3 EXACT v/2025K3 = v/2025 - v/2025K1 - v/2025K2 - v/2025K4"
exits "so it does in a sequence" 5 "$SAMSYN" audit q3 q4 --json
says "as JSON" out '"verdict": "unsafe"'
exits "no folder is a mistake of the call" 2 "$SAMSYN" audit
exits "a folder that is not there ends with 4" 4 "$SAMSYN" audit no

# --- the demo: what it writes is clean, and a number planted in it is found -----
exits "the demo is written" 0 "$SAMSYN" init --quiet --demo demo
sed -i 's/^  threshold: 5$/  threshold: 100/' demo/samsyn.yaml
exits "it runs with every count below 100 hidden" 0 "$SAMSYN" run --quiet demo --out "$PWD/public"
sentinel=987654
printf 'indicator,group,area,period,count,state\nyouth_violence,all,all,2025K4,%s,hidden\n' $sentinel >sentinel.csv
"$SAMSYN" audit public --truth sentinel.csv --threshold 100 >out 2>err
is "no hidden number stands where it should not" "$(cut -f 3 out | grep -c LEAK)" 0
for file in figures/f1.svg briefing.html briefing.pdf tables/tidy.csv; do
  rm -rf planted && cp -r public planted
  case $file in
    *.csv) sed -i "2s/,[^,]*,\([^,]*\)$/,$sentinel,\1/" planted/$file ;;
    *.html) sed -i "s|</body>|<p id=\"n-$sentinel\"></p></body>|" planted/$file ;;
    *.pdf) printf '\n9999 0 obj\n<</Type/Annot/Contents(%s)>>\nendobj\nstartxref\n0\n%%%%EOF\n' $sentinel >>planted/$file ;;
    *) # So much is hidden that no figure may be left.
      mkdir -p planted/figures
      echo "<svg xmlns=\"http://www.w3.org/2000/svg\"><g class=\"v-$sentinel\"/></svg>" >planted/$file ;;
  esac
  exits "one planted in $file is found" 5 "$SAMSYN" audit planted --truth sentinel.csv --threshold 100
  says "in that file" out "planted/$file	-	LEAK"
done
finish
