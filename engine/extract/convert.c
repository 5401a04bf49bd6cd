#include <samsyn/extract/convert.h>

#include <stdio.h>
#include <string.h>

#include <samsyn/base/calendar.h>

enum token {
    DAY1,
    DAY2,
    MONTH1,
    MONTH2,
    YEAR4,
    HOUR1,
    HOUR2,
    MINUTE2,
    SECOND2,
    ZONE,
    CLOCK, /* HHMM with or without its leading zeros. */
    SERIAL,
    LITERAL
};

static const struct {
    const char *text;
    enum token token;
} words[] = {
    {"HHMM", CLOCK}, {"yyyy", YEAR4}, {"dd", DAY2},    {"mm", MONTH2},
    {"HH", HOUR2},   {"MM", MINUTE2}, {"SS", SECOND2}, {"d", DAY1},
    {"m", MONTH1},   {"H", HOUR1},    {"Z", ZONE},
};

static size_t next_token(const char *text, enum token *token)
{
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t n = strlen(words[i].text);
        if (strncmp(text, words[i].text, n) == 0) {
            *token = words[i].token;
            return n;
        }
    }
    *token = LITERAL;
    return 1;
}

bool syn_format_compile(struct syn_format *out, const char *text)
{
    bool month = false, year = false;

    *out = (struct syn_format){.optional_from = SYN_FORMAT_TOKENS};
    if (strcmp(text, "serial") == 0) {
        out->token[out->n++] = SERIAL;
        out->has_date = out->has_time = true;
        return true;
    }
    while (*text) {
        enum token token;
        if (*text == '[' || *text == ']') {
            if (*text == '[')
                out->optional_from = out->n;
            text++;
            continue;
        }
        if (out->n == SYN_FORMAT_TOKENS)
            return false;
        size_t n = next_token(text, &token);
        out->token[out->n] = (unsigned char)token;
        out->literal[out->n++] = (unsigned char)*text;
        month |= token == MONTH1 || token == MONTH2;
        year |= token == YEAR4;
        out->has_time |= token == HOUR1 || token == HOUR2 || token == CLOCK;
        out->has_zone |= token == ZONE;
        text += n;
    }
    out->has_date = month && year;
    return out->has_date || (out->has_time && !month && !year);
}

/* Reads LEAST to MOST digits at *S.  -1 if there are fewer. */
static int digits(const char **s, const char *end, int least, int most)
{
    int value = 0, n = 0;

    while (n < most && *s < end && **s >= '0' && **s <= '9') {
        value = value * 10 + (**s - '0');
        ++*s;
        n++;
    }
    return n < least ? -1 : value;
}

/* "Z", "+01:00", "+0100" -> minutes east of UTC. */
static bool read_zone(int *out, const char **s, const char *end)
{
    if (*s < end && **s == 'Z') {
        ++*s;
        *out = 0;
        return true;
    }
    if (*s >= end || (**s != '+' && **s != '-'))
        return false;
    int sign = *(*s)++ == '-' ? -1 : 1;
    int hours = digits(s, end, 2, 2);
    if (*s < end && **s == ':')
        ++*s;
    int minutes = digits(s, end, 2, 2);
    *out = sign * (hours * 60 + minutes);
    return hours >= 0 && hours <= 14 && minutes >= 0 && minutes < 60;
}

struct parts {
    struct syn_civil date;
    int hour, minute, second, offset;
    bool clock, zoned;
};

static bool read_clock(struct parts *p, const char **s, const char *end)
{
    int value = digits(s, end, 1, 4);
    p->hour = value / 100;
    p->minute = value % 100;
    p->clock = true;
    return value >= 0;
}

/* Day 1 is 1 January 1900; day 60, 29 February 1900, never was. */
static bool read_serial(struct parts *p, const char **s, const char *end)
{
    enum { DAY_61 = -25508, LAST = 2958465 };
    int day = digits(s, end, 1, 7);
    double fraction = 0, place = 1;

    if (day < 1 || day > LAST || day == 60)
        return false;
    if (*s < end && (**s == '.' || **s == ',')) {
        p->clock = true;
        for (++*s; *s < end && **s >= '0' && **s <= '9'; ++*s)
            fraction += (**s - '0') * (place /= 10);
        if (place >= 1)
            return false;
    }
    int seconds = (int)(fraction * 86400 + 0.5);
    p->date = syn_day_civil(DAY_61 + (day - 61) + (day < 60) + seconds / 86400);
    p->hour = seconds % 86400 / 3600;
    p->minute = seconds % 3600 / 60;
    return true;
}

