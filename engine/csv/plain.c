#include "plain.h"

enum { AT_ONCE = 64, FIRST_PRINTED = 0x20 };

/* A bit for each of the AT_ONCE bytes at S that is DELIMITER, QUOTE or a
 * control character.  Without a branch, as fields are of any length. */
#ifdef __SSE2__ /* Every x86-64 has it. */
#include <emmintrin.h>

static uint64_t find(const char *s, char delimiter, char quote)
{
    const __m128i delimiters = _mm_set1_epi8(delimiter);
    const __m128i quotes = _mm_set1_epi8(quote);
    const __m128i last = _mm_set1_epi8(FIRST_PRINTED - 1);
    uint64_t found = 0;

    for (int i = 0; i < AT_ONCE; i += 16) {
        __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)(s + i));
        __m128i control = _mm_cmpeq_epi8(_mm_min_epu8(bytes, last), bytes);
        __m128i wanted = _mm_or_si128(_mm_cmpeq_epi8(bytes, delimiters),
                                      _mm_cmpeq_epi8(bytes, quotes));
        int mask = _mm_movemask_epi8(_mm_or_si128(wanted, control));
        found |= (uint64_t)(unsigned)mask << i;
    }
    return found;
}
#else
static uint64_t find(const char *s, char delimiter, char quote)
{
    uint64_t found = 0;

    for (int i = 0; i < AT_ONCE; i++) {
        bool wanted = s[i] == delimiter || s[i] == quote ||
                      (unsigned char)s[i] < FIRST_PRINTED;
        found |= (uint64_t)wanted << i;
    }
    return found;
}
#endif

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
    size_t fields = 0;

    if (n > SYN_PLAIN_BYTES)
        n = SYN_PLAIN_BYTES;
    if (n == 0 || *s == '\n' || *s == '\r')
        return false;
    for (size_t i = 0; i + AT_ONCE < n; i += AT_ONCE) /* One behind a CR. */
        for (uint64_t found = find(s + i, delimiter, quote); found;
             found &= found - 1) {
            size_t at = i + (size_t)__builtin_ctzll(found);
            if (fields == SYN_COLUMNS)
                return false;
            out->end[fields++] = (uint32_t)at;
            if (s[at] == delimiter)
                continue;
            out->n_fields = fields;
            out->n_bytes = at + 1 + (s[at] == '\r');
            return ends_line(s + at);
        }
    return false;
}
