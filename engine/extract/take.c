#include <string.h>

#include "bind.h"

static const char sign[] = "\xc2\xac"; /* Of depth in a hierarchy. */

static bool is_sign(const char *s, size_t n)
{
    return n >= 2 && memcmp(s, sign, 2) == 0;
}

static const char *depth_of(const char *s, size_t n)
{
    static const char *const depths[] = {"0", "1", "2", "3", "4",
                                         "5", "6", "7", "8", "9"};
    size_t depth = 0;

    for (; is_sign(s, n) && depth < 9; depth++) {
        s += 2;
        n -= 2;
    }
    return depths[depth];
}

const char *syn_take_part(enum syn_take take, const char *s, size_t *n)
{
    const char *space = memchr(s, ' ', *n);
    size_t code = space ? (size_t)(space - s) : *n;
    const char *text = space ? space + 1 : s;
    size_t rest = space ? *n - code - 1 : *n;

    switch (take) {
    case SYN_TAKE_CODE:
        *n = code;
        return s;
    case SYN_TAKE_TEXT:
        *n = rest;
        return text;
    case SYN_TAKE_DEPTH:
        s = is_sign(s, *n) ? depth_of(s, *n) : depth_of(text, rest);
        *n = 1;
        return s;
    default:
        return s;
    }
}
