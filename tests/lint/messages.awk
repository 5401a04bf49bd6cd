# Complains about messages: first file what calls.awk has listed, then the
# files of sentences, then the C files again.
#
#  (1) One code has one English format.
#  (2) Every code has a row msg.CODE, and its English is the format.
#  (3) nb and nn have the conversions of the format, in the same order.
#  (4) Every row msg.CODE belongs to a code.
#
# Where a code is a name, it is the argument of a wrapper in that file: every
# text there that looks like a code, and is no sentence, is taken for one.

BEGIN { FS = "\t" }

FNR == 1 { part = FILENAME ~ /\.csv$/ ? "rows" : FILENAME ~ /\.[ch]$/ ? "code" : "calls" }

part == "calls" && $3 !~ /^"/ {
    wrapper[$1] = unquoted($4)
    next
}
part == "calls" { use(unquoted($3), unquoted($4), $1 ":" $2) }

part == "rows" && FNR > 1 {
    if (csv_cut($0, field) == 0)
        next
    key[field[1]] = FILENAME ":" FNR
    nb[field[1]] = field[2]
    nn[field[1]] = field[3]
    en[field[1]] = field[4]
}

part == "code" && (FILENAME in wrapper) {
    line = $0
    while (match(line, /"[a-z]+\.[a-z0-9-]+"/)) {
        code = substr(line, RSTART + 1, RLENGTH - 2)
        line = substr(line, RSTART + RLENGTH)
        if (code !~ /\.h$/ && !(code in key) && !(code in format))
            use(code, wrapper[FILENAME], FILENAME ":" FNR)
    }
}

END {
    for (code in format) {
        row = "msg." code
        if (!(row in key)) {
            print where[code] ": no row " row " in datasets/language/messages.csv"
            continue
        }
        if (en[row] != format[code])
            print key[row] ": English of " row " is not what stands in " where[code]
        if (conversions(nb[row]) != conversions(format[code]))
            print key[row] ": nb of " row " has other conversions"
        if (conversions(nn[row]) != conversions(format[code]))
            print key[row] ": nn of " row " has other conversions"
    }
    for (row in key)
        if (row ~ /^msg\./ && !(substr(row, 5) in format))
            print key[row] ": no message has the code of " row
}

function use(code, text, place) {
    if (code in format && format[code] != text)
        print place ": " code " has another format in " where[code]
    format[code] = text
    where[code] = place
}

function unquoted(s) {
    s = substr(s, 2, length(s) - 2)
    gsub(/\\"/, "\"", s)
    return s
}

# The conversions of a format: "%s%zu".
function conversions(text,   list) {
    list = ""
    gsub(/%%/, "", text)
    while (match(text, /%[-+ #0]*[0-9*]*(\.[0-9*]+)?(hh|h|ll|l|j|z|t|L)?[diouxXeEfFgGcspaA]/)) {
        list = list substr(text, RSTART, RLENGTH)
        text = substr(text, RSTART + RLENGTH)
    }
    return list
}
