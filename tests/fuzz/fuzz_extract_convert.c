/* Any bytes are a date, a number, an age, a file name.  What must hold: what
 * was read, written again in the same format, is read as the same; whole
 * numbers and names are those that a slow implementation finds, which shares
 * no code. */
#include "fuzz.h"

#include <ctype.h>
#include <regex.h>
#include <time.h>

#include <samsyn/base/text.h>
#include <samsyn/extract/convert.h>

/* --- dates ------------------------------------------------------------- */

/* The date of DAY, by the C library. */
static struct tm civil_of(int day)
{
    time_t seconds = (time_t)day * 86400;
    struct tm tm;

    MUST(gmtime_r(&seconds, &tm) != NULL);
    return tm;
}

/* Writes WHEN as FORMAT says, up to END. */
static void write_when(struct syn_text *out,
                       const struct syn_when *when,
                       const char *format,
                       const char *end)
{
    struct tm tm = civil_of(when->day);
    int hour = when->minute < 0 ? 0 : when->minute / 60;
    int minute = when->minute < 0 ? 0 : when->minute % 60;
    const struct {
        const char *word;
        int value, width;
    } words[] = {
        {"HHMM", hour * 100 + minute, 4},
        {"yyyy", tm.tm_year + 1900, 4},
        {"dd", tm.tm_mday, 2},
        {"mm", tm.tm_mon + 1, 2},
        {"HH", hour, 2},
        {"MM", minute, 2},
        {"SS", 0, 2},
        {"d", tm.tm_mday, 2},
        {"m", tm.tm_mon + 1, 2},
        {"H", hour, 2},
    };
    size_t n = sizeof words / sizeof *words;

    while (format < end) {
        size_t i = 0;
        while (i < n && strncmp(format, words[i].word, strlen(words[i].word)))
            i++;
        if (i < n) {
            syn_text_addf(out, "%0*d", words[i].width, words[i].value);
            format += strlen(words[i].word);
        } else {
            if (*format == 'Z')
                syn_text_add(out, when->zoned ? "Z" : "");
            else if (*format != '[' && *format != ']')
                syn_text_add_n(out, format, 1);
            format++;
        }
    }
}

static bool same_when(const struct syn_when *a, const struct syn_when *b)
{
    return a->day == b->day && a->minute == b->minute && a->zoned == b->zoned;
}

static bool comes_back(const struct syn_when *when,
                       const struct syn_format *format,
                       const char *text,
                       const char *end,
                       struct syn_arena *arena)
{
    struct syn_text written = {.arena = arena};
    struct syn_when again;

    syn_text_add(&written, "");
    write_when(&written, when, text, end);
    return syn_convert_when(&again, written.at, written.n, format) &&
           same_when(when, &again);
}

static void check_when(struct fuzz_input in, struct syn_arena *arena)
{
    const char *text = fuzz_text(&in, '\n', arena);
    const char *optional = strrchr(text, '[');
    struct syn_format format;
    struct syn_when when, again;

    bool compiled = syn_format_compile(&format, text);
    MUST(format.n <= SYN_FORMAT_TOKENS);
    if (!compiled || !syn_convert_when(&when, in.at, in.n, &format))
        return;
    MUST(format.has_date || format.has_time);
    MUST(when.minute >= -1 && when.minute < 24 * 60);
    MUST(format.has_time || when.minute == -1);
    MUST(format.has_zone || !when.zoned);
    MUST(format.has_date || (when.day >= -1 && when.day <= 1));
    MUST(syn_convert_when(&again, in.at, in.n, &format) &&
         same_when(&when, &again));
    int year = civil_of(when.day).tm_year + 1900;
    MUST(year >= 1599 && year <= 2401);
    if (year < 1600 || year > 2400)
        return; /* A zone has moved it out of the years that are read. */
    if (!format.has_date && when.day)
        return; /* The day that a zone adds to a time alone is not written. */
    if (strstr(text, "HH") && strstr(text, "dd") && !format.has_date)
        return; /* A day without a month says nothing. */
    MUST(comes_back(&when, &format, text, text + strlen(text), arena) ||
         (optional && comes_back(&when, &format, text, optional, arena)));
}

/* --- whole numbers ----------------------------------------------------- */

static bool slow_int(int64_t *out, const char *text)
{
    regmatch_t part[3];
    regex_t regex;

    MUST(regcomp(&regex, "^([+-]?[0-9]{1,18})([.,]0)?$", REG_EXTENDED) == 0);
    bool matches = regexec(&regex, text, 3, part, 0) == 0;
    regfree(&regex);
    if (matches)
        *out = strtoll(text, NULL, 10);
    return matches;
}

static void check_int(const char *text)
{
    int64_t fast = 0, slow = 0, again = 0;
    char written[32];

    bool found = syn_convert_int(&fast, text, strlen(text));
    MUST(found == slow_int(&slow, text));
    if (!found)
        return;
    MUST(fast == slow);
    snprintf(written, sizeof written, "%lld", (long long)fast);
    MUST(syn_convert_int(&again, written, strlen(written)) && again == fast);
}

/* --- ages -------------------------------------------------------------- */

