# Cuts a record of a CSV file with semicolons into field[1..] and returns how
# many, or 0 if the record goes on in the next line: call again with that.
# Quotes are RFC 4180.
function csv_cut(line, field,   i, c) {
    if (csv_open == "") {
        split("", field)
        csv_fields = 1
    } else {
        field[csv_fields] = field[csv_fields] "\n"
    }
    sub(/\r$/, "", line)
    for (i = 1; i <= length(line); i++) {
        c = substr(line, i, 1)
        if (c == "\"" && csv_open && substr(line, i + 1, 1) == "\"")
            field[csv_fields] = field[csv_fields] substr(line, i++, 1)
        else if (c == "\"")
            csv_open = !csv_open
        else if (c == ";" && !csv_open)
            csv_fields++
        else
            field[csv_fields] = field[csv_fields] c
    }
    if (csv_open)
        return 0
    csv_open = ""
    return csv_fields
}
