# Lists the messages of C files, one a line:
#
#     file <tab> line <tab> code <tab> format
#
# A call of syn_diag_fail(), _fail_at(), _warn() or _note() is read to its last
# parenthesis and cut at its commas; text within quotes is kept together and
# what stands beside each other is joined.  A code or a format that is not a
# text but a name is printed as it is, without quotes.

BEGIN { escaped = "\001" } # Stands for \" within a text.

function flush_file() {
    if (file != "")
        scan()
    text = ""
}

FNR == 1 {
    flush_file()
    file = FILENAME
}
{ text = text $0 "\n" }
END { flush_file() }

function scan(   rest, before, at, place) {
    rest = text
    before = 0
    while ((at = match(rest, /syn_diag_(fail_at|fail|warn|note)\(/)) > 0) {
        name = substr(rest, RSTART, RLENGTH - 1)
        place = before + RSTART
        read_call(substr(rest, RSTART + RLENGTH))
        before += RSTART + RLENGTH - 1
        rest = substr(rest, RSTART + RLENGTH)
        # A definition or a declaration begins with the type of an argument.
        if (arg[1] ~ /^struct syn_diag/)
            continue
        code = name == "syn_diag_fail_at" ? 5 : name == "syn_diag_fail" ? 4 : 3
        print file "\t" line_of(place) "\t" literal(arg[code]) "\t" literal(arg[code + 1])
    }
}

function line_of(place,   head) {
    head = substr(text, 1, place)
    return gsub(/\n/, "", head) + 1
}

# Cuts the arguments, up to the parenthesis that closes, into arg[1..].
function read_call(s,   i, c, depth, n, quoted) {
    split("", arg)
    n = 1
    for (i = 1; i <= length(s); i++) {
        c = substr(s, i, 1)
        if (quoted && c == "\\") {
            c = substr(s, ++i, 1)
            arg[n] = arg[n] (c == "\"" ? escaped : "\\" c)
            continue
        }
        if (c == "\"")
            quoted = !quoted
        else if (!quoted && c == "'") { # A character, such as '(' or '\''.
            i += substr(s, i + 1, 1) == "\\" ? 3 : 2
            continue
        } else if (!quoted && (c == "(" || c == "{" || c == "["))
            depth++
        else if (!quoted && (c == ")" || c == "}" || c == "]")) {
            if (depth-- == 0)
                break
        } else if (!quoted && depth == 0 && c == ",") {
            n++
            continue
        }
        arg[n] = arg[n] c
    }
    for (i = 1; i <= n; i++)
        gsub(/^[ \n]+|[ \n]+$/, "", arg[i])
}

# The text of "a" "b", or what else stands there, in one line.
function literal(s) {
    if (s ~ /^".*"$/)
        gsub(/"[ \n]*"/, "", s)
    gsub(/[ \n]+/, " ", s)
    gsub(escaped, "\\\"", s)
    return s
}
