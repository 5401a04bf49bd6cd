#include <samsyn/base/text.h>

#include <stdint.h>
#include <stdio.h>
#include <string.h>

void syn_text_add_n(struct syn_text *text, const char *s, size_t n)
{
    if (text->n + n + 1 > text->room) {
        size_t room = (text->n + n + 1) * 2;
        char *at = syn_arena_alloc(text->arena, room, 1);
        if (text->n)
            memcpy(at, text->at, text->n);
        text->at = at;
        text->room = room;
    }
    if (n)
        memcpy(text->at + text->n, s, n);
    text->n += n;
    text->at[text->n] = '\0';
}

void syn_text_add(struct syn_text *text, const char *s)
{
    syn_text_add_n(text, s, strlen(s));
}

static char *format(struct syn_arena *arena, const char *fmt, va_list args)
{
    va_list again;
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, fmt, again);
    va_end(again);
    char *out = syn_arena_alloc(arena, (size_t)n + 1, 1);
    vsnprintf(out, (size_t)n + 1, fmt, args);
    return out;
}

void syn_text_addf(struct syn_text *text, const char *fmt, ...)
{
    char small[256];
    va_list args;

    va_start(args, fmt);
    int n = vsnprintf(small, sizeof small, fmt, args);
    va_end(args);
    if (n < (int)sizeof small) {
        syn_text_add_n(text, small, (size_t)n);
        return;
    }
    va_start(args, fmt);
    syn_text_add(text, format(text->arena, fmt, args));
    va_end(args);
}

char *syn_arena_printf(struct syn_arena *arena, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    char *out = format(arena, fmt, args);
    va_end(args);
    return out;
}

char *syn_arena_strdup(struct syn_arena *arena, const char *s)
{
    return syn_arena_strndup(arena, s, strlen(s));
}

void syn_text_add_xml(struct syn_text *text, const char *s)
{
    for (; *s; s++) {
        switch (*s) {
        case '&':
            syn_text_add(text, "&amp;");
            break;
        case '<':
            syn_text_add(text, "&lt;");
            break;
        case '>':
            syn_text_add(text, "&gt;");
            break;
        case '"':
            syn_text_add(text, "&quot;");
            break;
        default:
            if ((unsigned char)*s >= 0x20 || *s == '\n' || *s == '\t')
                syn_text_add_n(text, s, 1);
        }
    }
}

/* What a spreadsheet may take for a formula (OWASP ASVS 1.2.10): also behind a
 * line end, and in full width (U+FF1D, FF0B, FF0D, FF20). */
static bool begins_formula(const char *s)
{
    static const char *const wide[] = {"\xef\xbc\x9d", "\xef\xbc\x8b",
                                       "\xef\xbc\x8d", "\xef\xbc\xa0"};

    if (*s && strchr("=+-@\t\r\n", *s))
        return true;
    for (size_t i = 0; i < sizeof wide / sizeof *wide; i++)
        if (strncmp(s, wide[i], strlen(wide[i])) == 0)
            return true;
    return false;
}

void syn_text_add_csv(struct syn_text *text, const char *s, char delimiter)
{
    bool formula = begins_formula(s);
    char special[] = {delimiter, '"', '\r', '\n', '\0'};

    if (!formula && !s[strcspn(s, special)]) {
        syn_text_add(text, s);
        return;
    }
    syn_text_add(text, formula ? "\"'" : "\"");
    for (; *s; s++)
        syn_text_add_n(text, *s == '"' ? "\"\"" : s, *s == '"' ? 2 : 1);
    syn_text_add(text, "\"");
}

/* The bytes of the UTF-8 character at S, of which N may be read; 0 if it is
 * none (Unicode 15, table 3-7). */
static size_t utf8_length(const unsigned char *s, size_t n)
{
    unsigned char low = 0x80, high = 0xbf;
    size_t length;

    if (s[0] < 0x80)
        return 1;
    if (s[0] >= 0xc2 && s[0] <= 0xdf)
        length = 2;
    else if (s[0] >= 0xe0 && s[0] <= 0xef)
        length = 3;
    else if (s[0] >= 0xf0 && s[0] <= 0xf4)
        length = 4;
    else
        return 0;
    if (length > n)
        return 0;
    if (s[0] == 0xe0)
        low = 0xa0;
    else if (s[0] == 0xed)
        high = 0x9f;
    else if (s[0] == 0xf0)
        low = 0x90;
    else if (s[0] == 0xf4)
        high = 0x8f;
    if (s[1] < low || s[1] > high)
        return 0;
    for (size_t i = 2; i < length; i++)
        if ((s[i] & 0xc0) != 0x80)
            return 0;
    return length;
}

size_t syn_ascii_prefix(const char *s, size_t n)
{
    size_t i = 0;

    for (uint64_t word; n - i >= sizeof word; i += sizeof word) {
        memcpy(&word, s + i, sizeof word);
        if (word & UINT64_C(0x8080808080808080))
            break;
    }
    while (i < n && !(s[i] & 0x80))
        i++;
    return i;
}

size_t syn_utf8_valid_prefix(const char *s, size_t n)
{
    size_t i = syn_ascii_prefix(s, n);

    while (i < n) {
        size_t length = utf8_length((const unsigned char *)s + i, n - i);
        if (!length)
            break;
        i += length;
        i += syn_ascii_prefix(s + i, n - i);
    }
    return i;
}

bool syn_utf8_valid(const char *s, size_t n)
{
    return syn_utf8_valid_prefix(s, n) == n;
}

enum { WORD_BYTES = 64 };

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* The restricted Damerau-Levenshtein distance of A and B, both shorter than
 * WORD_BYTES. */
static size_t distance(const char *a, const char *b)
{
    size_t row[3][WORD_BYTES + 1];
    size_t m = strlen(a), n = strlen(b);

    for (size_t j = 0; j <= n; j++)
        row[0][j] = j;
    for (size_t i = 1; i <= m; i++) {
        size_t *now = row[i % 3], *above = row[(i + 2) % 3];
        now[0] = i;
        for (size_t j = 1; j <= n; j++) {
            size_t same = a[i - 1] == b[j - 1] ? 0 : 1;
            now[j] =
                least(least(above[j] + 1, now[j - 1] + 1), above[j - 1] + same);
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                now[j] = least(now[j], row[(i + 1) % 3][j - 2] + 1);
        }
    }
    return row[m % 3][n];
}

const char *syn_suggest(const char *written, const char *const *names)
{
    const char *best = NULL;
    size_t length = strlen(written), least_so_far = 3;

    if (length >= WORD_BYTES)
        return NULL;
    for (; *names; names++) {
        if (strlen(*names) >= WORD_BYTES)
            continue;
        size_t d = distance(written, *names);
        if (d < least_so_far && 2 * d <= length) {
            least_so_far = d;
            best = *names;
        }
    }
    return best;
}

bool syn_glob_match(const char *pattern, const char *name)
{
    const char *star = NULL, *from = NULL;

    while (*name) {
        if (*pattern == '*') {
            star = pattern++;
            from = name;
        } else if (*pattern == '?' || *pattern == *name) {
            pattern++;
            name++;
        } else if (star) {
            pattern = star + 1;
            name = ++from;
        } else {
            return false;
        }
    }
    while (*pattern == '*')
        pattern++;
    return !*pattern;
}
