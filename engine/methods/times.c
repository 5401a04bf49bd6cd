#include "stat.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* 1970-01-05, a Monday: weeks are counted from the one it begins. */
enum { FIRST_MONDAY = 4 };

static const struct {
    const char *name;
    enum syn_unit unit;
    double cycle;
} units[] = {
    {"year", SYN_UNIT_YEAR, 1},       {"tertial", SYN_UNIT_TERTIAL, 3},
    {"quarter", SYN_UNIT_QUARTER, 4}, {"month", SYN_UNIT_MONTH, 12},
    {"week", SYN_UNIT_WEEK, 52},      {"day", SYN_UNIT_DAY, 365},
};

static double cycle_of(enum syn_unit unit)
{
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (units[i].unit == unit)
            return units[i].cycle;
    return 12;
}

static enum syn_unit unit_named(const char *name)
{
    for (size_t i = 0; name && i < sizeof units / sizeof *units; i++)
        if (strcmp(units[i].name, name) == 0)
            return units[i].unit;
    return SYN_UNIT_NONE;
}

/* N digits at TEXT; -1 if they are none. */
static int digits(const char *text, size_t n)
{
    int value = 0;
    for (size_t i = 0; i < n; i++) {
        if (!isdigit((unsigned char)text[i]))
            return -1;
        value = value * 10 + text[i] - '0';
    }
    return value;
}

/* Monday of week 1, the one with the fourth of January (ISO 8601). */
static int first_monday(int year)
{
    int fourth = syn_day_of((struct syn_civil){year, 1, 4});
    return fourth - syn_day_weekday(fourth);
}

static bool parse_week(long *number, int year, int week)
{
    int monday = first_monday(year) + 7 * (week - 1);
    if (week < 1 || monday >= first_monday(year + 1))
        return false;
    *number = (monday - FIRST_MONDAY) / 7;
    return true;
}

bool syn_unit_parse(enum syn_unit *unit, long *number, const char *text)
{
    size_t n = strlen(text);
    int year = n >= 4 ? digits(text, 4) : -1, day;
    if (year < 1600 || year > 2400)
        return false;
    int mark = n > 4 ? toupper((unsigned char)text[4]) : 0;
    if (n == 4) {
        *unit = SYN_UNIT_YEAR;
        *number = year;
        return true;
    }
    if (n == 6 && strchr("KQT", mark)) {
        int per_year = mark == 'T' ? 3 : 4, part = digits(text + 5, 1);
        *unit = mark == 'T' ? SYN_UNIT_TERTIAL : SYN_UNIT_QUARTER;
        *number = (long)year * per_year + part - 1;
        return part >= 1 && part <= per_year;
    }
    if (n == 7 && mark == '-') {
        int month = digits(text + 5, 2);
        *unit = SYN_UNIT_MONTH;
        *number = (long)year * 12 + month - 1;
        return month >= 1 && month <= 12;
    }
    if (n == 8 && mark == '-' && toupper((unsigned char)text[5]) == 'W') {
        *unit = SYN_UNIT_WEEK;
        return parse_week(number, year, digits(text + 6, 2));
    }
    *unit = SYN_UNIT_DAY;
    if (n != 10 || !syn_day_parse(&day, text))
        return false;
    *number = day;
    return true;
}

/* Position in the year of period NUMBER, from 1. */
static double position(enum syn_unit unit, long number)
{
    if (unit == SYN_UNIT_MONTH)
        return (double)(number % 12) + 1;
    if (unit == SYN_UNIT_QUARTER)
        return (double)(number % 4) + 1;
    if (unit == SYN_UNIT_TERTIAL)
        return (double)(number % 3) + 1;
    if (unit == SYN_UNIT_YEAR)
        return 1;
    int day = (int)(unit == SYN_UNIT_WEEK ? number * 7 + FIRST_MONDAY : number);
    /* A week belongs to the year of its Thursday. */
    int year = syn_day_civil(unit == SYN_UNIT_WEEK ? day + 3 : day).year;
    if (unit == SYN_UNIT_WEEK)
        return 1 + floor((day - first_monday(year)) / 7.0);
    return day - syn_day_of((struct syn_civil){year, 1, 1}) + 1;
}

