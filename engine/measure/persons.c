/* Kinds that look at a person's events over time.  The numbers in brackets are
 * the requirements of measure/series.h. */
#include <stdlib.h>
#include <string.h>

#include "plan.h"

/* How many of the N hits at HITS, sorted by key, have the first one's key. */
static size_t run_of(const struct hit *hits, size_t n)
{
    size_t run = 1;

    while (run < n && hits[run].key == hits[0].key)
        run++;
    return run;
}

static size_t longest_run(const struct hits *hits)
{
    size_t most = 1;

    for (size_t i = 0, run = 0; i < hits->n; i += run) {
        run = run_of(&hits->at[i], hits->n - i);
        most = run > most ? run : most;
    }
    return most;
}

static int by_other(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

/* --- repeat (13) ------------------------------------------------------- */

/* An event of a person that is in a cell. */
struct act {
    int month;
    int64_t of_case;
};

/* Room for those of one person, and for their cases. */
struct acts {
    struct act *at;
    int64_t *cases;
    size_t n;
};

/* Whether the N acts at ACT are of at least LEAST different cases. */
static bool
has_cases(struct acts *acts, const struct act *act, size_t n, int least)
{
    int different = 0;

    if (n < (size_t)least)
        return false;
    for (size_t i = 0; i < n; i++)
        acts->cases[i] = act[i].of_case;
    qsort(acts->cases, n, sizeof *acts->cases, by_other);
    for (size_t i = 0; i < n; i++)
        different += i == 0 || acts->cases[i] != acts->cases[i - 1];
    return different >= least;
}

/* Keeps those of the N hits at HITS, by day, that are IN. */
static void keep_acts(struct acts *acts,
                      const struct filter *in,
                      const struct hit *hits,
                      size_t n)
{
    acts->n = 0;
    for (size_t i = 0; i < n; i++)
        if (syn_hit_in(&hits[i], in))
            acts->at[acts->n++] = (struct act){hits[i].month, hits[i].other};
}

/* Adds a person to the windows that end with each month that has one. */
static void add_windows(const struct plan *plan,
                        const struct counter *c,
                        struct tally *tally,
                        struct acts *acts)
{
    int window = c->indicator->window, least = c->indicator->at_least;
    int from = acts->at[0].month;
    int to = acts->at[acts->n - 1].month + window - 1;
    size_t a = 0, b = 0;

    from = from < plan->first_month ? plan->first_month : from;
    to = to > plan->last_month ? plan->last_month : to;
    for (int end = from; end <= to; end++) {
        while (b < acts->n && acts->at[b].month <= end)
            b++;
        while (a < b && acts->at[a].month <= end - window)
            a++;
        int at = end - plan->first_month;
        tally->of.count[SYN_MONTH][at] += b > a;
        tally->count.count[SYN_MONTH][at] +=
            has_cases(acts, acts->at + a, b - a, least);
    }
}

/* Makes each longer period what its last month is. */
static void take_ends(const struct plan *plan, struct cells *cells)
{
    for (int k = SYN_MONTH + 1; k < SYN_N_PERIOD_KINDS; k++)
        for (size_t t = 0; t < plan->n_periods[k]; t++) {
            struct syn_period period = {(enum syn_period_kind)k,
                                        plan->first[k] + (int)t};
            int end = syn_period_first_month(period) +
                      syn_period_months(period.kind) - 1;
            cells->count[k][t] =
                end > plan->last_month
                    ? 0
                    : cells->count[SYN_MONTH][end - plan->first_month];
        }
}

void syn_count_repeat(struct plan *plan, struct counter *c)
{
    struct syn_arena_mark mark = syn_arena_mark(plan->arena);
    size_t n, most = longest_run(&c->hits);
    struct filter *filters = syn_filters(&n, plan, c);
    struct acts acts = {
        .at = syn_arena_alloc(plan->arena, most, sizeof *acts.at),
        .cases = syn_arena_alloc(plan->arena, most, sizeof *acts.cases)};

    for (size_t i = 0, run = 0; i < c->hits.n; i += run) {
        run = run_of(&c->hits.at[i], c->hits.n - i);
        for (size_t f = 0; f < n; f++) {
            keep_acts(&acts, &filters[f], &c->hits.at[i], run);
            if (acts.n)
                add_windows(plan, c, filters[f].tally, &acts);
        }
    }
    for (size_t f = 0; f < n; f++) {
        take_ends(plan, &filters[f].tally->count);
        take_ends(plan, &filters[f].tally->of);
    }
    syn_arena_rewind(plan->arena, mark);
}

/* --- first (14) -------------------------------------------------------- */

/* Whether A is before the same day of the month MONTHS before B, or the last
 * day that that month has.  A month has 28 to 31 days: few pairs need more. */
static bool is_long_before(int a, int b, int months)
{
    if (b - a < 28 * months || b - a > 31 * months)
        return b - a > 31 * months;
    int month = syn_day_month(b) - months;
    int there = syn_month_first_day(month) + syn_day_civil(b).day - 1;
    int last = syn_month_first_day(month + 1) - 1;

    return a < there && a < last;
}

/* Adds those of the N hits at HITS of one person that CHOSEN says. */
static void add_person(const struct plan *plan,
                       const struct filter *in,
                       struct cells *cells,
                       const struct hit *hits,
                       size_t n,
                       const bool *chosen,
                       uint32_t ordinal)
{
    for (size_t i = 0; i < n; i++)
        if (chosen[i] && syn_hit_in(&hits[i], in))
            syn_cells_add(plan, cells, hits[i].month, ordinal, 1);
}

/* Chooses the events before which there is nothing in the look-back. */
static void
choose_first(bool *chosen, const struct hit *hits, size_t n, int look_back)
{
    int before = INT32_MIN; /* The last earlier day. */

    for (size_t i = 0; i < n; i++) {
        if (i && hits[i].day != hits[i - 1].day)
            before = hits[i - 1].day;
        chosen[i] = before == INT32_MIN ||
                    is_long_before(before, hits[i].day, look_back);
    }
}

void syn_count_first(struct plan *plan, struct counter *c)
{
    struct syn_arena_mark mark = syn_arena_mark(plan->arena);
    size_t n;
    struct filter *filters = syn_filters(&n, plan, c);
    bool *first =
        syn_arena_alloc(plan->arena, longest_run(&c->hits), sizeof *first);
    uint32_t ordinal = 0;

    for (size_t i = 0, run = 0; i < c->hits.n; i += run) {
        const struct hit *hits = &c->hits.at[i];
        run = run_of(hits, c->hits.n - i);
        choose_first(first, hits, run, c->indicator->look_back);
        ordinal++;
        for (size_t f = 0; f < n; f++)
            add_person(plan, &filters[f], &filters[f].tally->count, hits, run,
                       first, ordinal);
    }
    syn_arena_rewind(plan->arena, mark);
}

/* --- return and followup of persons (15, 16) ---------------------------- */

/* Whether something of the N hits at LATER, of the same person, follows HIT:
 * for a return, on a later day and in another case. */
static bool is_followed(const struct hit *hit,
                        const struct hit *later,
                        size_t n,
                        int within,
                        bool is_return)
{
    for (size_t i = 0; i < n; i++) {
        int days = later[i].day - hit->day;
        if (days > within)
            return false;
        if (is_return ? days > 0 && later[i].other != hit->other : days >= 0)
            return true;
    }
    return false;
}

/* Chooses those of the N hits at HITS that are of the cohort OF. */
static void choose_cohort(bool *chosen,
                          const struct counter *of,
                          const struct hit *hits,
                          size_t n)
{
    if (of->indicator->measure == SYN_MEASURE_FIRST)
        choose_first(chosen, hits, n, of->indicator->look_back);
    else
        memset(chosen, true, n);
}

void syn_count_following(struct plan *plan,
                         struct counter *c,
                         const struct counter *of)
{
    struct syn_arena_mark mark = syn_arena_mark(plan->arena);
    bool is_return = c->indicator->measure == SYN_MEASURE_RETURN;
    const struct hits *later = &c->hits, *hits = &of->hits;
    size_t n, at = 0, most = longest_run(hits);
    struct filter *filters = syn_filters(&n, plan, c);
    bool *cohort = syn_arena_alloc(plan->arena, most, sizeof *cohort);
    bool *followed = syn_arena_alloc(plan->arena, most, sizeof *followed);
    uint32_t ordinal = 0;

    for (size_t i = 0, run = 0; i < hits->n; i += run) {
        const struct hit *own = &hits->at[i];
        run = run_of(own, hits->n - i);
        while (at < later->n && later->at[at].key < own->key)
            at++;
        size_t follow = at < later->n && later->at[at].key == own->key
                            ? run_of(&later->at[at], later->n - at)
                            : 0;
        choose_cohort(cohort, of, own, run);
        for (size_t k = 0; k < run; k++)
            followed[k] =
                cohort[k] && is_followed(&own[k], later->at + at, follow,
                                         c->indicator->within, is_return);
        ordinal++;
        for (size_t f = 0; f < n; f++) {
            add_person(plan, &filters[f], &filters[f].tally->of, own, run,
                       cohort, ordinal);
            add_person(plan, &filters[f], &filters[f].tally->count, own, run,
                       followed, ordinal);
        }
    }
    syn_arena_rewind(plan->arena, mark);
}
