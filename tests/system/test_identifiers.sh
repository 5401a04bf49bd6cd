#!/usr/bin/env bash
# samsyn check --identifiers: one verdict a line, no value shown.  The numbers
# have months that nobody is born in; their check digits were worked out by hand
# (tests/unit/test_extract_gate_cell.c).
. "${SOURCE:?the source tree}/tests/system/checks.sh"

cat >list.txt <<'END'
15830850063
15830856185
notat 058312-50005, ring
86011117947
8601.11.17947
974760673
+47 912 34 567
kari.nordmann@example.no
Kari Nordmann
Kari Nordmann skole
sak 12345678

5831250005
Storgata 5, 0150 Oslo
END
cat >wanted.csv <<'END'
line,kind,verdict,rule,masked
1,synthetic-tenor,FLAG,fnr,###########
2,synthetic-tenor,WARN,fnr-2032,###########
3,synthetic-tenor,FLAG,fnr,"xxxxx ######-#####, xxxx"
4,account,WARN,account-bare,###########
5,account,FLAG,account-form,####.##.#####
6,orgnr,PASS,orgnr,#########
7,phone,FLAG,phone-prefix,+## ### ## ###
8,email,FLAG,email,xxxx.xxxxxxxx@xxxxxxx.xx
9,name,FLAG,name,xxxx xxxxxxxx
10,none,PASS,,xxxx xxxxxxxx xxxxx
11,case,FLAG,case-context,xxx ########
12,none,PASS,,
13,synthetic-tenor,WARN,fnr10,##########
14,address,FLAG,address,"xxxxxxxx #, #### xxxx"
END

cat >>list.txt <<'END'
kari nordmann
bil ek12345
tlf (+47) 21 20 04 33
Storgata nr. 7
f.dato 21.03.1992
født 3. mars 1987
12,15830850063
Thor Heyerdahl videregående skole
deadbeef-1234-5678-9abc-def012345678
-75,15830850063
2025,15830850063
2025-01-13,15830850063
15830850063.0
0.15830850063
251560.6676665
12,34567 %
-75.555147,6.210172
+47.12345678
12.05.2023 150
jan johansen
grunnkrets 31050101
@HEADQUARTERS
END
cat >>wanted.csv <<'END'
15,name,FLAG,name,xxxx xxxxxxxx
16,plate,FLAG,plate,xxx xx#####
17,phone,FLAG,phone-prefix,xxx (+##) ## ## ## ##
18,address,FLAG,address,xxxxxxxx xx. #
19,birth-date,FLAG,birth-date,x.xxxx ##.##.####
20,birth-date,FLAG,birth-date,xxxx #. xxxx ####
21,coordinate,FLAG,coordinate,"##,###########"
22,none,PASS,,xxxx xxxxxxxxx xxxxxxxxxxxx xxxxx
23,key,WARN,key,xxxxxxxx-####-####-#xxx-xxx#########
24,coordinate,FLAG,coordinate,"-##,###########"
25,none,PASS,,"####,###########"
26,synthetic-tenor,FLAG,fnr,"####-##-##,###########"
27,synthetic-tenor,FLAG,fnr,###########.#
28,none,PASS,,#.###########
29,none,PASS,,######.#######
30,none,PASS,,"##,##### %"
31,coordinate,FLAG,coordinate,"-##.######,#.######"
32,coordinate,FLAG,coordinate,+##.########
33,none,PASS,,##.##.#### ###
34,name,FLAG,name,xxx xxxxxxxx
35,none,PASS,,xxxxxxxxxx ########
36,none,PASS,,@xxxxxxxxxxxx
END

exits "personal data ends with 1" 1 "$SAMSYN" check --identifiers list.txt
check "one row a line, in order" cmp out wanted.csv
says "how many is told" err "21 of 36 lines"
for value in 15830850063 nordmann Kari Storgata 8601; do
  silent "no value is told: $value" "$value" out err
done
exits "the rule of 2032 can be in force" 1 "$SAMSYN" check --identifiers list.txt --identity-2032
says "and then it is certain" out "2,synthetic-tenor,FLAG,fnr-2032"
"$SAMSYN" check --identifiers=list.txt --json >out.json 2>err || true
is "JSON is an array of the same fields" \
  "$(tr -d ' \n' <out.json | grep -o '^\[{"line":1,"kind":"synthetic-tenor","verdict":"FLAG","rule":"fnr","masked":"###########"}')" \
  '[{"line":1,"kind":"synthetic-tenor","verdict":"FLAG","rule":"fnr","masked":"###########"}'
is "and has them all" "$(grep -c '"line":' out.json)" 36

printf '15830850063\r\nb\xe5t\r\n' | "$SAMSYN" check --identifiers - >out 2>err || true
is "standard input, CRLF and Windows-1252" "$(tr '\n' ' ' <out)" \
  "line,kind,verdict,rule,masked 1,synthetic-tenor,FLAG,fnr,########### 2,none,PASS,,xxx "
printf 'Sentrum\n974760673\n' >harmless.txt
exits "what is of nobody ends with 0" 0 "$SAMSYN" check --identifiers harmless.txt
: >empty.txt
exits "an empty file has no line" 0 "$SAMSYN" check --identifiers empty.txt
is "but a header" "$(cat out)" "line,kind,verdict,rule,masked"
printf 'b\xe5t b\xc3\xa5t\n' >mixed.txt
exits "letters of two encodings are refused" 1 "$SAMSYN" check --identifiers mixed.txt
says "with a reason" err "csv.undecodable"

exits "a file that is not there" 4 "$SAMSYN" check --identifiers none.txt
exits "a file must be named" 2 "$SAMSYN" check --identifiers
exits "one file only" 2 "$SAMSYN" check --identifiers list.txt other.txt
exits "with no option of another question" 2 "$SAMSYN" check --identifiers list.txt --out x
exits "the rule of 2032 alone asks nothing" 2 "$SAMSYN" check --identity-2032
if [ -w /dev/full ]; then
  code=0
  "$SAMSYN" check --identifiers harmless.txt >/dev/full 2>err || code=$?
  is "a full disk is told" "$code" 4
fi
finish
