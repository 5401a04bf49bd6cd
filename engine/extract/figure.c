/* The comments of extract/cells.h say what is read. */
#include <samsyn/extract/cells.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NUMBER_BYTES = 64 };

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* --- periods ----------------------------------------------------------- */

/* The next N digits as a number. */
static bool take_digits(int *out, const char **s, size_t n)
{
    *out = 0;
    for (size_t i = 0; i < n; i++, ++*s) {
        if (!is_digit(**s))
            return false;
        *out = *out * 10 + (**s - '0');
    }
    return true;
}

static bool span_of_years(struct syn_span *out, int from, int to)
{
    *out = (struct syn_span){from * 12, to * 12 + 11};
    return from >= 1600 && to >= from && to <= from + 10;
}

static bool span_of_months(struct syn_span *out, int year, int first, int n)
{
    *out = (struct syn_span){year * 12 + first, year * 12 + first + n - 1};
    return year >= 1600 && first >= 0 && first + n <= 12;
}

/* After a year and a hyphen. */
static bool read_second(struct syn_span *out, int year, const char *s)
{
    int b, day;

    if (strlen(s) == 4)
        return take_digits(&b, &s, 4) && span_of_years(out, year, b);
    if (strcmp(s, "01-01") == 0)
        return span_of_years(out, year, year);
    if (!take_digits(&b, &s, 2))
        return false;
    if (*s == '-') /* Another day of a year says nothing of a period. */
        return s++ && take_digits(&day, &s, 2) && !*s && false;
    if (*s)
        return false;
    if (b == (year + 1) % 100)
        return span_of_years(out, year, year + 1);
    return span_of_months(out, year, b - 1, 1);
}

/* After a year: the kind of part and its number. */
static bool read_part(struct syn_span *out, int year, const char *s)
{
    int part, months = *s == 'M' || *s == 'm' ? 1 : 3;

    if (!strchr("KkQqTtMm", *s) || !*s++)
        return false;
    if (!take_digits(&part, &s, months == 1 ? 2 : 1) || *s)
        return false;
    return span_of_months(out, year, (part - 1) * months, months);
}

bool syn_span_read(struct syn_span *out, const char *s, size_t n)
{
    char text[SYN_SPAN_BYTES];
    const char *at = text;
    int year, second;

    if (n < 4 || n >= sizeof text)
        return false;
    memcpy(text, s, n);
    text[n] = '\0';
    if (n == 5) /* 23-24 */
        return take_digits(&year, &at, 2) && *at++ == '-' &&
               take_digits(&second, &at, 2) &&
               span_of_years(out, 2000 + year, 2000 + second);
    if (!take_digits(&year, &at, 4))
        return false;
    if (!*at)
        return span_of_years(out, year, year);
    return *at == '-' ? read_second(out, year, at + 1)
                      : read_part(out, year, at);
}

const char *syn_span_code(char out[SYN_SPAN_BYTES], struct syn_span span)
{
    int year = span.from / 12, first = span.from % 12 + 1;
    int n = span.to - span.from + 1, last = span.to / 12;

    if (first == 1 && n == 12)
        snprintf(out, SYN_SPAN_BYTES, "%04d", year);
    else if (first == 1 && n % 12 == 0)
        snprintf(out, SYN_SPAN_BYTES, "%04d-%04d", year, last);
    else if (n == 3 && first % 3 == 1)
        snprintf(out, SYN_SPAN_BYTES, "%04dK%d", year, first / 3 + 1);
    else if (n == 1)
        snprintf(out, SYN_SPAN_BYTES, "%04d-%02d", year, first);
    else
        snprintf(out, SYN_SPAN_BYTES, "%04d-%02d/%04d-%02d", year, first, last,
                 span.to % 12 + 1);
    return out;
}

/* --- figures ----------------------------------------------------------- */

struct text {
    const char *s;
    size_t n;
};

static bool is(struct text text, const char *what)
{
    return strlen(what) == text.n && memcmp(text.s, what, text.n) == 0;
}

/* Bytes of what groups digits at S: THOUSANDS, where " " is also U+00A0 and
 * U+202F; or 0. */
static size_t grouping(struct text text, const char *thousands)
{
    if (!thousands || !text.n)
        return 0;
    if (*text.s == *thousands)
        return 1;
    if (*thousands != ' ')
        return 0;
    if (text.n >= 2 && memcmp(text.s, "\xc2\xa0", 2) == 0)
        return 2;
    return text.n >= 3 && memcmp(text.s, "\xe2\x80\xaf", 3) == 0 ? 3 : 0;
}

