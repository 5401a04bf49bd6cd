#include "plain.h"

#define ONES UINT64_C(0x0101010101010101)
#define HIGH (ONES * 0x80)
#define LOW (ONES * 0x7f)

/* Eight bytes, the first one lowest; compilers make one load of it. */
static uint64_t load(const char *s)
{
    uint64_t word = 0;

    for (int i = 0; i < 8; i++)
        word |= (uint64_t)(unsigned char)s[i] << 8 * i;
    return word;
}

/* Bytes of X that are not zero, and that are 0x20 or more, have the high bit
 * set.  No carry leaves a byte, so every byte is right, not the first only. */
static uint64_t not_zero(uint64_t x)
{
    return ((x & LOW) + LOW) | x;
}

static uint64_t not_control(uint64_t x)
{
    return ((x & LOW) + ONES * 0x60) | x;
}

/* Whether the byte at S, which is no delimiter, ends a plain line. */
static bool ends_line(const char *s)
{
    return *s == '\n' || (*s == '\r' && s[1] == '\n');
}

bool syn_plain_split(struct syn_plain_line *out,
                     const char *s,
                     size_t n,
                     char delimiter,
                     char quote)
{
    const uint64_t delimiters = ONES * (unsigned char)delimiter;
    const uint64_t quotes = ONES * (unsigned char)quote;
    size_t fields = 0;

    if (n > SYN_PLAIN_BYTES)
        n = SYN_PLAIN_BYTES;
    if (n < 9 || *s == '\n' || *s == '\r')
        return false;
    for (size_t i = 0; i + 9 <= n; i += 8) { /* One more, behind a CR. */
        uint64_t word = load(s + i);
        uint64_t found = ~(not_zero(word ^ delimiters) &
                           not_zero(word ^ quotes) & not_control(word)) &
                         HIGH;
        for (; found; found &= found - 1) {
            size_t at = i + (size_t)__builtin_ctzll(found) / 8;
            if (fields == SYN_COLUMNS)
                return false;
            out->end[fields++] = (uint32_t)at;
            if (s[at] == delimiter)
                continue;
            out->n_fields = fields;
            out->n_bytes = at + 1 + (s[at] == '\r');
            return ends_line(s + at);
        }
    }
    return false;
}
