#include "gate_parts.h"

#include <string.h>

#define D GATE_DIGIT
#define L GATE_LOWER
#define U GATE_UPPER
#define H GATE_HIGH
#define ROW(x) x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x

const unsigned char syn_gate_class[256] = {
    ROW(0),
    ROW(0),
    /* " !"#$%&'()*+,-./" */
    [' '] = GATE_SPACE,
    [','] = GATE_POINT,
    ['.'] = GATE_POINT,
    ['0'] = D,
    D,
    D,
    D,
    D,
    D,
    D,
    D,
    D,
    D,
    [':'] = GATE_COLON,
    ['@'] = GATE_AT,
    ['A'] = U,
    U,
    U,
    U,
    U,
    U,
    U,
    U,
    U,
    U,
    U,
    U,
    U,
    U,
    U,
    U,
    U,
    U,
    U,
    U,
    U,
    U,
    U,
    U,
    U,
    U,
    ['a'] = L,
    L,
    L,
    L,
    L,
    L,
    L,
    L,
    L,
    L,
    L,
    L,
    L,
    L,
    L,
    L,
    L,
    L,
    L,
    L,
    L,
    L,
    L,
    L,
    L,
    L,
    [128] = ROW(H),
    ROW(H),
    ROW(H),
    ROW(H),
    ROW(H),
    ROW(H),
    ROW(H),
    ROW(H),
};

void syn_gate_found(struct syn_gate_finding *out,
                    enum syn_gate_kind kind,
                    enum syn_gate_verdict verdict,
                    const char *rule)
{
    if (verdict == SYN_GATE_FLAG)
        out->flags |= 1u << kind;
    else if (verdict == SYN_GATE_WARN)
        out->warns |= 1u << kind;
    if (verdict < out->verdict ||
        (verdict == out->verdict && kind >= out->kind))
        return;
    out->kind = kind;
    out->verdict = verdict;
    out->rule = rule;
}

static bool joins(const struct gate_text *text, size_t i)
{
    return (text->s[i] == '-' || text->s[i] == '\'') && i + 1 < text->n &&
           gate_is(text->s[i + 1], GATE_LETTER);
}

bool syn_gate_next_word(struct gate_word *out,
                        const struct gate_text *text,
                        size_t *at)
{
    size_t i = *at;

    while (i < text->n && !gate_is(text->s[i], GATE_LETTER))
        i++;
    out->from = i;
    while (i < text->n && (gate_is(text->s[i], GATE_LETTER) ||
                           (i > out->from && joins(text, i))))
        i++;
    out->to = *at = i;
    return i > out->from;
}

/* UTF-8 of the capital letters from A with grave to Thorn differs from that of
 * the small ones in one bit of the second byte. */
size_t syn_gate_fold(char *out, size_t size, const char *s, size_t n)
{
    size_t i = 0;

    for (; i < n && i + 1 < size; i++) {
        unsigned char c = (unsigned char)s[i];
        bool latin = i && (unsigned char)s[i - 1] == 0xc3;
        out[i] = (char)(c >= 'A' && c <= 'Z'             ? c + 32
                        : latin && c < 0x9f && c != 0x97 ? c | 0x20
                                                         : c);
    }
    out[i] = '\0';
    return i;
}

static bool is_among(const char *word, const char *const *words)
{
    for (; *words; words++)
        if (strcmp(word, *words) == 0)
            return true;
    return false;
}

bool syn_gate_context(const struct gate_text *text,
                      size_t at,
                      const char *const *words)
{
    static const char *const fillers[] = {
        "nr", "nummer", "er", "var", "no", "hans", "hennes", "deres", NULL};
    char word[32];

    for (int tries = 0; tries < 3; tries++) {
        while (at && (gate_is(text->s[at - 1],
                              GATE_SPACE | GATE_POINT | GATE_COLON) ||
                      strchr("(#=-\xc2\xa0", text->s[at - 1])))
            at--;
        size_t to = at;
        while (at && gate_is(text->s[at - 1], GATE_LETTER))
            at--;
        if (at == to || to - at >= sizeof word ||
            (at && gate_is(text->s[at - 1], GATE_DIGIT)))
            return false;
        syn_gate_fold(word, sizeof word, text->s + at, to - at);
        if (is_among(word, words))
            return true;
        if (!is_among(word, fillers))
            return false;
    }
    return false;
}

static bool separates(const struct gate_text *text, size_t i)
{
    char c = text->s[i];

    return (c == ' ' || c == '-' || c == '.') && i + 1 < text->n &&
           gate_is(text->s[i + 1], GATE_DIGIT);
}

bool syn_gate_next_run(struct gate_run *out,
                       const struct gate_text *text,
                       size_t *at)
{
    size_t i = *at;

    while (i < text->n && !gate_is(text->s[i], GATE_DIGIT))
        i++;
    *out = (struct gate_run){.from = i};
    if (i == text->n)
        return false;
    out->n_groups = 1;
    for (; i < text->n; i++) {
        if (gate_is(text->s[i], GATE_DIGIT)) {
            if (out->n < sizeof out->digit)
                out->digit[out->n] = text->s[i];
            out->n++;
            if (out->n_groups <= GATE_GROUPS &&
                out->group[out->n_groups - 1] < 255)
                out->group[out->n_groups - 1]++;
            continue;
        }
        if (!separates(text, i))
            break;
        if (out->n_groups <= GATE_GROUPS)
            out->n_groups++;
        if (!out->separator)
            out->separator = text->s[i];
        if (out->n_groups > GATE_GROUPS)
            out->n_groups = GATE_GROUPS; /* Long ones only count. */
    }
    out->to = *at = i;
    return true;
}

/* --- decimals ---------------------------------------------------------- */

/* Whether a number with the decimal sign SIGN goes on beyond the byte at AT,
 * with a digit on the side of STEP: then it is a date, a version or a list.  A
 * comma divides numbers with decimal points. */
static bool
goes_on(const struct gate_text *text, size_t at, int step, char sign)
{
    size_t next = at + (size_t)step;

    if (at >= text->n || next >= text->n || !gate_is(text->s[next], GATE_DIGIT))
        return false;
    char c = text->s[at];
    return c == '.' || c == '/' || c == '-' || (c == ',' && sign == ',');
}

/* The whole part before a sign, as people and programs write it: with a nought
 * before other digits only in the seconds of a time. */
static bool
is_whole_part(const struct gate_text *text, size_t from, size_t sign)
{
    const size_t most = 7; /* A northing. */
    size_t n = sign - from;
    bool seconds = from && gate_is(text->s[from - 1], GATE_COLON);

    return n >= 1 && n <= most && (n == 1 || seconds || text->s[from] != '0') &&
           !(from && goes_on(text, from - 1, -1, text->s[sign]));
}

bool syn_gate_is_decimal(const struct gate_text *text, size_t from, size_t to)
{
    const char *s = text->s;
    size_t whole = from, end = to + 1;

    if (from && gate_is(s[from - 1], GATE_POINT)) {
        for (whole--; whole && gate_is(s[whole - 1], GATE_DIGIT);)
            whole--;
        return is_whole_part(text, whole, from - 1) &&
               !goes_on(text, to, 1, s[from - 1]);
    }
    if (to >= text->n || s[to] != '.')
        return false;
    bool noughts = true; /* 123.0 is how programs write 123. */
    for (; end < text->n && gate_is(s[end], GATE_DIGIT); end++)
        noughts &= s[end] == '0';
    return end > to + 1 && !(noughts && end <= to + 3) &&
           !goes_on(text, end, 1, '.') &&
           !(from && goes_on(text, from - 1, -1, '.'));
}
