#!/usr/bin/env bash
# Personal data in an extract reaches nothing that samsyn writes.
#
# A few rows hold data of nobody, one of each kind; each is searched for in
# every byte of the store, of what is printed and of what is said.
#
# Environment: SAMSYN the program.
set -eu

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

# Value, and the rule that quarantines it.
sentinels=(
  "notat 15830850063;K15" "fnr 158308 50063;K15" "kontonr 86011117947;K19"
  "tlf 91827364;K17" "kari.sentinel@example.no;K16" "Sentinelgata 57;K20"
  "DN 73519;K21" "Kari Sentinelsen;K22" "sak 73519283;K23"
  "61.73519;K18" "f. 17.03.1973;K24"
)

# project NAME ROWS: one row in so many holds a sentinel.
project() {
  local folder=$work/$1 i
  mkdir -p "$folder/contracts" "$folder/extracts"
  printf 'council: R\nplace: P\n' >"$folder/samsyn.yaml"
  cat >"$folder/contracts/cases.yaml" <<YAML
source: police_case
files: cases.csv
covers: {from: 2024-01, to: 2024-12}
columns:
  reported: {column: D, format: yyyy-mm-dd}
YAML
  {
    echo "D;X"
    for ((i = 0; i < $2; i++)); do echo "2024-03-01;"; done
    for i in "${sentinels[@]}"; do echo "2024-03-02;${i%;*}"; done
  } >"$folder/extracts/cases.csv"
}

# search NAME EXPECTED-STATUS
search() {
  local folder=$work/$1 status=0 value word
  "$SAMSYN" run "$folder" >"$folder/stdout" 2>"$folder/stderr" || status=$?
  "$SAMSYN" log "$folder" --json >"$folder/log" 2>&1 || true
  "$SAMSYN" status "$folder" >"$folder/status" 2>&1 || true
  if [ "$status" != "$2" ]; then
    echo "FAILED  $1: exit status $status, expected $2"
    sed 's/^/        /' "$folder/stderr"
    failed=1
  fi
  rm -r "$folder/extracts"
  for value in "${sentinels[@]}"; do
    value=${value%;*}
    word=${value##* }
    [ "${#word}" -ge 5 ] || word=$value # 57 stands in many places.
    if grep -raqF -e "$value" -e "$word" "$folder"; then
      echo "FAILED  $1: a sentinel of ${#value} bytes was written"
      grep -ralF -e "$value" -e "$word" "$folder"
      failed=1
    fi
  done
}

project kept 20000
search kept 0
project refused 100
search refused 1
grep -q "11 of 111" "$work/refused/stderr" || grep -q "11 av 111" "$work/refused/stderr" || {
  echo "FAILED  refused: not all sentinels were found"
  cat "$work/refused/stderr"
  failed=1
}
[ "$failed" = 0 ] && echo "no sentinel was written"
exit "$failed"
