# Disclosure control of tables in files: samsyn protect.  What is expected of
# the first table was worked out by hand; the rest are questions with one answer.
. "$(dirname "$0")/checks.sh"

protect() { "$SAMSYN" protect "$@"; }
by=(--freq count --by focus,age)

# cells COUNT...: a table of three by three.
cells() {
  echo focus,age,count
  local f a
  for f in rus vold tyveri; do
    for a in 13-15 16-17 18-20; do
      echo "$f,$a,$1"
      shift
    done
  done
}
cells 12 3 20 9 14 8 17 22 4 >cells.csv

# --- the table ----------------------------------------------------------------

cat >wanted <<'END2'
focus,age,value,status
rus,13-15,,secondary
rus,16-17,,primary
rus,18-20,20,published
rus,T,35,published
vold,13-15,,secondary
vold,16-17,14,published
vold,18-20,,secondary
vold,T,31,published
tyveri,13-15,17,published
tyveri,16-17,,secondary
tyveri,18-20,,primary
tyveri,T,43,published
T,13-15,38,published
T,16-17,39,published
T,18-20,32,published
T,T,109,published
END2
exits 'a table is protected' 0 protect cells.csv "${by[@]}"
is 'by a ring of six cells' "$(cat out)" "$(cat wanted)"
cp out first
exits 'the same again' 0 protect cells.csv "${by[@]}"
is 'is the same, byte for byte' "$(cksum <out)" "$(cksum <first)"
exits 'what is released' 0 protect cells.csv "${by[@]}" --released
is 'does not say why a cell is hidden' "$(cut -d, -f4 out | sort -u | tr '\n' ' ')" 'hidden published status '
exits 'the standard input is read' 0 protect - "${by[@]}" <cells.csv
is 'as a file is' "$(cat out)" "$(cat wanted)"
{ printf '\357\273\277'; sed 's/,/;/g; s/$/\r/' cells.csv; } >other.csv
exits 'semicolons, a BOM and CR LF' 0 protect other.csv "${by[@]}"
is 'make no difference' "$(cat out)" "$(cat wanted)"
exits 'a result in JSON' 0 protect cells.csv "${by[@]}" --json
says 'counts the targets' out '"primary": 2'
says 'and the proofs' out '"proved": 2'
exits 'a threshold that no count is below' 0 protect cells.csv "${by[@]}" --threshold 3
is 'hides nothing' "$(grep -c published out)" 16

# --- hierarchy and programme --------------------------------------------------

cat >hier.csv <<'END2'
dimension,node,leaf
age,13-17,13-15
age,13-17,16-17
END2
cat >prog.csv <<'END2'
table,dimension,node
young,age,13-17
young,age,13-15
focus,focus,rus
focus,focus,vold
young,focus,rus
END2
exits 'tables of nodes' 0 protect cells.csv "${by[@]}" --hierarchy hier.csv --programme prog.csv
is 'stand in the order of the programme' "$(cut -d, -f1,2 out | tr '\n' ' ')" \
  'focus,age rus,13-15 rus,13-17 rus,T vold,T '
is 'and a small difference of two of them is kept' \
  "$(grep -c -e '13-15,,secondary' -e '13-17,,secondary' out)" 1

# --- earlier publications -----------------------------------------------------

sed '1s/status/state/; s/primary$/hidden/; s/secondary$/hidden/' first >ledger.csv
exits 'beside its own earlier publication' 0 protect cells.csv "${by[@]}" --ledger ledger.csv
is 'a table is what it was' "$(cat out)" "$(cat first)"
cells 12 3 20 9 15 8 17 22 4 >later.csv
exits 'a later correction' 0 protect later.csv "${by[@]}" --ledger ledger.csv
is 'changes nothing that is out' "$(cat out)" "$(cat first)"
says 'is counted, not told' err '4 cells that were published have pending corrections'
exits 'a revision' 0 protect later.csv "${by[@]}" --ledger ledger.csv --revise
is 'does not adopt a correction of one' "$(cat out)" "$(cat first)"
cells 12 3 20 9 34 8 17 22 4 >later.csv
exits 'a revision' 0 protect later.csv "${by[@]}" --ledger ledger.csv --revise
is 'adopts one of twenty' "$(grep -e '^vold,16-17' -e '^T,T' out | tr '\n' ' ')" \
  'vold,16-17,34,published T,T,129,published '