static bool
ages_are(const char *text, struct syn_ages ages, struct syn_ages *out)
{
    return syn_convert_ages(out, text, strlen(text)) &&
           out->from == ages.from && out->to == ages.to;
}

/* The numbers that TEXT names, and whether each end is explained by one. */
static bool explained(const char *text, struct syn_ages ages)
{
    bool from = ages.from == 0, to = ages.to == SYN_AGE_MAX;

    for (const char *s = text; *s; s++) {
        if (!isdigit((unsigned char)*s))
            continue;
        char *end;
        long number = strtol(s, &end, 10);
        from |= number == ages.from || number + 1 == ages.from;
        to |= number == ages.to || number - 1 == ages.to;
        s = end - 1;
    }
    return from && to;
}

static void check_ages(const char *text)
{
    struct syn_ages ages, again;
    char written[32];

    if (!syn_convert_ages(&ages, text, strlen(text)))
        return;
    MUST(ages.from >= 0 && ages.from <= ages.to && ages.to <= SYN_AGE_MAX);
    MUST(explained(text, ages));
    snprintf(written, sizeof written, "%d-%d", ages.from, ages.to);
    MUST(ages_are(written, ages, &again));
    snprintf(written, sizeof written, "%d+", ages.from);
    MUST(ages.to != SYN_AGE_MAX || ages_are(written, ages, &again));
    snprintf(written, sizeof written, "<%d", ages.to + 1);
    MUST(ages.from || ages.to == SYN_AGE_MAX ||
         ages_are(written, ages, &again));
}

/* --- names of files ---------------------------------------------------- */

static const char *const places[] = {
    "{yyyy}",
    "([0-9]{4})",
    "{yy}",
    "([0-9]{2})",
    "{mm}",
    "(0[1-9]|1[0-2])",
    "{part}",
    "(.{1,63})",
    "{month}",
    "(january|february|march|april|may|june|july|august|september|october|"
    "november|december|januar|februar|mars|mai|juni|juli|oktober|desember)",
    NULL};

/* PATTERN as a regular expression of POSIX, which shares no code. */
static const char *expression_of(const char *pattern, struct syn_arena *arena)
{
    struct syn_text out = {.arena = arena};

    syn_text_add(&out, "^");
    while (*pattern) {
        size_t i = 0;
        while (places[i] && strncmp(pattern, places[i], strlen(places[i])))
            i += 2;
        if (places[i]) {
            syn_text_add(&out, places[i + 1]);
            pattern += strlen(places[i]);
        } else if (*pattern == '*') {
            syn_text_add(&out, ".*");
            pattern++;
        } else {
            /* A letter in brackets would lose its case with REG_ICASE. */
            syn_text_addf(&out,
                          isalnum((unsigned char)*pattern) ? "%c" : "[%c]",
                          *pattern);
            pattern++;
        }
    }
    syn_text_add(&out, "$");
    return out.at;
}

static size_t runs_in(const char *pattern)
{
    size_t n = 0;

    for (const char *s = pattern; *s; s++)
        n += *s == '*' || strncmp(s, "{part}", 6) == 0;
    return n;
}

static bool is_printable(const char *s)
{
    for (; *s; s++)
        if (*s <= ' ' || *s > '~' || *s == '^')
            return false;
    return true;
}

static void check_name(struct fuzz_input in, struct syn_arena *arena)
{
    const char *pattern = fuzz_text(&in, '\n', arena);
    const char *name = fuzz_text(&in, '\n', arena);
    struct syn_name_parts parts = {0};
    regex_t regex;

    if (runs_in(pattern) > 3 || strlen(name) > 128)
        return;
    bool found = syn_convert_name(&parts, pattern, name);
    if (found) {
        MUST(memchr(parts.part, '\0', sizeof parts.part) != NULL);
        MUST(parts.month >= 0 && parts.month <= 12);
        MUST(parts.year >= 0 && parts.year <= 9999);
        MUST(strstr(name, parts.part) != NULL);
        MUST(!strstr(pattern, "{part}") || *parts.part);
    }
    if (!is_printable(pattern) || !is_printable(name) || strlen(pattern) > 60)
        return;
    MUST(regcomp(&regex, expression_of(pattern, arena),
                 REG_EXTENDED | (strstr(pattern, "{month}") ? REG_ICASE : 0)) ==
         0);
    bool matches = regexec(&regex, name, 0, NULL, 0) == 0;
    regfree(&regex);
    MUST(!found || matches);
    /* Of a month's names the longest is taken: "{month}y" is not januar-y. */
    MUST(found || !matches || strstr(pattern, "{month}"));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct syn_arena *arena = syn_arena_new((size_t)64 << 20);
    struct fuzz_input in = fuzz_input(data, n);
    unsigned which = fuzz_byte(&in) % 4;

    if (which == 0)
        check_when(in, arena);
    else if (which == 1)
        check_int(fuzz_text(&in, '\n', arena));
    else if (which == 2)
        check_ages(fuzz_text(&in, '\n', arena));
    else
        check_name(in, arena);
    syn_arena_free(arena);
    return 0;
}