/* The period of UNIT that the period NUMBER of FROM lies in; finer to coarser
 * only. */
static bool coarser(long *number, enum syn_unit from, enum syn_unit unit)
{
    if (from == unit)
        return true;
    if (from == SYN_UNIT_DAY && unit == SYN_UNIT_WEEK) {
        *number = (*number - FIRST_MONDAY - syn_day_weekday((int)*number)) / 7;
        return true;
    }
    if (from == SYN_UNIT_DAY && unit < SYN_UNIT_WEEK) {
        *number = syn_day_month((int)*number);
        from = SYN_UNIT_MONTH;
    }
    if (from != SYN_UNIT_MONTH || unit > SYN_UNIT_MONTH)
        return false;
    if (unit != SYN_UNIT_MONTH)
        *number /= 12 / (long)cycle_of(unit);
    return true;
}

/* Refuses unless each number is one more than the one before.  Rows out of
 * order leave gaps too, so order is asked first. */
static bool consecutive(struct syn_stat *s, const long *number)
{
    bool back = false, twice = false, gap = false;
    for (size_t i = 1; i < s->n; i++) {
        back = back || number[i] < number[i - 1];
        twice = twice || number[i] == number[i - 1];
        gap = gap || number[i] > number[i - 1] + 1;
    }
    enum syn_refusal refusal = back    ? SYN_REFUSAL_NOT_IN_ORDER
                               : twice ? SYN_REFUSAL_DUPLICATE_PERIOD
                               : gap   ? SYN_REFUSAL_GAP_IN_SERIES
                                       : SYN_REFUSAL_NONE;
    if (refusal)
        syn_stat_refuse(s, refusal, NULL);
    return !refusal;
}

/* The cell of column NAME in row I is no period or no whole number. */
static void blame(struct syn_stat *s, const char *name, size_t i)
{
    size_t column = syn_input_column(s->input, name);
    s->status = syn_diag_fail(
        s->diag, SYN_EINPUT,
        syn_input_locate(s->input, s->index[i], column, s->arena),
        "stat.period", "this cell of the column \"%s\" is not a period", name);
}

static bool read_t(struct syn_times *out, struct syn_stat *s)
{
    out->t = syn_stat_column(s, "t");
    if (!out->t || syn_stat_missing(s, out->t))
        return false;
    out->has_t = true;
    long *number = syn_arena_alloc(s->arena, s->n + 1, sizeof *number);
    for (size_t i = 0; i < s->n; i++) {
        if (out->t[i] != floor(out->t[i]) || fabs(out->t[i]) > 1e15) {
            blame(s, "t", i);
            return false;
        }
        number[i] = (long)out->t[i];
    }
    return consecutive(s, number);
}

static bool read_periods(struct syn_times *out, struct syn_stat *s)
{
    long *number = syn_arena_alloc(s->arena, s->n + 1, sizeof *number);
    enum syn_unit unit;
    out->label = syn_stat_texts_maybe(s, "period");
    for (size_t i = 0; i < s->n; i++) {
        if (!*out->label[i]) {
            syn_stat_refuse(s, SYN_REFUSAL_MISSING_VALUES, NULL);
            return false;
        }
        if (!syn_unit_parse(&unit, &number[i], out->label[i]) ||
            (i > 0 && unit != out->unit)) {
            blame(s, "period", i);
            return false;
        }
        if (i == 0) {
            out->unit = unit;
            out->first = number[i];
        }
    }
    return consecutive(s, number);
}

static bool read_start(struct syn_times *out, struct syn_stat *s)
{
    const char *start = syn_stat_option(s, "start");
    enum syn_unit wanted = unit_named(syn_stat_option(s, "period")), unit;
    if (!start) {
        out->cycle = cycle_of(wanted);
        return true;
    }
    if (!syn_unit_parse(&unit, &out->first, start)) {
        syn_stat_wrong(s, "start");
        return false;
    }
    /* Without --period, the form of --start tells. */
    bool told = false;
    for (size_t i = 0; i < s->n_given; i++)
        told = told || strcmp(s->given[i].name, "period") == 0;
    out->unit = told ? wanted : unit;
    if (!coarser(&out->first, unit, out->unit)) {
        syn_stat_wrong(s, "start");
        return false;
    }
    return true;
}