cat >quarters.csv <<'END2'
quarter,count
K1,20
K2,30
K3,40
K4,3
END2
printf 'quarter,value,state\nK1,20,published\nK2,30,published\nK3,40,published\nT,93,published\n' >out.csv
exits 'a small cell that follows from what is out' 5 protect quarters.csv --freq count --by quarter --ledger out.csv
is 'leaves nothing on standard output' "$(cat out)" ''
says 'the cell is named' err 'quarter=K4'
says 'and what gives it away' err 'quarter=K1'
sed -i '/^T/d' out.csv
exits 'without the year' 0 protect quarters.csv --freq count --by quarter --ledger out.csv
is 'the year is hidden with it' "$(tail -2 out | tr '\n' ' ')" 'K4,,primary T,,secondary '
# 63 - 20 - 20 - 20 = 3: beside three quarters that are out the year would give
# the fourth, whether corrections are adopted or not.
printf 'quarter,value,state\nK1,20,published\nK2,20,published\nK3,20,published\n' >three.csv
printf 'quarter,count\nK1,20\nK2,20\nK3,20\nK4,3\n' >four.csv
for how in '' --revise; do
  exits "a year beside three quarters that are out${how:+, $how}" 0 \
    protect four.csv --freq count --by quarter --ledger three.csv $how
  is 'is hidden with the small one' "$(tail -2 out | tr '\n' ' ')" 'K4,,primary T,,secondary '
done
printf 'quarter,value,state\nK4,3,published\n' >out.csv
exits 'a small cell that is out' 0 protect quarters.csv --freq count --by quarter --ledger out.csv
says 'is reported, not mended' err 'small cells were published earlier'

# --- edges --------------------------------------------------------------------

echo focus,age,count >empty.csv
exits 'an empty delivery' 0 protect empty.csv "${by[@]}"
is 'needs nothing' "$(cat out)" 'focus,age,value,status'
printf 'focus,age,count\na,b,2\na,c,0\n' >tiny.csv
exits 'a total below the threshold' 0 protect tiny.csv "${by[@]}"
is 'hides all that is not zero' "$(grep -c ',primary' out)" 4

# --- mistakes -----------------------------------------------------------------

# mistake TEXT CODE PLACE ARGUMENT...
mistake() {
  local text=$1 code=$2 place=$3
  shift 3
  exits "$text" "$code" protect "$@"
  says '  says where' err "$place"
  is '  and shows nothing' "$(cat out)" ''
}
cells 12 3 20 9 -1 8 17 22 4 >bad.csv
mistake 'a negative count' 1 'bad.csv:6:12' bad.csv "${by[@]}"
cells 12 3 20 9 1.5 8 17 22 4 >bad.csv
mistake 'a fractional count' 1 'bad.csv:6:12' bad.csv "${by[@]}"
{ cat cells.csv; echo rus,13-15,1; } >bad.csv
mistake 'a repeated row' 1 'bad.csv:11:1' bad.csv "${by[@]}"
mistake 'a column that is not there' 2 '"n"' cells.csv --freq n --by focus,age
mistake 'an option that is not there' 2 'treshold' cells.csv "${by[@]}" --treshold 5
mistake 'a zero policy that is none' 2 'never' cells.csv "${by[@]}" --zeros never
mistake 'no count' 2 '--freq' cells.csv --by focus,age
printf 'dimension,node,leaf\nage,young,12\n' >bad.csv
mistake 'an unknown leaf' 3 'bad.csv:2:11' cells.csv "${by[@]}" --hierarchy bad.csv
printf 'dimension,node,leaf\nsex,young,12\n' >bad.csv
mistake 'an unknown dimension' 3 'bad.csv:2:1' cells.csv "${by[@]}" --hierarchy bad.csv
printf 'table,dimension,node\nt,age,young\n' >bad.csv
mistake 'an unknown node' 3 'bad.csv:2:7' cells.csv "${by[@]}" --programme bad.csv
printf 'focus,age,value,state\nrus,12,5,published\n' >bad.csv
mistake 'an unknown earlier cell' 3 'bad.csv:2:5' cells.csv "${by[@]}" --ledger bad.csv
mistake 'a file that is not there' 4 'nowhere.csv' nowhere.csv "${by[@]}"

finish
