/* Kinds that look at what belongs together: the persons of a case, and how
 * cases are spread.  The numbers in brackets are the requirements of
 * measure/series.h. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "plan.h"

/* --- group (17) -------------------------------------------------------- */

static size_t case_of(const struct hit *hits, size_t n)
{
    size_t run = 1;

    while (run < n && hits[run].key == hits[0].key)
        run++;
    return run;
}

static int different_persons(const struct hit *hits, size_t n)
{
    int different = 0;

    for (size_t i = 0; i < n; i++) {
        bool seen = false;
        for (size_t k = 0; k < i && !seen; k++)
            seen = hits[k].other == hits[i].other;
        different += !seen;
    }
    return different;
}

/* Whether a person beside that of HIT has the ages that C asks for. */
static bool has_other(const struct counter *c,
                      const struct hit *hit,
                      const struct hit *hits,
                      size_t n)
{
    if (c->indicator->with.from == SYN_UNSET)
        return true;
    for (size_t i = 0; i < n; i++)
        if (hits[i].with && hits[i].other != hit->other)
            return true;
    return false;
}

void syn_count_groups(struct plan *plan, struct counter *c)
{
    struct syn_arena_mark mark = syn_arena_mark(plan->arena);
    size_t n;
    struct filter *filters = syn_filters(&n, plan, c);
    uint32_t ordinal = 0;

    for (size_t i = 0, run = 0; i < c->hits.n; i += run) {
        const struct hit *hits = &c->hits.at[i];
        run = case_of(hits, c->hits.n - i);
        bool several = different_persons(hits, run) >= c->indicator->at_least;
        ordinal++;
        for (size_t f = 0; f < n; f++)
            for (size_t k = 0; k < run; k++) {
                if (!syn_hit_in(&hits[k], &filters[f]))
                    continue;
                int month = hits[k].month;
                syn_cells_add(plan, &filters[f].tally->of, month, ordinal, 1);
                if (several && has_other(c, &hits[k], hits, run))
                    syn_cells_add(plan, &filters[f].tally->count, month,
                                  ordinal, 1);
            }
    }
    syn_arena_rewind(plan->arena, mark);
}

/* --- concentration (18) ------------------------------------------------ */

/* A case of a person, an area, an hour, on a day; the case by a number of its
 * own, from 0. */
struct pair {
    int64_t key;
    uint32_t other;
    int32_t day;
};

static int by_key_and_other(const void *a, const void *b)
{
    const struct pair *x = a, *y = b;
    if (x->key != y->key)
        return x->key < y->key ? -1 : 1;
    if (x->other != y->other)
        return x->other < y->other ? -1 : 1;
    return (x->day > y->day) - (x->day < y->day);
}

