# Complains about files of sentences: key;nb;nn;en.

FNR == 1 {
    if ($0 != "key;nb;nn;en")
        complain("the header must be key;nb;nn;en")
    next
}
{
    n = csv_cut($0, field)
    if (n == 0)
        next
    if (n != 4) {
        complain(n " fields instead of 4")
        next
    }
    if (field[1] in seen)
        complain(field[1] " stands twice; before in " seen[field[1]])
    seen[field[1]] = FILENAME ":" FNR
    for (i = 1; i <= 4; i++)
        if (field[i] == "")
            complain(field[1] " has an empty field")
    # A message holds printf conversions, and may speak of braces.
    if (field[1] ~ /^msg\./)
        next
    for (i = 2; i <= 3; i++)
        if (places(field[i]) != places(field[4]))
            complain(field[1] " has not the same {places} in all languages")
}

function complain(what) { print FILENAME ":" FNR ": " what }

# The distinct {places} of TEXT, in order of the alphabet.
function places(text,   found, n, i, j, list, t) {
    split("", found)
    n = 0
    while (match(text, /\{[A-Za-z_0-9.]+\}/)) {
        t = substr(text, RSTART, RLENGTH)
        text = substr(text, RSTART + RLENGTH)
        for (i = 1; i <= n && found[i] < t; i++)
            ;
        if (i <= n && found[i] == t)
            continue
        for (j = n++; j >= i; j--)
            found[j + 1] = found[j]
        found[i] = t
    }
    list = ""
    for (i = 1; i <= n; i++)
        list = list found[i]
    return list
}
