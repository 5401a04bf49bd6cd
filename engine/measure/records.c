/* Kinds that look at the dates and numbers of a record.  The numbers in
 * brackets are the requirements of measure/series.h. */
#include <math.h>
#include <stdlib.h>

#include "plan.h"

/* Goes to the next different key of hits sorted by it. */
static bool is_new(const struct counter *c, size_t i)
{
    return i == 0 || c->hits.at[i].key != c->hits.at[i - 1].key;
}

/* --- followup within a record (16) ------------------------------------- */

void syn_count_prompt(struct plan *plan, struct counter *c)
{
    struct syn_arena_mark mark = syn_arena_mark(plan->arena);
    bool events = c->indicator->unit->counting == SYN_COUNT_EVENTS;
    size_t n;
    struct filter *filters = syn_filters(&n, plan, c);
    uint32_t ordinal = 0;

    for (size_t f = 0; f < n; f++)
        filters[f].tally->of.distinct = filters[f].tally->count.distinct =
            !events;
    for (size_t i = 0; i < c->hits.n; i++) {
        const struct hit *hit = &c->hits.at[i];
        int month = hit->month;
        const struct record *has = syn_hit_record(c, hit);
        bool known = has->a != SYN_UNKNOWN && has->b != SYN_UNKNOWN;
        bool prompt = known && has->b - has->a <= c->indicator->within;
        ordinal += is_new(c, i);
        for (size_t f = 0; f < n; f++) {
            if (!syn_hit_in(hit, &filters[f]))
                continue;
            syn_cells_add(plan, &filters[f].tally->of, month, ordinal,
                          has->weight);
            if (prompt)
                syn_cells_add(plan, &filters[f].tally->count, month, ordinal,
                              has->weight);
        }
    }
    for (size_t f = 0; f < n; f++) {
        syn_cells_sum(plan, &filters[f].tally->of);
        syn_cells_sum(plan, &filters[f].tally->count);
    }
    syn_arena_rewind(plan->arena, mark);
}

/* --- duration (19) ----------------------------------------------------- */

/* A time that is known; HIT is where it came, COUNTED the number of its case.
 */
struct timed {
    int month;
    uint32_t counted;
    size_t hit;
    double value;
};

