#!/bin/bash
# samsyn stat against tests/reference/stat_reference.csv: values that R made
# from the definitions, from packages and from what others published.
. "${SOURCE:?the source tree}/tests/system/checks.sh" || exit 99

# One line for each call of the program: "ok|FAILED<tab>call<tab>what differs".
# The output is read by its lines, one field on each.
awk -v samsyn="$SAMSYN" -v data="$SOURCE/tests/reference/data" '
  function cells(line, cell,    n, c, text, quoted, i) {
    for (i = n = 1; i <= length(line); i++) {
      c = substr(line, i, 1)
      if (c == "\"") quoted = !quoted
      else if (c == "," && !quoted) { cell[n++] = text; text = "" }
      else text = text c
    }
    cell[n] = text
    return n
  }
  function read(command,    line, name, depth, path, n) {
    split("", got)
    depth = 0
    while ((command | getline line) > 0) {
      sub(/^ */, "", line)
      sub(/,$/, "", line)
      if (match(line, /^"[^"]*": /)) {
        name = substr(line, 2, RLENGTH - 4)
        line = substr(line, RLENGTH + 1)
      } else if (line !~ /^[]}]$/) {
        name = ++n[depth]
      }
      if (line ~ /^[[{]$/) {
        path[depth + 1] = depth ? path[depth] name "." : ""
        n[++depth] = 0
      } else if (line ~ /^[]}]$/) {
        got[path[depth--] "length"] = n[depth + 1]
      } else if (line == "[]") {
        got[path[depth] name ".length"] = 0
      } else {
        gsub(/^"|"$/, "", line)
        got[path[depth] name] = line
      }
    }
    close(command)
  }
  function size(x) { return x < 0 ? -x : x }
  function same(seen, wanted, tolerance,    scale) {
    if (tolerance == "" || wanted ~ /^-?Inf$/) return seen == wanted
    if (seen !~ /^-?[0-9]/) return 0
    scale = wanted + 0 == 0 ? 1 : size(wanted + 0)
    return size(seen - wanted) <= tolerance * (scale < 1e-3 ? 1e-3 : scale)
  }
  function report() {
    if (call != "")
      printf "%s\t%s: %d values\t%s\n", (wrong == "" ? "ok" : "FAILED"), call, values, wrong
  }
  NR > 1 {
    cells($0, c)
    if (c[1] != "") {
      source = c[7]
      report()
      call = c[1] " " c[3] (c[2] == "" ? "" : " " c[2])
      wrong = ""
      values = 0
      file = c[3] == "" ? "" : "\"" data "/" c[3] ".csv\""
      read("\"" samsyn "\" stat " c[1] " " c[2] " " file)
    }
    values++
    seen = c[4] in got ? got[c[4]] : "nothing"
    if (!same(seen, c[5], c[6]))
      wrong = wrong sprintf("%s is %s, by %s %s; ", c[4], seen, source, c[5])
  }
  END { report() }
' "$SOURCE/tests/reference/stat_reference.csv" >calls 2>err
while IFS=$'\t' read -r verdict call wrong; do
  if [ "$verdict" = ok ]; then pass "$call"; else fail "$call" "$wrong"; fi
done <calls
check "the table was read to its end" test "$(grep -c values calls)" -gt 500
finish
