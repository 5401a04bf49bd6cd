#!/usr/bin/env bash
# What is hidden leaves no trace: two extracts that differ in hidden counts only
# make the same bytes, and what is planted to be known again stands nowhere.
. "${SOURCE:?the source tree}/tests/system/checks.sh" || exit 99

# project FOLDER: indicators of cases, and of the share that is of one kind.
project() {
  mkdir -p "$1/contracts" "$1/extracts" "$1/indicators"
  cat >"$1/samsyn.yaml" <<'END'
council: R
place: P
language: en
builtin_indicators: no
outputs: [html, pdf, md, csv, svg, png, xlsx]
END
  cat >"$1/indicators/every.sql" <<'END'
-- @title.en Every case
-- @focus public-space
-- @measure count
-- @unit case
SELECT profile FROM police_case;
END
  cat >"$1/indicators/first.sql" <<'END'
-- @title.en Of the first kind
-- @focus public-space
-- @measure share
-- @of every
-- @unit case
SELECT profile FROM police_case WHERE code = 'k1';
END
  cat >"$1/contracts/case.yaml" <<'END'
source: police_case
files: case.csv
covers: {from: 2022-01, to: 2024-12}
columns:
  case_key: S
  reported: {column: D, format: yyyy-mm-dd}
  code: K
  area: O
END
}

# What is written of PROJECT; and what nobody publishes, as the truth.
written() { echo "$1/out/2024K4"; }
truth() { echo "$1/out/2024K4-internal/tables/tidy.csv"; }

# --- non-interference -----------------------------------------------------------

# cases SWAP: a row a case.  In two zones and two quarters of 2023 there are 2 or
# 3 cases: which has which is swapped, so that every sum that is shown stays.
cases() {
  awk -v swap="$1" 'BEGIN {
    print "S;D;K;O"
    for (y = 2022; y <= 2024; y++)
      for (q = 1; q <= 4; q++)
        for (a = 1; a <= 3; a++) {
          n = 12 + 3 * a + q
          if (y == 2023 && a < 3 && (q == 2 || q == 3)) n = (a + q + swap) % 2 ? 3 : 2
          for (i = 1; i <= n; i++)
            printf "%d;%d-%02d-15;k%d;Z%d\n", ++key, y, 3 * q - 1, i % 3 ? 1 : 2, a
        }
  }'
}

for swap in 0 1; do
  project "p$swap"
  cases $swap >p$swap/extracts/case.csv
  exits "extract $swap: a run" 0 "$SAMSYN" run --quiet p$swap
  cp -r "$(written p$swap)" "o$swap"
  exits "and what it hides" 0 "$SAMSYN" run --quiet --internal p$swap
  is "counts are hidden" "$(grep -c ',Z[12],2023K[23],,.*,C' o$swap/tables/tidy.csv)" 8
done
check "what is hidden differs" bash -c "! cmp -s '$(truth p0)' '$(truth p1)'"
for cell in Z1,2023K2 Z1,2023K3 Z2,2023K2 Z2,2023K3; do
  check "in $cell" test \
    "$(grep "every,.*,$cell," "$(truth p0)" | cut -d, -f8)" -ne \
    "$(grep "every,.*,$cell," "$(truth p1)" | cut -d, -f8)"
done

# The one thing that may differ: the hash of the extract, where the manifest and
# the quality report name the extract, that of all extracts together ("vintage"),
# and the hash of that report.
without_hashes() {
  local file hash
  hash=$(sha256sum "p$1/extracts/case.csv" | cut -d ' ' -f 1)
  for file in manifest.json quality.html quality.json; do
    sed -i "s/$hash/HASH/g; s/>${hash:0:16}</>HASH</g" "o$1/$file"
  done
  sed -i -e 's/"vintage": "[0-9a-f]\{64\}"/"vintage": "HASH"/' -e '/"file": "quality\.[a-z]*"/{n;s/"[0-9a-f]\{64\}"/"HASH"/}' "o$1/manifest.json"
}
without_hashes 0
without_hashes 1
is "as many files" "$(cd o0 && find . -type f | sort)" "$(cd o1 && find . -type f | sort)"
check "there is a file of each kind" bash -c \
  'for k in html pdf md csv svg png xlsx json; do find o0 -name "*.$k" | grep -q . || exit 1; done'
while IFS= read -r file; do
  check "the same bytes: $file" cmp "o0/$file" "o1/$file"
done < <(cd o0 && find . -type f | sort)

# --- sentinels --------------------------------------------------------------------