static bool
read_token(struct parts *p, enum token token, const char **s, const char *end)
{
    switch (token) {
    case DAY1:
    case DAY2:
        return (p->date.day = digits(s, end, token == DAY2 ? 2 : 1, 2)) >= 0;
    case MONTH1:
    case MONTH2:
        return (p->date.month = digits(s, end, token == MONTH2 ? 2 : 1, 2)) >=
               0;
    case YEAR4:
        return (p->date.year = digits(s, end, 4, 4)) >= 0;
    case HOUR1:
    case HOUR2:
        p->clock = true;
        return (p->hour = digits(s, end, token == HOUR2 ? 2 : 1, 2)) >= 0;
    case MINUTE2:
        return (p->minute = digits(s, end, 2, 2)) >= 0;
    case SECOND2:
        return (p->second = digits(s, end, 2, 2)) >= 0;
    case ZONE:
        return p->zoned = read_zone(&p->offset, s, end);
    case CLOCK:
        return read_clock(p, s, end);
    case SERIAL:
        return read_serial(p, s, end);
    case LITERAL:
        break;
    }
    return false;
}

static bool settle(struct syn_when *out,
                   const struct parts *p,
                   const struct syn_format *format)
{
    if (p->hour > 23 || p->minute > 59 || p->second > 60)
        return false;
    if (format->has_date && !syn_civil_valid(p->date))
        return false;
    out->day = format->has_date ? syn_day_of(p->date) : 0;
    out->minute = p->clock ? p->hour * 60 + p->minute : -1;
    out->zoned = p->zoned;
    if (p->zoned && p->clock) {
        out->minute -= p->offset;
        out->day += out->minute < 0 ? -1 : out->minute >= 1440;
        out->minute = (out->minute + 1440) % 1440;
    }
    return true;
}

bool syn_convert_when(struct syn_when *out,
                      const char *s,
                      size_t n,
                      const struct syn_format *format)
{
    const char *end = s + n;
    struct parts parts = {.date.day = 1};

    for (size_t i = 0; i < format->n; i++) {
        if (i >= format->optional_from && s == end &&
            i == format->optional_from)
            break;
        enum token token = (enum token)format->token[i];
        if (token == LITERAL) {
            if (s == end || (unsigned char)*s != format->literal[i])
                return false;
            s++;
        } else if (!read_token(&parts, token, &s, end)) {
            return false;
        }
    }
    return s == end && settle(out, &parts, format);
}

bool syn_convert_int(int64_t *out, const char *s, size_t n)
{
    const char *end = s + n;
    bool negative = n && *s == '-';
    int64_t value = 0;
    int count = 0;

    if (n && (*s == '-' || *s == '+'))
        s++;
    for (; s < end && *s >= '0' && *s <= '9'; s++, count++) {
        if (count == 18)
            return false;
        value = value * 10 + (*s - '0');
    }
    if (count && end - s == 2 && (s[0] == '.' || s[0] == ',') && s[1] == '0')
        s = end;
    *out = negative ? -value : value;
    return count && s == end;
}

/* The length of a sign between groups at S; 0 if none stands there. */
static size_t
grouping(const char *s, const char *end, struct syn_number_form form)
{
    static const char *const spaces[] = {" ", "\xc2\xa0", "\xe2\x80\xaf"};

    if (!form.thousands || s == end)
        return 0;
    if (*form.thousands != ' ')
        return *s == *form.thousands;
    for (size_t i = 0; i < 3; i++) {
        size_t n = strlen(spaces[i]);
        if ((size_t)(end - s) >= n && memcmp(s, spaces[i], n) == 0)
            return n;
    }
    return 0;
}

bool syn_convert_whole(int64_t *out,
                       const char *s,
                       size_t n,
                       struct syn_number_form form)
{
    const char *end = s + n, *decimal = form.decimal ? form.decimal : ".,";
    bool negative = n && *s == '-', grouped = false;
    int64_t value = 0;
    int count = 0, in_group = 0;

    if (n && (*s == '-' || *s == '+'))
        s++;
    while (s < end) {
        size_t sign = grouping(s, end, form);
        if (sign && (grouped ? in_group == 3 : in_group && in_group <= 3)) {
            grouped = true;
            in_group = 0;
            s += sign;
        } else if (*s >= '0' && *s <= '9' && count < 18) {
            value = value * 10 + (*s++ - '0');
            count++;
            in_group++;
        } else {
            break;
        }
    }
    if (!count || (grouped && in_group != 3))
        return false;
    if (end - s >= 2 && *s && strchr(decimal, *s))
        for (s++; s < end && *s == '0';)
            s++;
    *out = negative ? -value : value;
    return s == end;
}

/* --- ages -------------------------------------------------------------- */

static bool eat(const char **s, const char *end, const char *word)
{
    size_t n = strlen(word);

    if ((size_t)(end - *s) < n || strncmp(*s, word, n) != 0)
        return false;
    *s += n;
    return true;
}

static void eat_spaces(const char **s, const char *end)
{
    while (eat(s, end, " ") || eat(s, end, "\xc2\xa0"))
        ;
}

