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

/* A case of a person, an area, an hour. */
struct pair {
    int64_t key, other;
};

static int by_key_and_other(const void *a, const void *b)
{
    const struct pair *x = a, *y = b;
    if (x->key != y->key)
        return x->key < y->key ? -1 : 1;
    return (x->other > y->other) - (x->other < y->other);
}

static int by_number(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

static size_t distinct_numbers(int64_t *numbers, size_t n)
{
    size_t kept = 0;

    if (n)
        qsort(numbers, n, sizeof *numbers, by_number);
    for (size_t i = 0; i < n; i++)
        if (!kept || numbers[kept - 1] != numbers[i])
            numbers[kept++] = numbers[i];
    return kept;
}

static size_t distinct_pairs(struct pair *pairs, size_t n)
{
    size_t kept = 0;

    if (n)
        qsort(pairs, n, sizeof *pairs, by_key_and_other);
    for (size_t i = 0; i < n; i++)
        if (!kept || by_key_and_other(&pairs[kept - 1], &pairs[i]) != 0)
            pairs[kept++] = pairs[i];
    return kept;
}

/* Room for one period of one group, reused. */
struct spread {
    struct pair *pairs; /* Distinct. */
    int64_t *numbers;
    size_t n;
};

struct figure {
    int64_t count, of;
    double value;
};

/* Cases of those that have at least that many, of all cases. */
static struct figure at_least(struct spread *s, int least)
{
    struct figure out = {0};
    size_t n = 0;

    for (size_t i = 0, run = 0; i < s->n; i += run) {
        for (run = 1;
             i + run < s->n && s->pairs[i + run].key == s->pairs[i].key;)
            run++;
        for (size_t k = i;
             s->pairs[i].key && run >= (size_t)least && k < i + run; k++)
            s->numbers[n++] = s->pairs[k].other;
    }
    out.count = (int64_t)distinct_numbers(s->numbers, n);
    for (size_t i = 0; i < s->n; i++)
        s->numbers[i] = s->pairs[i].other;
    out.of = (int64_t)distinct_numbers(s->numbers, s->n);
    return out;
}

/* How many pairs each key has, ascending, in NUMBERS. */
static size_t sizes_of(struct spread *s)
{
    size_t n = 0;

    for (size_t i = 0, run = 0; i < s->n; i += run) {
        for (run = 1;
             i + run < s->n && s->pairs[i + run].key == s->pairs[i].key;)
            run++;
        s->numbers[n++] = (int64_t)run;
    }
    if (n)
        qsort(s->numbers, n, sizeof *s->numbers, by_number);
    return n;
}

static struct figure top(struct spread *s, int top, bool percent)
{
    size_t n = sizes_of(s), many = (size_t)top;
    struct figure out = {.of = (int64_t)s->n};

    if (percent) /* Rounded up: of 15, 10 % are 2. */
        many = (n * (size_t)top + 99) / 100;
    for (size_t i = n; i > 0 && n - i < many; i--)
        out.count += s->numbers[i - 1];
    return out;
}

/* G = sum((2 i - n - 1) x_i) / (n sum(x)), x ascending (Gini 1912; the form is
 * that of Sen 1973, On Economic Inequality). */
static struct figure gini(struct spread *s)
{
    size_t n = sizes_of(s);
    double sum = 0;
    struct figure out = {.count = (int64_t)s->n, .value = NAN};

    for (size_t i = 0; i < n; i++)
        sum += (2 * (double)(i + 1) - (double)n - 1) * (double)s->numbers[i];
    if (s->n)
        out.value = sum / ((double)n * (double)s->n);
    return out;
}

static int by_day(const void *a, const void *b)
{
    const struct hit *x = a, *y = b;
    return (x->day > y->day) - (x->day < y->day);
}

/* The first of the N hits, sorted by day, on DAY or later. */
static size_t first_on(const struct hit *hits, size_t n, int day)
{
    size_t from = 0;

    while (from < n) {
        size_t middle = from + (n - from) / 2;
        if (hits[middle].day < day)
            from = middle + 1;
        else
            n = middle;
    }
    return from;
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
                               const struct counter *c,
                               const struct filter *in,
                               struct syn_period period)
{
    const struct syn_indicator *i = c->indicator;
    int from, to;

    span_of(&from, &to, period, i->window);
    s->n = 0;
    for (size_t k = first_on(c->hits.at, c->hits.n, from);
         k < c->hits.n && c->hits.at[k].day <= to; k++)
        if (syn_hit_in(&c->hits.at[k], in))
            s->pairs[s->n++] =
                (struct pair){c->hits.at[k].key, c->hits.at[k].other};
    s->n = distinct_pairs(s->pairs, s->n);
    return i->at_least ? at_least(s, i->at_least)
           : i->statistic == SYN_STATISTIC_GINI
               ? gini(s)
               : top(s, i->top, i->top_percent);
}

void syn_count_concentration(struct plan *plan, struct counter *c)
{
    struct syn_arena_mark mark = syn_arena_mark(plan->arena);
    size_t n, most = c->hits.n + 1;
    struct filter *filters = syn_filters(&n, plan, c);
    struct spread s = {.pairs = malloc(most * sizeof *s.pairs),
                       .numbers = malloc(most * sizeof *s.numbers)};

    if (!s.pairs || !s.numbers)
        syn_arena_exhausted(most * (sizeof *s.pairs + sizeof *s.numbers));
    if (c->hits.n)
        qsort(c->hits.at, c->hits.n, sizeof *c->hits.at, by_day);
    for (size_t f = 0; f < n; f++)
        for (int k = 0; k < SYN_N_PERIOD_KINDS; k++)
            for (size_t t = 0; t < plan->n_periods[k]; t++) {
                struct figure figure =
                    figure_of(&s, c, &filters[f],
                              (struct syn_period){(enum syn_period_kind)k,
                                                  plan->first[k] + (int)t});
                filters[f].tally->count.count[k][t] = figure.count;
                filters[f].tally->of.count[k][t] = figure.of;
                if (filters[f].tally->value[k])
                    filters[f].tally->value[k][t] = figure.value;
            }
    free(s.pairs);
    free(s.numbers);
    syn_arena_rewind(plan->arena, mark);
}
