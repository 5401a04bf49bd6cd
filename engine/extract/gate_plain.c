/* Text as it is meant (gate.h (4)), and as it may be shown. */
#include "gate_parts.h"

#include <glib.h>

/* A base character and what may still be composed with it. */
struct plain {
    char *to;
    size_t room, n;
    gunichar last; /* Not written yet; 0: none. */
};

static size_t flush_last(struct plain *plain)
{
    if (plain->last && plain->n + 6 <= plain->room)
        plain->n +=
            (size_t)g_unichar_to_utf8(plain->last, plain->to + plain->n);
    plain->last = 0;
    return plain->n;
}

static void put(struct plain *plain, gunichar c)
{
    gunichar both;

    if (plain->last && g_unichar_compose(plain->last, c, &both)) {
        plain->last = both;
        return;
    }
    flush_last(plain);
    plain->last = c;
}

/* What C is for whoever reads it: spaces, dashes and digits of any script are
 * one each; what has no width is nothing. */
static gunichar simple(gunichar c)
{
    enum { MINUS = 0x2212, JOINER = 0x34f, VARIANT = 0xfe00, VARIANTS = 16 };

    switch (g_unichar_type(c)) {
    case G_UNICODE_SPACE_SEPARATOR:
    case G_UNICODE_LINE_SEPARATOR:
    case G_UNICODE_PARAGRAPH_SEPARATOR:
        return ' ';
    case G_UNICODE_DASH_PUNCTUATION:
        return '-';
    case G_UNICODE_DECIMAL_NUMBER:
        return (gunichar)('0' + g_unichar_digit_value(c));
    case G_UNICODE_FORMAT:
        return 0;
    default:
        if (c == JOINER || (c >= VARIANT && c < VARIANT + VARIANTS))
            return 0;
        return c == MINUS ? '-' : c;
    }
}

static void put_simple(struct plain *plain, gunichar c)
{
    gunichar part[G_UNICHAR_MAX_DECOMPOSITION_LENGTH];
    gsize n =
        g_unichar_fully_decompose(c, TRUE, part, sizeof part / sizeof *part);

    for (gsize i = 0; i < n; i++) {
        gunichar s = simple(part[i]);
        if (s)
            put(plain, s);
    }
}

size_t
syn_gate_plain(char *to, size_t room, const char *s, size_t n, size_t *at)
{
    struct plain plain = {.to = to, .room = room};
    const size_t most = G_UNICHAR_MAX_DECOMPOSITION_LENGTH * 6 + 6;

    while (*at < n && plain.n + most <= room) {
        gunichar c = g_utf8_get_char_validated(s + *at, (gssize)(n - *at));
        size_t taken = 1;
        if (c >= 0x110000) { /* No UTF-8: a byte that means nothing. */
            c = '?';
        } else {
            taken = (size_t)g_unichar_to_utf8(c, NULL);
        }
        *at += taken;
        if (c < 0x80)
            put(&plain, c);
        else
            put_simple(&plain, c);
    }
    return flush_last(&plain);
}

bool syn_gate_is_plain(const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)s[i];
        /* Letters from A with grave to y with diaeresis are themselves. */
        if (c >= 0xc2 && c != 0xc3)
            return false;
    }
    return true;
}

static bool is_turning(gunichar c)
{
    enum { ARABIC_MARK = 0x61c };

    return c == ARABIC_MARK || (c >= 0x200e && c <= 0x200f) ||
           (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

static char masked(gunichar c)
{
    if (g_unichar_isalpha(c) || g_unichar_ismark(c))
        return 'x';
    switch (g_unichar_type(c)) {
    case G_UNICODE_DECIMAL_NUMBER:
    case G_UNICODE_LETTER_NUMBER:
    case G_UNICODE_OTHER_NUMBER:
        return '#';
    case G_UNICODE_FORMAT: /* What turns the line around is not shown. */
        return is_turning(c) ? '?' : '\0';
    case G_UNICODE_CONTROL:
    case G_UNICODE_SURROGATE:
    case G_UNICODE_LINE_SEPARATOR:
    case G_UNICODE_PARAGRAPH_SEPARATOR:
        return '?';
    default:
        return '\0';
    }
}

size_t syn_gate_mask(char out[SYN_GATE_MASK_BYTES], const char *s, size_t n)
{
    size_t used = 0;

    for (size_t at = 0, shown = 0; at < n && shown < SYN_GATE_MASK_CHARS;
         shown++) {
        gunichar c = g_utf8_get_char_validated(s + at, (gssize)(n - at));
        char mask = '?';
        if (c < 0x110000)
            mask = masked(c);
        if (mask)
            out[used++] = mask;
        else
            used += (size_t)g_unichar_to_utf8(c, out + used);
        at += c < 0x110000 ? (size_t)g_unichar_to_utf8(c, NULL) : 1;
    }
    out[used] = '\0';
    return used;
}
