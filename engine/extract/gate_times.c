/* Dates of birth, times to the second, sentences. */
#include "gate_parts.h"

#include <string.h>

#include <samsyn/base/calendar.h>

/* Digits at S, at most MOST; their number and VALUE. */
static size_t number(int *value, const char *s, size_t n, size_t most)
{
    size_t i = 0;

    for (*value = 0; i < n && i < most && gate_is(s[i], GATE_DIGIT); i++)
        *value = *value * 10 + (s[i] - '0');
    return i;
}

static bool separates(const char *s, size_t n, size_t at)
{
    return at < n && strchr("./- ", s[at]) && s[at];
}

static int full_year(int year, size_t digits)
{
    return digits == 4 ? year : year < 30 ? 2000 + year : 1900 + year;
}

/* ddmmyy and ddmmyyyy without anything between. */
static size_t joined_date(const char *s, size_t n, int *year)
{
    int day, month, yy;
    size_t digits = 0;

    while (digits < n && gate_is(s[digits], GATE_DIGIT))
        digits++;
    if (digits != 6 && digits != 8)
        return 0;
    number(&day, s, n, 2);
    number(&month, s + 2, n - 2, 2);
    number(&yy, s + 4, n - 4, digits - 4);
    *year = full_year(yy, digits - 4);
    return syn_civil_valid((struct syn_civil){*year, month, day}) ? digits : 0;
}

size_t syn_gate_date(const char *s, size_t n, int *year)
{
    int a, b, c;
    size_t first = number(&a, s, n, 4), i = first;

    if (!first || !separates(s, n, i))
        return joined_date(s, n, year);
    i++;
    if (i < n && s[i] == ' ')
        i++; /* 1. 2. 2003 */
    size_t second = number(&b, s + i, n - i, 2);
    i += second;
    if (!second || !separates(s, n, i))
        return 0;
    i++;
    if (i < n && s[i] == ' ')
        i++;
    size_t third = number(&c, s + i, n - i, 4);
    i += third;
    if (i < n && gate_is(s[i], GATE_DIGIT))
        return 0;
    struct syn_civil civil = {full_year(c, third), b, a};
    if (first == 4)
        civil = (struct syn_civil){a, b, c};
    else if (third != 2 && third != 4)
        return 0;
    *year = civil.year;
    return first != 3 && syn_civil_valid(civil) ? i : 0;
}

int syn_gate_date_year(const char *s, size_t n)
{
    int year;

    if (n < 6 || n > 19 || !gate_is(*s, GATE_DIGIT))
        return 0;
    size_t used = syn_gate_date(s, n, &year);
    bool time = used < n && (s[used] == ' ' || s[used] == 'T');
    return used && used != 6 && (used == n || time) && year > 1850 ? year : 0;
}

/* Whether "f.dato" or "f.d." ends before AT. */
static bool is_abbreviated(const struct gate_text *text, size_t at)
{
    static const char *const forms[] = {"f.dato", "f.d", "f. dato", "f. d"};
    char before[10];

    while (at && strchr(" :.=", text->s[at - 1]))
        at--;
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        size_t n = strlen(forms[i]);
        if (at < n ||
            (at > n && gate_is(text->s[at - n - 1], GATE_LETTER | GATE_DIGIT)))
            continue;
        syn_gate_fold(before, sizeof before, text->s + at - n, n);
        if (strcmp(before, forms[i]) == 0)
            return true;
    }
    return false;
}

/* "3. mars 1987", "3 March 1987". */
static bool is_written_date(const char *s, size_t n)
{
    static const char *const months[] = {"jan", "feb", "mar", "apr", "mai",
                                         "may", "jun", "jul", "aug", "sep",
                                         "okt", "oct", "nov", "des", "dec"};
    char word[4];
    int day, year;
    size_t i = number(&day, s, n, 2);
    bool month = false;

    i += i < n && s[i] == '.';
    i += i < n && s[i] == ' ';
    if (day < 1 || day > 31 || i + 3 > n)
        return false;
    syn_gate_fold(word, sizeof word, s + i, 3);
    for (size_t k = 0; k < sizeof months / sizeof *months; k++)
        month |= strcmp(word, months[k]) == 0;
    while (i < n && (gate_is(s[i], GATE_LETTER) || s[i] == '.'))
        i++;
    i += i < n && s[i] == ' ';
    return month && number(&year, s + i, n - i, 4) == 4;
}