/* Digits to OUT, which has room for NUMBER_BYTES; groups of three if they are
 * grouped.  How many bytes of TEXT; 0 if it is no number. */
static size_t
take_whole(char *out, size_t *used, struct text text, const char *thousands)
{
    size_t i = 0, since = 0, groups = 0;

    while (i < text.n && *used + 2 < NUMBER_BYTES) {
        size_t gap =
            since ? grouping((struct text){text.s + i, text.n - i}, thousands)
                  : 0;
        if (gap && (groups ? since == 3 : since <= 3)) {
            i += gap;
            since = 0;
            groups++;
        } else if (is_digit(text.s[i])) {
            out[(*used)++] = text.s[i++];
            since++;
        } else {
            break;
        }
    }
    return since && (!groups || since == 3) ? i : 0;
}

static bool read_number(double *out,
                        struct text text,
                        const struct syn_contract_cells *cells)
{
    static const char minus[] = "\xe2\x88\x92";
    char plain[NUMBER_BYTES];
    size_t used = 0;

    if (text.n > 3 && memcmp(text.s, minus, 3) == 0) {
        plain[used++] = '-';
        text = (struct text){text.s + 3, text.n - 3};
    } else if (text.n > 1 && (*text.s == '-' || *text.s == '+')) {
        plain[used++] = *text.s;
        text = (struct text){text.s + 1, text.n - 1};
    }
    size_t i = take_whole(plain, &used, text, cells->thousands);
    if (!i)
        return false;
    if (i < text.n && text.s[i] == *cells->decimal && i + 1 < text.n) {
        plain[used++] = '.';
        for (i++; i < text.n && is_digit(text.s[i]); i++)
            if (used + 1 < sizeof plain)
                plain[used++] = text.s[i];
    }
    plain[used] = '\0';
    *out = strtod(plain, NULL); /* The program has the locale C. */
    return i == text.n;
}

/* "<5", "< 5", "<=5", and the sign for less or equal. */
static bool is_below(struct text text)
{
    size_t i = 0;

    if (text.n && *text.s == '<')
        i = text.n > 1 && text.s[1] == '=' ? 2 : 1;
    else if (text.n > 3 && memcmp(text.s, "\xe2\x89\xa4", 3) == 0)
        i = 3;
    if (!i)
        return false;
    i += i < text.n && text.s[i] == ' ';
    size_t digits = i;
    while (i < text.n && is_digit(text.s[i]))
        i++;
    return i > digits && i == text.n;
}

static enum syn_cell_state symbol(struct text text,
                                  const struct syn_contract_cells *cells)
{
    static const struct {
        const char *text;
        enum syn_cell_state state;
    } usual[] = {{":", SYN_CELL_SUPPRESSED}, {".", SYN_CELL_NOT_APPLICABLE},
                 {"..", SYN_CELL_MISSING},   {"...", SYN_CELL_NOT_YET},
                 {"", SYN_CELL_MISSING},     {"-", SYN_CELL_ZERO}};

    for (size_t i = 0; i < cells->symbols.n; i++)
        if (is(text, cells->symbols.at[i].key))
            return syn_cell_state_of(cells->symbols.at[i].text);
    for (size_t i = 0; i < sizeof usual / sizeof *usual; i++)
        if (is(text, usual[i].text))
            return usual[i].state;
    return is_below(text) ? SYN_CELL_SUPPRESSED : SYN_N_CELL_STATES;
}

/* Takes an asterisk away that stands beside what is said. */
static bool take_mark(struct text *text)
{
    bool before = text->n > 1 && *text->s == '*';
    bool after = text->n > 1 && text->s[text->n - 1] == '*';

    text->s += before;
    text->n -= (size_t)(before || after);
    while (text->n && *text->s == ' ' && before) {
        text->s++;
        text->n--;
    }
    while (text->n && after && text->s[text->n - 1] == ' ')
        text->n--;
    return before || after;
}

bool syn_cell_read(struct syn_observation *out,
                   const char *s,
                   size_t n,
                   const struct syn_contract_cells *cells)
{
    struct text text = {s, n};

    *out = (struct syn_observation){.state = symbol(text, cells)};
    if (out->state != SYN_N_CELL_STATES)
        return true;
    out->provisional = take_mark(&text);
    out->state = symbol(text, cells);
    if (text.n && out->state != SYN_N_CELL_STATES)
        return true;
    if (!read_number(&out->value, text, cells))
        return false;
    out->state = out->value == 0 ? SYN_CELL_ZERO : SYN_CELL_VALUE;
    return true;
}
