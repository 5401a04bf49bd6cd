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

# --- the demo's publication -------------------------------------------------------

seconds() {
  local begin
  begin=$(date +%s%N)
  "$@" 2>/dev/null
  awk -v ns=$(($(date +%s%N) - begin)) 'BEGIN { printf "%.2f", ns / 1e9 }'
}

# How much is hidden of what the demo publishes, and what that and doubting it
# cost: by how much a run takes longer than an unprotected one, of a store that
# knows the extracts and no decisions.
"$SAMSYN" init --quiet --demo demo
"$SAMSYN" run --quiet --internal demo 2>/dev/null
bare=$(seconds "$SAMSYN" run --quiet --internal demo)
first=$(seconds "$SAMSYN" run --quiet demo)
again=$(seconds "$SAMSYN" run --quiet demo)
internal=$(echo demo/out/*-internal)
published=${internal%-internal}
echo
printf '%-28s %8s %8s %8s %8s\n' "the demo publishes" cells primary second. hidden
paste -d '\n' "$published/tables/tidy.csv" "$internal/tables/tidy.csv" |
  awk '
    # A title may have a comma: fields are counted from the end.
    function part() { return ($(a) == "all" ? "by group" : "by area") (($(p) ~ /K/) ? ", quarters" : ", years") }
    BEGIN { FS = "," }
    { sub(/\r$/, "") }
    NR % 2 { hidden = $NF == "C"; shown = $NF == "A" || $NF == "P"; next }
    NR > 2 && (hidden || shown) {
      # Internally a row has one field more, and the count in the ninth from the end.
      a = NF - 10; p = NF - 9; n = $(NF - 8)
      cells[part()]++; cells["all together"]++
      if (!hidden) next
      small = n > 0 && n < 5
      if (small) { primary[part()]++; primary["all together"]++ }
      else { secondary[part()]++; secondary["all together"]++ }
    }
    END {
      for (k in cells)
        printf "%-28s %8d %8d %8d %7.1f%%\n", k, cells[k], primary[k], secondary[k],
          100 * (primary[k] + secondary[k]) / cells[k]
    }' | sort
awk -v bare="$bare" -v first="$first" -v again="$again" 'BEGIN {
  printf "protected and audited in %.2f s; with the decisions of the last run, %.2f s\n",
    first - bare, again - bare }'
printf 'audited alone in %s s\n' "$(seconds "$SAMSYN" audit --quiet "$published")"

# --- what a programme costs -------------------------------------------------------

# Bodily harm in two years of the demo, by zone, kind of place and quarter.
awk -F ';' '
  NR > 1 && $5 ~ /^s27[1-4]/ && substr($2, 7, 4) ~ /202[45]/ && NF == 15 {
    quarter = substr($2, 7, 4) "K" int((substr($2, 4, 2) + 2) / 3)
    if ($8 ~ /^(Annet|Kollektiv|Nett|Offentlig sted|Privat bolig|Skjenkested|Skole|Ukjent)$/)
      n[$7 "," $8 "," quarter]++
  }
  END { print "zone,place,period,n"; for (k in n) print k "," n[k] }' \
  demo/extracts/straffesaker.csv | sort -r >cells.csv

# Nodes of time: years, halves of years, and four quarters on end.
{
  echo "dimension,node,leaf"
  for y in 2024 2025; do
    for q in 1 2 3 4; do
      echo "period,year$y,${y}K$q"
      echo "period,half$y$(((q + 1) / 2)),${y}K$q"
    done
  done
  for from in 1 2 3; do
    for ((q = from; q < from + 4; q++)); do
      echo "period,rolling$((from + 1)),$((q < 4 ? 2024 : 2025))K$((q % 4 + 1))"
    done
  done
} >hier.csv

leaves() { tail -n +2 cells.csv | cut -d, -f"$1" | sort -u; }

# programme TIMES CROSS...: each cross is zone, place or both, at all TIMES.
programme() {
  local times=$1 cross node
  shift
  echo "table,dimension,node"
  for cross in "$@"; do
    for node in $(leaves 3) $(for t in $times; do cut -d, -f2 hier.csv | grep "^$t" | sort -u; done); do
      echo "$cross,period,$node"
    done
    for dim in zone place; do
      case $cross in
        *$dim*)
          echo "$cross,$dim,T"
          leaves "$([ $dim = zone ] && echo 1 || echo 2)" | sed "s/^/$cross,$dim,/"
          ;;
      esac
    done
  done
}

echo
printf '%-38s %8s %8s %8s %8s %8s\n' "programme over two years" cells primary second. hidden seconds
while IFS='|' read -r name times cross; do
  # shellcheck disable=SC2086
  programme "$times" $cross >programme.csv
  "$SAMSYN" protect cells.csv --freq n --by zone,place,period --hierarchy hier.csv \
    --programme programme.csv --json >out.json || continue
  number() { sed -n "s/^  \"$1\": \([0-9.e-]*\).*/\1/p" out.json; }
  awk -v name="$name" -v cells="$(number cells)" -v primary="$(number primary)" \
    -v secondary="$(number secondary)" -v seconds="$(number seconds)" 'BEGIN {
      printf "%-38s %8d %8d %8d %7.1f%% %8.2f\n", name, cells, primary, secondary,
        100 * (primary + secondary) / cells, seconds }'
done <<'END'
two-way, quarters||zone place
two-way, and years|year|zone place
two-way, years and halves|year half|zone place
two-way, years and rolling years|year rolling|zone place
two-way, all of these|year half rolling|zone place
three-way, quarters||zoneplace
three-way, and years|year|zoneplace
END