static bool eat_any(const char **s, const char *end, const char *const *of)
{
    for (; *of; of++)
        if (eat(s, end, *of))
            return true;
    return false;
}

bool syn_convert_ages(struct syn_ages *out, const char *s, size_t n)
{
    static const char *const below[] = {"<", "under", "Under", NULL};
    static const char *const above[] = {">", "over", "Over", NULL};
    static const char *const to[] = {"-", "\xe2\x80\x93", "to", "til", NULL};
    static const char *const years[] = {"\xc3\xa5r", "years", NULL};
    static const char *const more[] = {"+", "og over", "and over", "or older",
                                       NULL};
    const char *end = s + n;

    bool less = eat_any(&s, end, below);
    bool greater = !less && eat_any(&s, end, above);
    eat_spaces(&s, end);
    int a = digits(&s, end, 1, 3), b = a;
    eat_spaces(&s, end);
    if (!less && !greater && eat_any(&s, end, to)) {
        eat_spaces(&s, end);
        b = digits(&s, end, 1, 3);
        eat_spaces(&s, end);
    }
    eat_any(&s, end, years);
    eat_spaces(&s, end);
    if (b == a && !less && eat_any(&s, end, more))
        b = SYN_AGE_MAX;
    *out = (struct syn_ages){a, b};
    if (less)
        *out = (struct syn_ages){0, a - 1};
    if (greater)
        *out = (struct syn_ages){a + 1, SYN_AGE_MAX};
    return s == end && a >= 0 && b >= 0 && out->to <= SYN_AGE_MAX &&
           out->from <= out->to;
}

/* --- file names -------------------------------------------------------- */

static const char *const months[][12] = {
    {"january", "february", "march", "april", "may", "june", "july", "august",
     "september", "october", "november", "december"},
    {"januar", "februar", "mars", "april", "mai", "juni", "juli", "august",
     "september", "oktober", "november", "desember"},
};

static bool same_letters(const char *a, const char *b, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if ((a[i] | 0x20) != b[i])
            return false;
    return true;
}

/* The longest name of a month at S: its number, and its LENGTH; 0 if none. */
static int month_name(const char *s, size_t *length)
{
    int found = 0;

    *length = 0;
    for (int k = 0; k < 2; k++)
        for (int m = 0; m < 12; m++) {
            size_t n = strlen(months[k][m]);
            if (n > *length && strlen(s) >= n &&
                same_letters(s, months[k][m], n)) {
                *length = n;
                found = m + 1;
            }
        }
    return found;
}

static bool
match(struct syn_name_parts *out, const char *pattern, const char *name);

static bool match_number(int *out, int width, const char **name)
{
    const char *end = *name + strlen(*name);
    *out = digits(name, end, width, width);
    return *out >= 0;
}

/* A run of any length: every split is tried, the shortest first. */
static bool match_run(struct syn_name_parts *out,
                      const char *pattern,
                      const char *name,
                      bool is_part)
{
    for (size_t n = 0;; n++) {
        struct syn_name_parts trial = *out;
        if (is_part && n < sizeof trial.part)
            snprintf(trial.part, sizeof trial.part, "%.*s", (int)n, name);
        if ((!is_part || (n && n < sizeof trial.part)) &&
            match(&trial, pattern, name + n)) {
            *out = trial;
            return true;
        }
        if (!name[n])
            return false;
    }
}

/* Takes one field such as {yyyy} from both.  False if there is none here, or
 * the name does not have it. */
static bool
match_field(struct syn_name_parts *out, const char **pattern, const char **name)
{
    const char *end = *pattern + strlen(*pattern);
    size_t length;

    if (eat(pattern, end, "{yyyy}"))
        return match_number(&out->year, 4, name);
    if (eat(pattern, end, "{yy}")) {
        bool found = match_number(&out->year, 2, name);
        out->year += 2000;
        return found;
    }
    if (eat(pattern, end, "{mm}"))
        return match_number(&out->month, 2, name) && out->month >= 1 &&
               out->month <= 12;
    if (!eat(pattern, end, "{month}"))
        return false;
    out->month = month_name(*name, &length);
    *name += length;
    return out->month != 0;
}

static bool
match(struct syn_name_parts *out, const char *pattern, const char *name)
{
    for (;;) {
        const char *end = pattern + strlen(pattern);

        if (pattern == end)
            return !*name;
        if (*pattern == '*')
            return match_run(out, pattern + 1, name, false);
        if (eat(&pattern, end, "{part}"))
            return match_run(out, pattern, name, true);
        if (*pattern == '{') {
            if (!match_field(out, &pattern, &name))
                return false;
        } else if (*pattern++ != *name++) {
            return false;
        }
    }
}

bool syn_convert_name(struct syn_name_parts *out,
                      const char *pattern,
                      const char *name)
{
    *out = (struct syn_name_parts){0};
    return match(out, pattern, name);
}
