# One clean table, polluted in every way that is known: whatever is accepted
# is what the clean table says, and what is not is listed.  No value of a
# record is ever changed, and no record is lost in silence.
. "$(dirname "$0")/checks.sh"

q='"'
cat >clean.csv <<'END'
id,date,text,number,note
1,2024-01-05,"a, b",10,x
2,2024-02-06,"say ""no""",20,y
3,2024-03-07,"two
lines",30,
4,2024-04-08,blåbær,"40",æøå
5,2024-05-09,plain,50,z
END
# The same by hand, as it must come out: a record a line, LF shown as |.
cat >wanted <<'END'
id,date,text,number,note
1,2024-01-05,"a, b",10,x
2,2024-02-06,"say ""no""",20,y
3,2024-03-07,"two|lines",30,
4,2024-04-08,blåbær,40,æøå
5,2024-05-09,plain,50,z
END

# table FILE [OPTION...]: the records in ./got, the rules in ./rules.
table() {
  local file=$1
  shift
  rm -f out.csv rejects.csv
  "$SAMSYN" check --as-table "$file" --out out.csv --rejects rejects.csv --json "$@" >json 2>err
  code=$?
  # A record ends with CR LF; a line feed alone stands in a field.
  awk 'BEGIN { RS = "\r\n"; ORS = "\n" } { gsub(/\n/, "|"); print }' out.csv 2>/dev/null >got
  sed 1d rejects.csv 2>/dev/null | cut -d, -f1,3 | tr -d '\r' >rules
}

# all TEXT: everything was accepted.
all() {
  is "$1" "$(cat got; cat rules)" "$(cat wanted)"
}

# but TEXT LINE RULE [ROW]: all but the ROW of the clean table that begins so.
but() {
  is "$1" "$(cat got; cat rules)" "$(grep -v "^$2," wanted; printf '%s' "$3")"
}

# --- what is declared or found is read -----------------------------------------

table clean.csv
all "the clean table"
is "the ending" "$code" 0
says "the encoding is told" json '"encoding": "utf-8"'
says "the count is told" json '"accepted": 5'

for to in UTF-16LE UTF-16BE; do
  iconv -f UTF-8 -t $to clean.csv >wide.csv
  table wide.csv
  all "$to without a mark"
  { printf '\357\273\277'; cat clean.csv; } | iconv -f UTF-8 -t $to >wide.csv
  table wide.csv
  all "$to with a mark"
done
iconv -f UTF-8 -t WINDOWS-1252 clean.csv >a.csv
table a.csv
all "Windows-1252"
table a.csv --encoding iso-8859-1
all "ISO-8859-1"
{ printf '\357\273\277'; cat clean.csv; } >a.csv
table a.csv
all "a byte order mark"
printf %s "$(cat clean.csv)" >a.csv
table a.csv
all "no line end at the end"
{ echo "sep=,"; cat clean.csv; } >a.csv
table a.csv
all "sep="
printf '"1: a title"\n\n' | cat - clean.csv >a.csv
table a.csv
all "a title and a blank line"
printf 'a note\nand, another\n' | cat - clean.csv >a.csv
table a.csv --skip-lines 2
all "lines before the header"
sed 1d clean.csv >a.csv
table a.csv --header-lines 0
is "no header" "$(cat got)" "$(sed 1d wanted)"

# As others write it.  In the clean table no field holds what is put in place.
sed 's/"a, b"/"a; b"/; s/,/;/g; s/; b/, b/' clean.csv >a.csv
table a.csv
all "semicolons"
sed 's/, b/@/; s/,/\t/g; s/@/, b/' clean.csv >a.csv
table a.csv
all "tabs"
sed 's/, b/@/; s/,/|/g; s/@/, b/' clean.csv >a.csv
table a.csv --delimiter '|'
all "bars"
sed 's/, b/@/; s/,/, /g; s/@/, b/' clean.csv >a.csv
table a.csv --delimiter ', '
all "a delimiter of two bytes"
sed "s/$q$q/@/g; s/$q/'/g; s/@/$q/g" clean.csv >a.csv
table a.csv --quote "'"
all "another quote"
sed 's/""/\\"/g' clean.csv >a.csv
table a.csv --escape '\'
all "another escape"
tr '\n' '\r' <clean.csv >a.csv
table a.csv --line-end cr
is "carriage returns" "$(tr '\r' '|' <got)" "$(cat wanted)"
sed 's/$/\r/' clean.csv >a.csv
table a.csv
is "both line ends" "$(tr -d '\r' <out.csv)" "$(tr '|' '\n' <wanted)"

