#!/usr/bin/env bash
# Areas that are redrawn after they were published.  Of 46 in the first quarter A
# has 20, B 3, C and D 4 each, and E 15; then areas.csv joins A and B, which are
# 23.  Beside the 20 that are out, those would tell of B.
. "${SOURCE:?the source tree}/tests/system/checks.sh"

mkdir -p p/contracts p/extracts p/indicators
printf 'council: C\nplace: P\nlanguage: en\nbuiltin_indicators: no\noutputs: [csv]\n' >p/samsyn.yaml
for year in 2022 2023; do
  cat >p/contracts/visits_$year.yaml <<END
source: outreach
files: visits_$year.csv
covers: {from: $year-01, to: $year-12}
columns:
  occurred: {column: day, format: yyyy-mm-dd}
  area: area
END
done
cat >p/indicators/visits.sql <<'END'
-- @title.en Visits
-- @focus public-space
-- @measure count
-- @unit contact
-- @date occurred
-- @groups all
SELECT profile FROM outreach;
END
printf '%s\n' 'code;name;zone' 'A;Abbey;' 'B;Bridge;' 'C;Castle;' 'D;Dock;' 'E;East;' >p/areas.csv

# visits YEAR AREA=COUNT...: as many visits in each quarter.
visits() {
  local year=$1 month i
  shift
  echo 'day;area'
  for month in 02 05 08 11; do
    for what in "$@"; do
      for ((i = 0; i < ${what#*=}; i++)); do echo "$year-$month-10;${what%=*}"; done
    done
  done
}
# cell AREA PERIOD [PROJECT]: its count and its status.
cell() {
  awk -F, -v area="$1" -v period="$2" \
    '$6 == area && $7 == period { print $8 "/" $15 }' "${3:-p}"/out/*/tables/tidy.csv | tr -d '\r'
}

visits 2022 A=20 B=3 C=4 D=4 E=15 >p/extracts/visits_2022.csv
exits "a draft" 0 "$SAMSYN" run p
is "A is shown" "$(cell A 2022K1)" 20/A
is "B is not" "$(cell B 2022K1)" /C
exits "it is published" 0 "$SAMSYN" publish p
mv p/out old
cp -r p first

printf '%s\n' 'code;name;zone' 'A;Abbey;AB' 'B;Bridge;AB' 'C;Castle;' 'D;Dock;' 'E;East;' >p/areas.csv
visits 2023 A=20 B=9 C=9 D=8 E=15 >p/extracts/visits_2023.csv
exits "a draft after two areas were joined" 0 "$SAMSYN" run p
is "where the parts are out, the whole is not" "$(cell AB 2022K1)" /C
is "nor over the year" "$(cell AB 2022)" /C
is "other areas are" "$(cell E 2022K1)" 15/A
is "and the whole where nothing is out" "$(cell AB 2023K1)" 29/A
exits "why" 0 "$SAMSYN" explain p visits 2022K1 --area AB --internal
says "it says why" out "other areas were published"
exits "both together are safe" 0 "$SAMSYN" audit "p/out/$(ls p/out)" --against "old/$(ls old)"
says "which says so" err "safe: "
exits "the second publication" 0 "$SAMSYN" publish p

# An area that keeps its name and takes another.
cp -r first kept
cp p/extracts/visits_2023.csv kept/extracts/
printf '%s\n' 'code;name;zone' 'A;Abbey;' 'B;Bridge;A' 'C;Castle;' 'D;Dock;' 'E;East;' >kept/areas.csv
exits "a draft after A took B" 0 "$SAMSYN" run kept
is "A is not shown where it was alone" "$(cell A 2022K1 kept)" /C
is "it is where nothing is out" "$(cell A 2023K1 kept)" 29/A
exits "it is safe beside the old one" 0 "$SAMSYN" audit "kept/out/$(ls kept/out)" --against "old/$(ls old)"
sed -i 's|^\(.*,A,2022K1,\)\(.*\),C|\123\2,A|' kept/out/*/tables/tidy.csv
is "a figure too much" "$(cell A 2022K1 kept)" 23/A
exits "is found" 5 "$SAMSYN" audit "kept/out/$(ls kept/out)" --against "old/$(ls old)"
says "with what it gives away" out "area=B;period=2022K1"

# Zones may be called as codes that are in others.
cp -r p odd
printf '%s\n' 'code;name;zone' 'A;Abbey;B' 'B;Bridge;A' 'C;Castle;A' 'D;Dock;B' 'E;East;C' >odd/areas.csv
rm -rf odd/samsyn.db odd/out
exits "areas that are called as others' codes" 0 "$SAMSYN" run odd
exits "are safe" 0 "$SAMSYN" audit "odd/out/$(ls odd/out)"

# The auditor knows of which codes an area is made: had AB been shown, it would
# find B.
figures=$(ls p/out/*/tables/tidy.csv)
sed -i 's|^\(.*,AB,2022K1,\)\(.*\),C|\123\2,A|' "$figures"
is "a figure too much" "$(cell AB 2022K1)" 23/A
exits "is found" 5 "$SAMSYN" audit "p/out/$(ls p/out)" --against "old/$(ls old)"
says "with what it gives away" out "area=B;period=2022K1"
finish