# Of zone Z3 in the last quarter 1234 of 1237 cases are of the first kind: the
# share would tell of the three others.
project s
awk 'BEGIN {
  print "S;D;K;O;Merknad;Sted"
  for (y = 2022; y <= 2024; y++)
    for (q = 1; q <= 4; q++)
      for (a = 1; a <= 3; a++) {
        n = 30 + 3 * a + q
        if (y == 2024 && q == 4 && a == 3) n = 1237
        for (i = 1; i <= n; i++)
          printf("zq9071x%d;%d-%02d-15;%s;Z%d;%s;%s\n", ++key, y, 3 * q - 1, \
            (n > 1000 ? (i > 3 ? "k1" : "qxjz81") : (i % 2 ? "k1" : "k2")), a, \
            (i == 7 ? "bekkeblom" : ""), (i == 9 ? "Kvikkjokkvatnet" : ""))
      }
}' >s/extracts/case.csv
exits "an extract with what can be known again" 0 "$SAMSYN" run --quiet s
cp -r "$(written s)" os
exits "and its truth" 0 "$SAMSYN" run --quiet --internal s

# Every byte, unpacked, but of the quality report: it is for the analyst alone,
# says so, and names codes that no list has.
unpack() {
  find os -type f ! -name 'quality.*' -exec cat {} +
  find os -name '*.pdf' -exec qpdf --qdf --stream-data=uncompress {} - \;
  find os -name '*.pdf' -exec pdftotext {} - \;
  find os -name '*.xlsx' -exec unzip -p {} \;
}
if command -v qpdf >/dev/null && command -v unzip >/dev/null && command -v pdftotext >/dev/null; then
  unpack >every.bytes 2>/dev/null
  check "a count that is shown is found in the bytes" grep -qaF 'Every case' every.bytes
  check "in the spreadsheet too" bash -c "find os -name '*.xlsx' -exec unzip -p {} \; | grep -qF '<v>31</v>' ||
    find os -name '*.xlsx' -exec unzip -p {} \; | grep -qF '<v>34</v>'"
  for sentinel in zq9071 qxjz81 bekkeblom Kvikkjokk; do
    check "it is in the extract: $sentinel" grep -qF $sentinel s/extracts/case.csv
    silent "it stands nowhere: $sentinel" $sentinel every.bytes
  done
  says "the quality report is for internal use" os/quality.html "For internal use"
  for sentinel in zq9071 bekkeblom Kvikkjokk; do
    silent "it does not stand there either: $sentinel" $sentinel os/quality.html os/quality.json
  done
  # Counts of three digits and more that the truth has and no table shows.
  paste -d '|' <(cut -d, -f8,9 os/tables/tidy.csv) <(cut -d, -f8,9 "$(truth s)") |
    awk -F '[|,]' 'NR > 1 {
      for (i = 1; i <= 2; i++) { if ($i != "") shown[$i]; else if ($(i + 2) > 99) hidden[$(i + 2)] }
    } END { for (n in hidden) if (!(n in shown)) print n }' >hidden
  check "large counts are hidden, 1234 is one" grep -qxF 1234 hidden
  while IFS= read -r number; do
    check "the hidden count $number stands nowhere" bash -c \
      "! sed -E 's/[0-9a-f]{64}//g' every.bytes | grep -qaE '(^|[^0-9.])$number([^0-9]|\$)'"
  done <hidden
else
  echo "not made: qpdf, unzip or pdftotext is missing"
fi

# The auditor itself, with the truth, finds nothing here; and one that is planted.
join_truth() {
  paste -d '|' <(cut -d, -f15 os/tables/tidy.csv | tr -d '\r') \
    <(cut -d, -f2,5,6,7,8 "$(truth s)") |
    awk -F '|' 'NR == 1 { print "indicator,group,area,period,count,state" }
      NR > 1 && $1 == "C" { print $2 ",hidden" } NR > 1 && $1 == "A" { print $2 ",published" }'
}
join_truth >truth.csv
exits "with the truth the auditor finds nothing" 0 "$SAMSYN" audit os --truth truth.csv
sed -i 's|</svg>|<desc>1234</desc></svg>|' os/figures/f1.svg
exits "but it finds what is planted" 5 "$SAMSYN" audit os --truth truth.csv
says "where" out "f1.svg"

# Tables and spreadsheet are one publication: a cell has one value in all of them.
cp -r o0 other
is "a row that is shown" "$(grep -c 'every,Every case,case,all,Z3,2022K1,22,' other/tables/tidy.csv)" 1
sed -i 's/\(every[,;]Every case[,;]case[,;]all[,;]Z3[,;]2022K1[,;]\)22/\123/' other/tables/*.csv
exits "a number that differs between files is found" 5 "$SAMSYN" audit other
says "it says so" out "INCONSISTENT	another number in"
says "of the spreadsheet" out "other/tables/tidy.csv"

finish