static int by_number(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

/* What one group or area has, sorted by key and case; and room for one of its
 * periods, reused. */
struct spread {
    struct pair *pairs;
    size_t n;
    int64_t *sizes; /* Cases of each key of the period. */
    size_t n_sizes;
    uint32_t *counted, *seen; /* By case: the last period it was in. */
    uint32_t period;
    int64_t n_counted, n_seen; /* Different cases. */
};

struct figure {
    int64_t count, of;
    double value;
};

/* Counts a case once in a period. */
static void
add_case(int64_t *n, uint32_t *stamps, uint32_t other, uint32_t period)
{
    *n += stamps[other] != period;
    stamps[other] = period;
}

/* Ends the pairs from number FROM to TO of one key: SIZE cases from the day
 * FIRST to LAST; of at least LEAST, they count. */
static void end_key(struct spread *s,
                    size_t from,
                    size_t to,
                    int first,
                    int last,
                    int64_t size,
                    int least)
{
    if (!size)
        return;
    s->sizes[s->n_sizes++] = size;
    if (!least || !s->pairs[from].key || size < least)
        return;
    for (size_t i = from; i < to; i++)
        if (s->pairs[i].day >= first && s->pairs[i].day <= last)
            add_case(&s->n_counted, s->counted, s->pairs[i].other, s->period);
}

/* Goes through the pairs from the day FIRST to LAST. */
static void look_at(struct spread *s, int first, int last, int least)
{
    s->n_sizes = 0;
    s->n_counted = s->n_seen = 0;
    s->period++;
    for (size_t i = 0, from = 0; i < s->n; from = i) {
        int64_t key = s->pairs[from].key, size = 0, other = -1;
        for (; i < s->n && s->pairs[i].key == key; i++) {
            const struct pair *pair = &s->pairs[i];
            if (pair->day < first || pair->day > last || pair->other == other)
                continue;
            other = pair->other;
            size++;
            add_case(&s->n_seen, s->seen, pair->other, s->period);
        }
        end_key(s, from, i, first, last, size, least);
    }
    if (s->n_sizes)
        qsort(s->sizes, s->n_sizes, sizeof *s->sizes, by_number);
}

/* How many pairs there are. */
static int64_t all_of(const struct spread *s)
{
    int64_t sum = 0;

    for (size_t i = 0; i < s->n_sizes; i++)
        sum += s->sizes[i];
    return sum;
}

static struct figure top(const struct spread *s, int top, bool percent)
{
    size_t n = s->n_sizes, many = (size_t)top;
    struct figure out = {.of = all_of(s)};

    if (percent) /* Rounded up: of 15, 10 % are 2. */
        many = (n * (size_t)top + 99) / 100;
    for (size_t i = n; i > 0 && n - i < many; i--)
        out.count += s->sizes[i - 1];
    return out;
}

/* G = sum((2 i - n - 1) x_i) / (n sum(x)), x ascending (Gini 1912; the form is
 * that of Sen 1973, On Economic Inequality). */
static struct figure gini(const struct spread *s)
{
    size_t n = s->n_sizes;
    double sum = 0;
    struct figure out = {.count = all_of(s), .value = NAN};

    for (size_t i = 0; i < n; i++)
        sum += (2 * (double)(i + 1) - (double)n - 1) * (double)s->sizes[i];
    if (n)
        out.value = sum / ((double)n * (double)out.count);
    return out;
}

/* The days of PERIOD, or of the window that ends with it. */
static void span_of(int *from, int *to, struct syn_period period, int window)
{
    int last = syn_period_first_month(period) + syn_period_months(period.kind);
    int months = window ? window : syn_period_months(period.kind);

    *from = syn_month_first_day(last - months);
    *to = syn_month_first_day(last) - 1;
}

static struct figure figure_of(struct spread *s,
                               const struct syn_indicator *i,
                               struct syn_period period)
{
    int from, to;

    span_of(&from, &to, period, i->window);
    look_at(s, from, to, i->at_least);
    if (i->at_least)
        return (struct figure){.count = s->n_counted, .of = s->n_seen};
    return i->statistic == SYN_STATISTIC_GINI ? gini(s)
                                              : top(s, i->top, i->top_percent);
}

/* Gives the cases of C numbers of their own, in OTHER; how many there are. */
static size_t number_cases(int64_t *other, const struct counter *c)
{
    size_t kept = 0;

    for (size_t i = 0; i < c->hits.n; i++)
        other[i] = c->hits.at[i].other;
    if (c->hits.n)
        qsort(other, c->hits.n, sizeof *other, by_number);
    for (size_t i = 0; i < c->hits.n; i++)
        if (!kept || other[kept - 1] != other[i])
            other[kept++] = other[i];
    return kept;
}

/* Takes the hits of C that are IN, all of them with the numbers of their cases
 * in NUMBER. */
static void take_pairs(struct spread *s,
                       const struct counter *c,
                       const struct filter *in,
                       const uint32_t *number)
{
    s->n = 0;
    for (size_t k = 0; k < c->hits.n; k++)
        if (syn_hit_in(&c->hits.at[k], in))
            s->pairs[s->n++] =
                (struct pair){c->hits.at[k].key, number[k], c->hits.at[k].day};
    if (s->n)
        qsort(s->pairs, s->n, sizeof *s->pairs, by_key_and_other);
}

/* All periods of one group or area. */
static void fill_spread(struct spread *s,
                        const struct plan *plan,
                        const struct counter *c,
                        struct tally *tally)
{
    for (int k = 0; k < SYN_N_PERIOD_KINDS; k++)
        for (size_t t = 0; t < plan->n_periods[k]; t++) {
            struct figure figure =
                figure_of(s, c->indicator,
                          (struct syn_period){(enum syn_period_kind)k,
                                              plan->first[k] + (int)t});
            tally->count.count[k][t] = figure.count;
            tally->of.count[k][t] = figure.of;
            if (tally->value[k])
                tally->value[k][t] = figure.value;
        }
}

void syn_count_concentration(struct plan *plan, struct counter *c)
{
    struct syn_arena_mark mark = syn_arena_mark(plan->arena);
    size_t n, most = c->hits.n + 1;
    struct filter *filters = syn_filters(&n, plan, c);
    struct spread s = {.pairs = malloc(most * sizeof *s.pairs),
                       .sizes = malloc(most * sizeof *s.sizes),
                       .counted = malloc(most * sizeof *s.counted),
                       .seen = malloc(most * sizeof *s.seen)};
    uint32_t *number = malloc(most * sizeof *number);

    if (!s.pairs || !s.sizes || !s.counted || !s.seen || !number)
        syn_arena_exhausted(most * (sizeof *s.pairs + sizeof *s.sizes));
    size_t cases = number_cases(s.sizes, c);
    for (size_t k = 0; k < c->hits.n; k++)
        number[k] =
            (uint32_t)((int64_t *)bsearch(&c->hits.at[k].other, s.sizes, cases,
                                          sizeof *s.sizes, by_number) -
                       s.sizes);
    memset(s.counted, 0, most * sizeof *s.counted);
    memset(s.seen, 0, most * sizeof *s.seen);
    for (size_t f = 0; f < n; f++) {
        take_pairs(&s, c, &filters[f], number);
        fill_spread(&s, plan, c, filters[f].tally);
    }
    free(s.pairs);
    free(s.sizes);
    free(s.counted);
    free(s.seen);
    free(number);
    syn_arena_rewind(plan->arena, mark);
}
