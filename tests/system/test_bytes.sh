#!/usr/bin/env bash
# Same input, same bytes: wherever, whenever and by whomever it is run.
. "${SOURCE:?the source tree}/tests/system/checks.sh" || exit 99

# The files below FOLDER with their hashes, in one order.
tree() { (cd "$1" && find . -type f -print0 | sort -z | xargs -0 sha256sum); }

exits "the first project" 0 "$SAMSYN" init --quiet --demo one
(
  umask 077
  TZ=Pacific/Auckland "$SAMSYN" init --quiet --demo "deep/å two"
)
is "the demo is the same in another folder and time zone" "$(tree "deep/å two")" "$(tree one)"

exits "the first run" 0 "$SAMSYN" run --quiet one
tree one/out >first
check "there is something to compare" test "$(wc -l <first)" -ge 10
exits "the second run in the same folder" 0 "$SAMSYN" run --quiet one
is "writes the same bytes" "$(tree one/out)" "$(cat first)"
core=$(taskset -cp $$ | sed 's/.*: *\([0-9]*\).*/\1/')
rm -rf one/out
exits "a run on one core" 0 taskset -c "$core" "$SAMSYN" run --quiet one
is "writes the same bytes as on all of them" "$(tree one/out)" "$(cat first)"

(
  umask 077
  cd "deep/å two" || exit
  env TZ=Pacific/Auckland LC_ALL=nb_NO.UTF-8 LANG=en_US.UTF-8 HOME=/nonexistent \
    MALLOC_PERTURB_=165 "$SAMSYN" run --quiet . >../../out 2>../../err
) || fail "the run elsewhere ends with 0" "$(cat err)"
is "another folder, time zone, locale, umask, memory: the same bytes" \
  "$(tree "deep/å two/out")" "$(cat first)"

exits "extracts written in another order" 0 "$SAMSYN" init --quiet --demo three
mkdir three/aside
mv three/extracts/* three/aside/
for file in three/aside/p* three/aside/u* three/aside/*; do
  [ ! -e "$file" ] || cp "$file" three/extracts/ && rm -f "$file"
done
exits "a run of them" 0 "$SAMSYN" run --quiet three
is "the same bytes" "$(tree three/out)" "$(cat first)"

exits "a project that is loaded piece by piece" 0 "$SAMSYN" init --quiet --demo four
mkdir four/aside
mv four/extracts/[o-z]* four/aside/
"$SAMSYN" run --quiet four >out 2>err
mv four/aside/* four/extracts/
exits "and completed" 0 "$SAMSYN" run --quiet four
rm -rf four/out
exits "and run" 0 "$SAMSYN" run --quiet four
is "has the same tables" "$(tree four/out/2025K4/tables)" "$(tree one/out/2025K4/tables)"

finish
