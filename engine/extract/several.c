/* Several values in one cell of a category. */
#include <string.h>

#include "bind.h"

struct syn_part syn_part_trim(struct syn_part part)
{
    for (; part.n && *part.s == ' '; part.n--)
        part.s++;
    while (part.n && part.s[part.n - 1] == ' ')
        part.n--;
    return part;
}

static bool is_before(const struct syn_part *a, const struct syn_part *b)
{
    size_t n = a->n < b->n ? a->n : b->n;
    int order = memcmp(a->s, b->s, n);

    return order ? order < 0 : a->n < b->n;
}

/* Where the value that begins at FROM ends, of the N bytes at S. */
static size_t
end_of(const char *s, size_t n, size_t from, const char *separator)
{
    size_t width = strlen(separator);

    for (size_t at = from; width && at + width <= n; at++)
        if (memcmp(s + at, separator, width) == 0)
            return at;
    return n;
}

bool syn_parts_split(struct syn_parts *out,
                     const char *s,
                     size_t n,
                     const char *separator)
{
    size_t end = 0;

    out->n = 0;
    for (size_t from = 0; end < n; from = end + strlen(separator)) {
        end = end_of(s, n, from, separator);
        struct syn_part part =
            syn_part_trim((struct syn_part){s + from, end - from});
        if (!part.n)
            continue;
        if (out->n == SYN_PARTS)
            return false;
        out->part[out->n++] = part;
    }
    return true;
}

size_t syn_parts_join(char out[SYN_PARTS_BYTES], struct syn_parts *parts)
{
    size_t used = 0;

    for (size_t i = 1; i < parts->n; i++) { /* A few, so by insertion. */
        struct syn_part part = parts->part[i];
        size_t at = i;
        for (; at && is_before(&part, &parts->part[at - 1]); at--)
            parts->part[at] = parts->part[at - 1];
        parts->part[at] = part;
    }
    for (size_t i = 0; i < parts->n; i++) {
        const struct syn_part *part = &parts->part[i];
        if (i && !is_before(&parts->part[i - 1], part))
            continue; /* The same again. */
        if (memchr(part->s, SYN_BETWEEN_VALUES, part->n) ||
            used + part->n + 1 > SYN_PARTS_BYTES)
            return SIZE_MAX;
        if (i)
            out[used++] = SYN_BETWEEN_VALUES;
        memcpy(out + used, part->s, part->n);
        used += part->n;
    }
    return used;
}