static void look_birth(struct syn_gate_finding *out,
                       const struct gate_text *text)
{
    static const char *const marks[] = {"f\xc3\xb8"
                                        "dt",
                                        "f\xc3\xb8"
                                        "dd",
                                        "f",
                                        "f\xc3\xb8"
                                        "dselsdato",
                                        "fdato",
                                        "foedt",
                                        "fodt",
                                        "born",
                                        "f\xc3\xb8"
                                        "dselsdag",
                                        "birthdate",
                                        "dob",
                                        "f\xc3\xb8"
                                        "dte",
                                        NULL};
    int year;

    for (size_t i = 1; i + 5 < text->n; i++) {
        if (!gate_is(text->s[i], GATE_DIGIT) ||
            gate_is(text->s[i - 1], GATE_DIGIT))
            continue;
        size_t before = i;
        if (before >= 5 && memcmp(text->s + before - 4, "den ", 4) == 0)
            before -= 4;
        if ((syn_gate_date(text->s + i, text->n - i, &year) ||
             is_written_date(text->s + i, text->n - i)) &&
            (syn_gate_context(text, before, marks) ||
             is_abbreviated(text, before))) {
            syn_gate_found(out, SYN_KIND_BIRTH_DATE, SYN_GATE_FLAG,
                           "birth-date");
            return;
        }
    }
}

/* hh:mm:ss; a second that is 00 may only be how the system writes. */
static void look_seconds(struct syn_gate_finding *out,
                         const struct gate_text *text)
{
    const char *s = text->s;

    for (size_t i = 1; i + 5 < text->n; i++)
        if (s[i] == ':' && s[i + 3] == ':' && gate_is(s[i - 1], GATE_DIGIT) &&
            gate_is(s[i + 1], GATE_DIGIT) && gate_is(s[i + 2], GATE_DIGIT) &&
            gate_is(s[i + 4], GATE_DIGIT) && gate_is(s[i + 5], GATE_DIGIT) &&
            memcmp(s + i + 4, "00", 2) != 0) {
            syn_gate_found(out, SYN_KIND_TIME, SYN_GATE_WARN, "time");
            return;
        }
}

/* Eight words or more, most in small letters, that begin with a capital and
 * end, or are divided, by a full stop. */
bool syn_gate_sentence(const char *s, size_t n)
{
    size_t words = 0, small = 0, stops = 0;
    const size_t shortest = 40, fewest = 8;

    if (n < shortest || !gate_is(*s, GATE_UPPER | GATE_HIGH))
        return false;
    for (size_t i = 0; i < n; i++) {
        bool begins = (i == 0 || s[i - 1] == ' ') && gate_is(s[i], GATE_LETTER);
        words += begins;
        small += begins && gate_is(s[i], GATE_LOWER | GATE_HIGH);
        stops += (s[i] == '.' || s[i] == '!' || s[i] == '?') && i > 20 &&
                 (i + 1 == n || s[i + 1] == ' ');
    }
    return words >= fewest && small * 10 >= words * 6 && stops > 0;
}

void syn_gate_times(struct syn_gate_finding *out, const struct gate_text *text)
{
    bool letters = (text->seen & GATE_LETTER) != 0;

    if (text->digits >= 4 && letters)
        look_birth(out, text);
    if ((text->seen & GATE_COLON) && text->digits >= 5)
        look_seconds(out, text);
    if (letters && (text->seen & GATE_SPACE) &&
        syn_gate_sentence(text->s, text->n))
        syn_gate_found(out, SYN_KIND_FREE_TEXT, SYN_GATE_WARN, "free-text");
}