static int by_month(const void *a, const void *b)
{
    const struct timed *x = a, *y = b;
    if (x->month != y->month)
        return x->month < y->month ? -1 : 1;
    return (x->hit > y->hit) - (x->hit < y->hit);
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Hyndman and Fan (1996), type 7: what R's quantile() does unless told. */
static double quantile(const double *sorted, size_t n, double p)
{
    double at = (double)(n - 1) * p, below = floor(at);
    size_t i = (size_t)below;

    if (i + 1 >= n)
        return sorted[n - 1];
    return sorted[i] + (at - below) * (sorted[i + 1] - sorted[i]);
}

static double
statistic_of(double *values, size_t n, enum syn_statistic statistic)
{
    double sum = 0;

    if (!n)
        return statistic == SYN_STATISTIC_SUM ? 0 : NAN;
    qsort(values, n, sizeof *values, by_value); /* Sums too: in one order. */
    for (size_t i = 0; i < n; i++)
        sum += values[i];
    switch (statistic) {
    case SYN_STATISTIC_MEDIAN:
        return quantile(values, n, 0.5);
    case SYN_STATISTIC_P80:
        return quantile(values, n, 0.8);
    case SYN_STATISTIC_P90:
        return quantile(values, n, 0.9);
    case SYN_STATISTIC_MEAN:
        return sum / (double)n;
    default:
        return sum;
    }
}

/* What a number of UNIT is multiplied by to be IN another. */
static double factor_of(enum syn_time_unit unit, enum syn_time_unit in)
{
    static const double minutes[] = {[SYN_TIME_NONE] = 1,
                                     [SYN_TIME_MINUTES] = 1,
                                     [SYN_TIME_HOURS] = 60,
                                     [SYN_TIME_DAYS] = 1440,
                                     [SYN_TIME_MONTHS] = 1440 * 365.2425 / 12};

    return unit == in ? 1 : minutes[unit] / minutes[in];
}

/* The time of HIT; NaN if it is not known, or less than none. */
static double time_of(const struct counter *c, const struct hit *hit)
{
    const struct record *has = syn_hit_record(c, hit);
    bool span = c->b != OF_NOTHING;
    int64_t value = span ? has->b - has->a : has->a;

    if (has->a == SYN_UNKNOWN || (span && has->b == SYN_UNKNOWN) || value < 0)
        return NAN;
    return (double)value;
}

/* --- aoristic (26) ----------------------------------------------------- */

enum { DAY = 1440, WEEK = 7 * DAY };

/* How many of the minutes from the one numbered FROM in a week, before TO, are
 * in the hours of WHEN; both within two weeks of Monday. */
static int64_t
minutes_in(const struct syn_hours *when, int64_t from, int64_t to)
{
    int64_t sum = 0;

    for (int64_t at = from, end; at < to; at = end) {
        int64_t hour = at / 60, in_week = hour % 168;
        end = (hour + 1) * 60 < to ? (hour + 1) * 60 : to;
        if (when->bits[in_week / 64] >> (in_week % 64) & 1)
            sum += end - at;
    }
    return sum;
}

/* The part of HIT's time that is in the hours; NaN if it is not known. */
static double part_in_hours(const struct counter *c, const struct hit *hit)
{
    const struct syn_hours *when = &c->indicator->when;
    const struct record *has = syn_hit_record(c, hit);
    int64_t from = has->a, took = has->b == SYN_UNKNOWN ? 0 : has->b - from;
    int64_t within = c->indicator->within, weeks = took / WEEK;

    if (from == SYN_UNKNOWN || took < 0 || (within >= 0 && took > within * DAY))
        return NAN;
    int day = (int)(from / DAY - (from % DAY < 0));
    int64_t first =
        (int64_t)syn_day_weekday(day) * DAY + (from - (int64_t)day * DAY);
    if (took == 0)
        return minutes_in(when, first, first + 1) ? 1 : 0;
    return (double)(weeks * minutes_in(when, 0, WEEK) +
                    minutes_in(when, first, first + took % WEEK)) /
           (double)took;
}

/* What the statistic is of. */
static double number_of(const struct counter *c, const struct hit *hit)
{
    return c->indicator->measure == SYN_MEASURE_AORISTIC ? part_in_hours(c, hit)
                                                         : time_of(c, hit);
}

/* --- their statistics -------------------------------------------------- */

/* The first of the N times at TIMES in MONTH or later. */
static size_t first_in(const struct timed *times, size_t n, int month)
{
    size_t from = 0;

    while (from < n) {
        size_t middle = from + (n - from) / 2;
        if (times[middle].month < month)
            from = middle + 1;
        else
            n = middle;
    }
    return from;
}

/* Room for the times of a period, and by case for the last one it was in. */
struct taken {
    double *values;
    uint32_t *period, n_periods;
};

/* Takes the times of the months FROM to before TO, of each case the first. */
static size_t take_times(
    struct taken *taken, const struct timed *times, size_t n, int from, int to)
{
    size_t found = 0;

    taken->n_periods++;
    for (size_t m = first_in(times, n, from); m < n && times[m].month < to;
         m++) {
        uint32_t *period = &taken->period[times[m].counted];
        if (*period != taken->n_periods)
            taken->values[found++] = times[m].value;
        *period = taken->n_periods;
    }
    return found;
}

/* The statistic of every period, of the N times at TIMES in order of month. */
static void fill_durations(const struct plan *plan,
                           const struct counter *c,
                           struct tally *tally,
                           const struct timed *times,
                           size_t n,
                           struct taken *taken)
{
    const struct syn_indicator *i = c->indicator;
    bool percent = i->measure == SYN_MEASURE_AORISTIC &&
                   i->statistic == SYN_STATISTIC_MEAN;
    double factor = percent ? 100 : factor_of(i->value_unit, i->in);

    for (int k = 0; k < SYN_N_PERIOD_KINDS; k++)
        for (size_t t = 0; t < plan->n_periods[k]; t++) {
            struct syn_period period = {(enum syn_period_kind)k,
                                        plan->first[k] + (int)t};
            int from = syn_period_first_month(period);
            int to = from + syn_period_months(period.kind);
            size_t found = take_times(taken, times, n, from, to);
            tally->count.count[k][t] = (int64_t)found;
            tally->value[k][t] =
                factor * statistic_of(taken->values, found, i->statistic);
        }
}

void syn_count_duration(struct plan *plan, struct counter *c)
{
    struct syn_arena_mark mark = syn_arena_mark(plan->arena);
    size_t n, most = c->hits.n + 1;
    struct filter *filters = syn_filters(&n, plan, c);
    struct timed *times = malloc(most * sizeof *times);
    struct taken taken = {.values = malloc(most * sizeof *taken.values),
                          .period = calloc(most, sizeof *taken.period)};

    if (!times || !taken.values || !taken.period)
        syn_arena_exhausted(most * (sizeof *times + sizeof *taken.values));
    for (size_t f = 0; f < n; f++) {
        size_t found = 0;
        uint32_t counted = 0;
        for (size_t i = 0; i < c->hits.n; i++) {
            const struct hit *hit = &c->hits.at[i];
            double time = number_of(c, hit);
            counted += is_new(c, i);
            if (!isnan(time) && syn_hit_in(hit, &filters[f]))
                times[found++] = (struct timed){hit->month, counted, i, time};
        }
        if (found)
            qsort(times, found, sizeof *times, by_month);
        fill_durations(plan, c, filters[f].tally, times, found, &taken);
    }
    free(times);
    free(taken.values);
    free(taken.period);
    syn_arena_rewind(plan->arena, mark);
}

/* --- survey (20) ------------------------------------------------------- */

void syn_count_survey(struct plan *plan, struct counter *c)
{
    struct syn_arena_mark mark = syn_arena_mark(plan->arena);
    bool mean = c->indicator->value != NULL;
    size_t n;
    struct filter *filters = syn_filters(&n, plan, c);

    for (size_t f = 0; f < n; f++) {
        struct tally *t = filters[f].tally;
        t->count.distinct = t->of.distinct = false;
        for (size_t i = 0; i < c->hits.n; i++) {
            const struct hit *hit = &c->hits.at[i];
            const struct record *has = syn_hit_record(c, hit);
            int month = hit->month;
            if (!syn_hit_in(hit, &filters[f]) || has->a == SYN_UNKNOWN ||
                (!mean && has->b == SYN_UNKNOWN))
                continue;
            syn_cells_add(plan, &t->count, month, 0,
                          mean ? has->weight : has->a);
            syn_cells_add(plan, &t->of, month, 0,
                          mean ? has->weight * has->a : has->b);
        }
        syn_cells_sum(plan, &t->count);
        syn_cells_sum(plan, &t->of);
        for (int k = 0; mean && k < SYN_N_PERIOD_KINDS; k++)
            for (size_t p = 0; p < plan->n_periods[k]; p++)
                t->value[k][p] = t->count.count[k][p]
                                     ? (double)t->of.count[k][p] /
                                           (double)t->count.count[k][p]
                                     : NAN;
    }
    syn_arena_rewind(plan->arena, mark);
}

/* --- status (21) ------------------------------------------------------- */

/* Whole months from one day to another: 31 January to 28 February is one, as
 * neither month goes on. */
static int months_between(int from, int to)
{
    struct syn_civil a = syn_day_civil(from), b = syn_day_civil(to);
    int months = (b.year - a.year) * 12 + b.month - a.month;
    bool ends = syn_day_month(to + 1) != syn_day_month(to);

    return months - (b.day < a.day && !ends);
}

/* Whether HIT belongs to the figure of the day LAST. */
static bool
is_standing(const struct counter *c, const struct hit *hit, int from, int last)
{
    const struct record *has = syn_hit_record(c, hit);

    switch (c->indicator->statistic) {
    case SYN_STATISTIC_OPEN:
        return has->a != SYN_UNKNOWN && has->a <= last &&
               (has->b == SYN_UNKNOWN || has->b > last);
    case SYN_STATISTIC_RECENT:
        return hit->day >= from && hit->day <= last;
    default:
        return hit->day <= last;
    }
}

static void fill_status(const struct plan *plan,
                        const struct counter *c,
                        const struct filter *in,
                        struct syn_period period)
{
    int at = period.index - plan->first[period.kind];
    int last = syn_period_last_day(period), latest = INT32_MIN;
    int from =
        syn_month_first_day(syn_day_month(last) + 1 - c->indicator->window);
    bool events = c->indicator->unit->counting == SYN_COUNT_EVENTS;
    bool taken = false;
    int64_t count = 0;

    for (size_t i = 0; i < c->hits.n; i++) {
        const struct hit *hit = &c->hits.at[i];
        taken = taken && !is_new(c, i);
        if (!syn_hit_in(hit, in) || !is_standing(c, hit, from, last))
            continue;
        latest = hit->day > latest ? hit->day : latest;
        count += events ? syn_hit_record(c, hit)->weight : !taken;
        taken = true;
    }
    in->tally->count.count[period.kind][at] = count;
    if (in->tally->value[period.kind])
        in->tally->value[period.kind][at] =
            count > 0 ? (double)months_between(latest, last) : NAN;
}

void syn_count_status(struct plan *plan, struct counter *c)
{
    struct syn_arena_mark mark = syn_arena_mark(plan->arena);
    size_t n;
    struct filter *filters = syn_filters(&n, plan, c);

    for (size_t f = 0; f < n; f++)
        for (int k = 0; k < SYN_N_PERIOD_KINDS; k++)
            for (size_t t = 0; t < plan->n_periods[k]; t++)
                fill_status(plan, c, &filters[f],
                            (struct syn_period){(enum syn_period_kind)k,
                                                plan->first[k] + (int)t});
    syn_arena_rewind(plan->arena, mark);
}
