/* Any bytes are text.  What must hold: UTF-8 is judged as a decoder judges it
 * that shares no code; what is escaped for XML or CSV is read back as it was;
 * patterns match what fnmatch() matches. */
#include "fuzz.h"

#include <fnmatch.h>

#include <samsyn/base/text.h>

/* --- UTF-8 ------------------------------------------------------------- */

/* The length of the character at S by its arithmetic: decoded, encoded again,
 * compared. */
static size_t slow_length(const unsigned char *s, size_t n)
{
    static const unsigned long least[] = {0, 0, 0x80, 0x800, 0x10000};
    size_t length = 1;
    unsigned long code;

    if (s[0] < 0x80)
        return 1;
    while (length < 7 && (s[0] << length & 0x80))
        length++;
    if (length < 2 || length > 4 || length > n)
        return 0;
    code = s[0] & (0x7fu >> length);
    for (size_t i = 1; i < length; i++) {
        if (s[i] >> 6 != 2)
            return 0;
        code = code << 6 | (s[i] & 0x3fu);
    }
    bool surrogate = code >> 11 == 0xd800 >> 11;
    return code >= least[length] && code <= 0x10ffff && !surrogate ? length : 0;
}

static void check_utf8(const char *s, size_t n)
{
    size_t good = 0, length = 1;

    while (good < n && length) {
        length = slow_length((const unsigned char *)s + good, n - good);
        good += length;
    }
    MUST(syn_utf8_valid_prefix(s, n) == good);
    MUST(syn_utf8_valid(s, n) == (good == n));
}

/* --- XML --------------------------------------------------------------- */

static size_t unescape(char *out, const char *s)
{
    static const struct {
        const char *name;
        char means;
    } names[] = {{"&amp;", '&'},
                 {"&lt;", '<'},
                 {"&gt;", '>'},
                 {"&quot;", '"'},
                 {"&#39;", '\''}};
    size_t n = 0;

    while (*s) {
        MUST(!strchr("<>\"", *s));
        size_t i = 0, all = sizeof names / sizeof *names;
        while (i < all && strncmp(s, names[i].name, strlen(names[i].name)) != 0)
            i++;
        MUST(*s != '&' || i < all);
        out[n++] = i < all ? names[i].means : *s;
        s += i < all ? strlen(names[i].name) : 1;
    }
    return n;
}

static void check_xml(const char *s, struct syn_arena *arena)
{
    struct syn_text text = {.arena = arena};
    size_t n = strlen(s), kept = 0;
    char *wanted = syn_arena_alloc(arena, n + 1, 1);

    for (size_t i = 0; i < n; i++)
        if ((unsigned char)s[i] >= ' ' || s[i] == '\n' || s[i] == '\t')
            wanted[kept++] = s[i];
    syn_text_add_xml(&text, s);
    if (!text.at) {
        MUST(kept == 0);
        return;
    }
    MUST(strlen(text.at) == text.n);
    char *got = syn_arena_alloc(arena, text.n + 1, 1);
    MUST(unescape(got, text.at) == kept && memcmp(got, wanted, kept) == 0);
}

/* --- CSV --------------------------------------------------------------- */

/* Reads one field of RFC 4180 at S into OUT; what comes after it. */
static const char *read_field(char *out, const char *s, char delimiter)
{
    if (*s != '"') {
        while (*s && *s != delimiter && *s != '\n') {
            MUST(*s != '"' && *s != '\r');
            *out++ = *s++;
        }
        return s;
    }
    for (s++; *s; s++) {
        if (*s == '"' && *++s != '"')
            return s;
        *out++ = *s;
    }
    return NULL; /* It never ends. */
}

/* What a spreadsheet would calculate (ASVS 1.2.10), by the first character. */
static bool is_formula(const char *s)
{
    static const char *const starts[] = {"=",
                                         "+",
                                         "-",
                                         "@",
                                         "\t",
                                         "\r",
                                         "\n",
                                         "\xef\xbc\x9d",
                                         "\xef\xbc\x8b",
                                         "\xef\xbc\x8d",
                                         "\xef\xbc\xa0"};

    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
        if (strncmp(s, starts[i], strlen(starts[i])) == 0)
            return true;
    return false;
}

static void check_csv(struct fuzz_input in, struct syn_arena *arena)
{
    char delimiter = ";,\t|"[fuzz_byte(&in) % 4];
    struct syn_text row = {.arena = arena};
    const char *field[8];
    size_t n = 0;

    do
        field[n++] = fuzz_text(&in, '\0', arena);
    while (n < 8 && in.n);
    for (size_t i = 0; i < n; i++) {
        if (i)
            syn_text_add_n(&row, &delimiter, 1);
        syn_text_add_csv(&row, field[i], delimiter);
    }
    syn_text_add(&row, "\n");
    const char *at = row.at;
    for (size_t i = 0; i < n; i++) {
        char *got = syn_arena_alloc(arena, row.n + 1, 1);
        at = read_field(got, at, delimiter);
        MUST(at && *at == (i + 1 < n ? delimiter : '\n'));
        at++;
        MUST(!is_formula(got));
        MUST(strcmp(got, field[i]) == 0 ||
             (got[0] == '\'' && is_formula(field[i]) &&
              strcmp(got + 1, field[i]) == 0));
    }
    MUST(!*at);
}

/* --- patterns and suggestions ------------------------------------------ */

static void check_glob(struct fuzz_input in, struct syn_arena *arena)
{
    const char *pattern = fuzz_text(&in, '\0', arena);
    const char *name = fuzz_text(&in, '\0', arena);

    /* Longer ones cost fnmatch() hours. */
    if (strlen(pattern) > 12 || strlen(name) > 24 || strpbrk(pattern, "[\\"))
        return;
    MUST(syn_glob_match(pattern, name) == (fnmatch(pattern, name, 0) == 0));
}

static void check_suggestion(struct fuzz_input in, struct syn_arena *arena)
{
    const char *names[5] = {0};
    const char *written = fuzz_text(&in, '\0', arena);

    for (size_t i = 0; i < 4; i++)
        names[i] = fuzz_text(&in, '\0', arena);
    const char *found = syn_suggest(written, names);
    bool listed = false, same = false;
    for (size_t i = 0; i < 4; i++) {
        listed |= found == names[i];
        same |= strcmp(names[i], written) == 0;
    }
    MUST(!found || listed);
    if (same && strlen(written) < 64)
        MUST(found && strcmp(found, written) == 0);
    if (found) {
        size_t a = strlen(found), b = strlen(written);
        MUST((a > b ? a - b : b - a) <= 2);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct syn_arena *arena = syn_arena_new((size_t)64 << 20);
    struct fuzz_input in = fuzz_input(data, n), again = in;

    check_utf8(in.at, in.n);
    check_xml(fuzz_text(&again, '\0', arena), arena);
    check_csv(in, arena);
    check_glob(in, arena);
    check_suggestion(in, arena);
    syn_arena_free(arena);
    return 0;
}