/* Position in the year of each row: of the first by the calendar, from there
 * on one more each. */
static void fill_positions(struct syn_times *out, struct syn_stat *s)
{
    double *t = syn_stat_room(s, s->n), *at = syn_stat_room(s, s->n);
    double first = out->unit ? position(out->unit, out->first) : 1;
    for (size_t i = 0; i < s->n; i++) {
        t[i] = (double)i + 1;
        at[i] = first + (double)i;
    }
    if (!out->has_t)
        out->t = t;
    out->s = at;
}

bool syn_stat_times(struct syn_times *out, struct syn_stat *s)
{
    *out = (struct syn_times){.n = s->n};
    bool periods = syn_stat_has(s, "period");
    if ((periods && !read_periods(out, s)) ||
        (!periods && !read_start(out, s)) ||
        (syn_stat_has(s, "t") && !read_t(out, s)))
        return false;
    double given = syn_stat_number(s, "cycle");
    if (out->unit)
        out->cycle = cycle_of(out->unit);
    if (given > 0)
        out->cycle = given;
    fill_positions(out, s);
    s->times = out;
    return true;
}

/* The period NUMBER as LIKE, one of its kind, is written. */
static const char *period_text(struct syn_arena *arena,
                               enum syn_unit unit,
                               long number,
                               const char *like)
{
    long parts = (long)cycle_of(unit);
    bool week = unit == SYN_UNIT_WEEK;
    if (unit == SYN_UNIT_YEAR)
        return syn_arena_printf(arena, "%ld", number);
    if (unit == SYN_UNIT_QUARTER || unit == SYN_UNIT_TERTIAL)
        return syn_arena_printf(arena, "%ld%c%ld", number / parts, like[4],
                                number % parts + 1);
    if (unit == SYN_UNIT_MONTH)
        return syn_arena_printf(arena, "%ld-%02ld", number / 12,
                                number % 12 + 1);
    /* A week belongs to the year of its Thursday. */
    int day = (int)(week ? number * 7 + FIRST_MONDAY + 3 : number);
    struct syn_civil on = syn_day_civil(day);
    if (week)
        return syn_arena_printf(arena, "%d-W%02d", on.year,
                                (int)position(unit, number));
    return syn_arena_printf(arena, "%d-%02d-%02d", on.year, on.month, on.day);
}

void syn_put_time(struct syn_stat *s,
                  const char *key,
                  const struct syn_times *times,
                  size_t i)
{
    if (times->label && !times->has_t)
        syn_put_text(s, key,
                     i < times->n ? times->label[i]
                                  : period_text(s->arena, times->unit,
                                                times->first + (long)i,
                                                times->label[0]));
    else if (i < times->n)
        syn_put(s, key, times->t[i]);
    else /* After the last row. */
        syn_put(s, key, times->t[times->n - 1] + (double)(i + 1 - times->n));
}

bool syn_times_find(size_t *row,
                    const struct syn_times *times,
                    const char *text)
{
    enum syn_unit unit;
    long number;
    double t;
    if (times->unit && syn_unit_parse(&unit, &number, text) &&
        unit == times->unit && (unit != SYN_UNIT_YEAR || !times->has_t)) {
        *row = (size_t)(number - times->first);
        return number >= times->first;
    }
    if (!syn_number_parse(&t, text) || t != floor(t))
        return false;
    t -= times->has_t ? times->t[0] : 1;
    *row = (size_t)fmax(t, 0);
    return t >= 0 && t < 1e9;
}

bool syn_times_range(size_t *from,
                     size_t *to,
                     const struct syn_times *times,
                     const char *text,
                     struct syn_arena *arena)
{
    const char *colon = strchr(text, ':');
    if (!colon)
        return false;
    const char *left = syn_arena_strndup(arena, text, (size_t)(colon - text));
    *from = 0;
    *to = times->n - 1;
    return (!*left || syn_times_find(from, times, left)) &&
           (!colon[1] || syn_times_find(to, times, colon + 1)) &&
           *from <= *to && *to < times->n;
}
