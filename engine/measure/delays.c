/* How late events are registered (28): the numbers in brackets are the
 * requirements of measure/series.h. */
#include <string.h>

#include <samsyn/store/dates.h>

#include "plan.h"

enum { MOST_QUARTERS = 40, MOST_DELAY = 40 };

/* What is registered on each day, by the quarter in which it happened. */
struct days {
    int first, last; /* Quarters. */
    int first_day, last_day;
    int last_seen;   /* The last day on which anything was registered. */
    int64_t *weight; /* [(quarter - FIRST) * days + day - FIRST_DAY] */
};

static int quarter_end(int quarter)
{
    return syn_period_last_day((struct syn_period){SYN_QUARTER, quarter});
}

static int quarter_of(int day)
{
    return syn_period_of_month(SYN_QUARTER, syn_day_month(day)).index;
}

/* The last whole quarter that ends no later than DAY. */
static int quarter_before(int day)
{
    return quarter_of(day + 1) - 1;
}

static size_t width(const struct days *d)
{
    int last = d->last_day - d->first_day;
    return (size_t)last + 1;
}

static void take(void *data, int occurred, int reported, int64_t weight)
{
    struct days *d = data;
    size_t quarter = (size_t)(quarter_of(occurred) - d->first);

    if (reported > d->last_day)
        return;
    if (reported > d->last_seen)
        d->last_seen = reported;
    if (reported < d->first_day)
        reported = d->first_day;
    d->weight[quarter * width(d) + (size_t)(reported - d->first_day)] += weight;
}

/* The whole months covered, after the last gap; FIRST > LAST: none. */
static void find_months(int *first, int *last, const struct coverage *c)
{
    *last = c->last;
    while (*last >= c->first && !c->covered[*last - c->first])
        --*last;
    *first = *last + 1;
    while (*first > c->first && c->covered[*first - 1 - c->first])
        --*first;
}

/* The first month of the extracts of SOURCE that were made last. */
static int newest_from(const struct syn_series_set *set,
                       const struct coverage *c)
{
    int from = c->last;

    for (size_t i = 0; i < set->n_batches; i++) {
        const struct syn_batch *b = &set->batches[i];
        if (strcmp(b->source, c->source->name) == 0 &&
            b->extracted == c->extracted && b->covers_from < from)
            from = b->covers_from;
    }
    return from;
}

/* The quarter that MONTH is in, or the next one if it is not its first. */
static int first_whole(int month)
{
    return quarter_of(syn_month_first_day(month + 2));
}

/* Sorts the days of D from quarter FIRST on by delay, where registrations are
 * seen until the day SEEN. */
static void sort_days(struct syn_delays *out,
                      const struct days *d,
                      int first,
                      int seen,
                      struct syn_arena *arena)
{
    int offset = seen - quarter_end(quarter_before(seen));

    out->first = first;
    out->as_of = quarter_before(seen);
    out->n = (size_t)(d->last - first) + 1;
    out->n_delays = (size_t)(out->as_of - first) + 1;
    double *cells =
        syn_arena_alloc(arena, out->n * out->n_delays, sizeof *cells);
    for (int t = first; t <= d->last; t++) {
        const int64_t *weight = &d->weight[(size_t)(t - d->first) * width(d)];
        double *row = &cells[(size_t)(t - first) * out->n_delays];
        int later = 0;
        for (int day = d->first_day; day <= seen; day++) {
            while (day > quarter_end(t + later) + offset)
                later++;
            row[later] += (double)weight[day - d->first_day];
        }
    }
    out->cells = cells;
}

/* Which days to look at; false if there is no whole quarter. *COVERED is the
 * last day covered. */
static bool
choose_days(struct days *out, int *covered, const struct coverage *c)
{
    int first, last;

    find_months(&first, &last, c);
    *covered = syn_month_first_day(last + 1) - 1;
    *out = (struct days){.first = first_whole(first),
                         .last = quarter_before(*covered),
                         .last_day =
                             c->extracted > *covered ? c->extracted : *covered,
                         .last_seen = *covered};
    if (out->last - out->first >= MOST_QUARTERS)
        out->first = out->last - MOST_QUARTERS + 1;
    out->first_day = quarter_end(out->first - 1) + 1;
    return first <= last && out->first <= out->last &&
           out->last_day <= quarter_end(out->last + MOST_DELAY);
}

/* The delays of the source that C covers; none in OUT if there is no whole
 * quarter. */
static enum syn_status measure_source(struct syn_delays *out,
                                      const struct syn_series_set *set,
                                      const struct coverage *c,
                                      struct sqlite3 *db,
                                      struct syn_arena *arena,
                                      struct syn_diag *diag)
{
    struct days d;
    int covered;

    if (!choose_days(&d, &covered, c))
        return SYN_OK;
    struct syn_arena *step = syn_arena_new(SIZE_MAX / 2);
    size_t quarters = (size_t)(d.last - d.first) + 1;
    d.weight = syn_arena_alloc(step, quarters * width(&d), sizeof *d.weight);
    enum syn_status status = syn_store_dates(
        take, &d, db, c->source, d.first_day, quarter_end(d.last), step, diag);
    bool later = d.last_seen > covered;
    int newest = first_whole(newest_from(set, c));
    int first = later && newest > d.first ? newest : d.first;
    if (!status && first <= d.last)
        sort_days(out, &d, first, later ? d.last_day : covered, arena);
    syn_arena_free(step);
    return status;
}

/* Whether something of C's source is shown by the day it happened, and more may
 * yet be registered. */
static bool is_wanted(const struct plan *plan, const struct coverage *c)
{
    bool by_day = false;

    if (c->first > c->last || c->source->is_table ||
        c->settled >= syn_month_first_day(c->last + 1) - 1 ||
        !syn_source_provides(plan->catalogue, c->source, "occurred") ||
        !syn_source_provides(plan->catalogue, c->source, "reported"))
        return false;
    for (size_t i = 0; i < plan->n_indicator_counters; i++)
        by_day |= plan->counters[i].selection.source == c->source &&
                  plan->counters[i].indicator->date == SYN_BY_OCCURRED;
    return by_day;
}

enum syn_status syn_measure_delays(struct syn_series_set *out,
                                   const struct plan *plan,
                                   struct sqlite3 *db,
                                   struct syn_diag *diag)
{
    size_t n = plan->catalogue->n_sources;
    enum syn_status status = SYN_OK;

    out->delays = syn_arena_alloc(plan->arena, n, sizeof *out->delays);
    for (size_t i = 0; !status && i < n; i++) {
        const struct coverage *c = &plan->coverage[i];
        struct syn_delays *d = &out->delays[out->n_delays];
        if (!is_wanted(plan, c))
            continue;
        *d = (struct syn_delays){.source = c->source};
        status = measure_source(d, out, c, db, plan->arena, diag);
        out->n_delays += d->n > 0;
    }
    return status;
}