# --- one record is spoilt ------------------------------------------------------

# The rows of one line each: number, line.
for row in '1 2' '2 3' '4 6' '5 7'; do
  set -- $row
  for n in 1 2 3 4; do
    sed "$2s/,/@/$n; $2s/@//" clean.csv >a.csv
    [ "$1$n" = 13 ] && continue # Within the quotes: a text, and not a fault.
    table a.csv
    is "row $1: delimiter $n is gone" "$(cat got)" "$(grep -v "^$1," wanted)"
    is "row $1: it is told" "$(cut -d, -f1 rules)" "$2"
    sed "$2s/,/,,/$n" clean.csv >a.csv
    table a.csv
    is "row $1: delimiter $n twice" "$(cat got)" "$(grep -v "^$1," wanted)"
    is "row $1: it is told" "$(cut -d, -f1 rules)" "$2"
  done
  sed "$2s/2024/20${q}24/" clean.csv >a.csv
  table a.csv
  but "row $1: a quote in a field" "$1" "$2,K02-stray-quote"
  sed "$2s/2024/${q}2024/" clean.csv >a.csv
  table a.csv
  is "row $1: a quote that never closes" "$(cat got)" "$(grep -v "^$1," wanted)"
  sed "$2s/2024/20\x0024/" clean.csv >a.csv
  table a.csv
  but "row $1: a NUL byte" "$1" "$2,K03-nul-byte"
  sed "$2s/2024/20\r24/" clean.csv >a.csv
  table a.csv
  but "row $1: a carriage return" "$1" "$2,K04-lone-cr"
  sed "$2s/,.*//" clean.csv >a.csv
  table a.csv
  but "row $1: cut" "$1" "$2,K06-field-count"
  sed "$2s/$/,/" clean.csv >a.csv
  table a.csv
  but "row $1: a delimiter at its end" "$1" "$2,K06-field-count"
done

# --- more than one table -------------------------------------------------------

cat clean.csv clean.csv >a.csv
table a.csv
is "the same table again" "$(cat got)" "$(cat wanted)"
is "all of it is told" "$(cut -d, -f2 rules | sort | uniq -c | tr -s ' ')" \
  " 1 K07-repeated-header"$'\n'" 5 K32-second-table"
{ cat clean.csv; printf 'a;b\n1;2\n\nSum,,,150,,\n* a footnote\n'; } >a.csv
table a.csv
is "another table, a sum and a footnote" "$(cat got; wc -l <rules)" "$(cat wanted; echo 4)"
says "the blank line is told" json '"blank": 1'

# --- no table ------------------------------------------------------------------

: >a.csv
table a.csv
is "an empty file" "$code" 1
check "and nothing is written" test ! -e out.csv -a ! -e rejects.csv
head -1 clean.csv >a.csv
table a.csv
is "a header alone" "$code $(cat got)" "0 $(head -1 wanted)"
gzip -c clean.csv >a.csv
table a.csv
is "a compressed file" "$code" 1
table a.csv --quote ab
is "a quote of two letters" "$code" 2
cp clean.csv a.csv
exits "a file that would be written over" 2 "$SAMSYN" check --as-table a.csv --out a.csv
check "it is left alone" cmp a.csv clean.csv

# --- by a contract -------------------------------------------------------------

cat >c.yaml <<'END'
source: police_case
files: "*"
covers: {from: 2024-01, to: 2024-12}
delimiter: "|"
quote: "'"
columns: {reported: date}
END
sed "s/, b/@/; s/,/|/g; s/@/, b/; s/$q$q/@/g; s/$q/'/g; s/@/$q/g" clean.csv >a.csv
table a.csv --contract c.yaml
all "the dialect of a contract"

finish
