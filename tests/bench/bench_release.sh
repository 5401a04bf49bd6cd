#!/usr/bin/env bash
# What protection costs against the number of cells: invented tables, the same
# each time, with all margins.  SAMSYN is the program.
set -euo pipefail
: "${SAMSYN:?the program}"
work=$(mktemp -d "${TMPDIR:-/tmp}/samsyn.XXXXXX")
trap 'rm -rf "$work"' EXIT
cd "$work"
export LC_ALL=C

# table MEAN LEAVES...: a full cross; counts are skewed around MEAN.
table() {
  awk -v mean="$1" -v leaves="${*:2}" '
    function draw() { seed = (seed * 48271) % 2147483647; return seed / 2147483647 }
    BEGIN {
      seed = 1
      n = split(leaves, size, " ")
      total = 1
      for (d = 1; d <= n; d++) {
        printf "d%d,", d
        total *= size[d]
        for (l = 0; l < size[d]; l++) weight[d, l] = 0.3 + 1.7 * draw()
      }
      print "n"
      for (i = 0; i < total; i++) {
        left = i
        count = mean
        for (d = n; d > 0; d--) {
          at[d] = left % size[d]
          left = int(left / size[d])
          count *= weight[d, at[d]]
        }
        for (d = 1; d <= n; d++) printf "v%d,", at[d]
        print int(count * 2 * draw())
      }
    }'
}

printf '%-16s %6s %8s %8s %8s %8s %8s\n' leaves mean cells primary second. proved seconds
for shape in '8 8' '20 20' '40 40' '6 6 6' '8 8 8' '10 10 10' '4 4 4 4'; do
  for mean in 5 20; do
    # shellcheck disable=SC2086
    table "$mean" $shape >cells.csv
    by=$(head -1 cells.csv | sed 's/,n$//')
    "$SAMSYN" protect cells.csv --freq n --by "$by" --json >out.json
    printf '%-16s %6s' "$shape" "$mean"
    for field in cells primary secondary proved seconds; do
      printf ' %8.8s' "$(sed -n "s/^  \"$field\": \([0-9.e-]*\).*/\1/p" out.json)"
    done
    echo
  done
done
