/* The hours of the week in the head of an indicator. */
#include <string.h>

#include "parts.h"

enum { DAY_HOURS = 24, WEEK_HOURS = 7 * DAY_HOURS, NO_DAY = -1 };

struct text {
    const char *at, *end;
};

/* One end of a range. */
struct moment {
    int day, hour;
};

static void skip_spaces(struct text *text)
{
    while (text->at < text->end && *text->at == ' ')
        text->at++;
}

/* Passes WORD if it is next. */
static bool take(struct text *text, const char *word)
{
    size_t n = strlen(word);

    skip_spaces(text);
    if ((size_t)(text->end - text->at) < n || memcmp(text->at, word, n) != 0)
        return false;
    text->at += n;
    return true;
}

static int take_day(struct text *text)
{
    static const char *const days[] = {"mon", "tue", "wed", "thu",
                                       "fri", "sat", "sun"};

    for (int i = 0; i < 7; i++)
        if (take(text, days[i]))
            return i;
    return NO_DAY;
}

/* Whole hours only: "22:00". */
static bool take_moment(struct text *text, struct moment *out)
{
    out->day = take_day(text);
    skip_spaces(text);
    const char *s = text->at;
    if (text->end - s < 5 || s[0] < '0' || s[0] > '2' || s[1] < '0' ||
        s[1] > '9' || memcmp(s + 2, ":00", 3) != 0)
        return false;
    out->hour = (s[0] - '0') * 10 + (s[1] - '0');
    if (out->hour > DAY_HOURS)
        return false;
    text->at += 5;
    return true;
}

static void set(struct syn_hours *out, int from, int n)
{
    for (int i = 0; i < n; i++) {
        int hour = (from + i) % WEEK_HOURS;
        out->bits[hour / 64] |= UINT64_C(1) << (hour % 64);
    }
}

/* Equal ends could mean nothing or everything, so they are refused. */
static bool
set_range(struct syn_hours *out, struct moment from, struct moment to)
{
    if ((from.day == NO_DAY) != (to.day == NO_DAY) || from.hour == DAY_HOURS)
        return false;
    if (from.day == NO_DAY) {
        int n = to.hour - from.hour;
        for (int day = 0; day < 7; day++)
            set(out, day * DAY_HOURS + from.hour, n < 0 ? n + DAY_HOURS : n);
        return n != 0;
    }
    int start = from.day * DAY_HOURS + from.hour;
    int n = to.day * DAY_HOURS + to.hour - start;
    set(out, start, n < 0 ? n + WEEK_HOURS : n);
    return n != 0;
}

static bool take_range(struct text *text, struct syn_hours *out)
{
    struct moment from, to;

    if (!take_moment(text, &from))
        return false;
    if (!take(text, "-") && !take(text, "\xe2\x80\x93"))
        return false;
    skip_spaces(text);
    const char *end = text->at;
    if (!take_moment(text, &to))
        return false;
    if (!set_range(out, from, to)) {
        text->at = end;
        return false;
    }
    skip_spaces(text);
    return true;
}

const char *syn_hours_parse(struct syn_hours *out, const char *text, size_t n)
{
    struct text rest = {text, text + n};

    *out = (struct syn_hours){.all = false};
    do {
        if (!take_range(&rest, out))
            return rest.at;
    } while (take(&rest, ","));
    return rest.at < rest.end ? rest.at : NULL;
}
