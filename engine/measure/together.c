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

/* Numbers things in the order in which they come, from 0: an open hash table of
 * values and their numbers. */
struct numbers {
    uint64_t *value;
    uint32_t *number; /* And 1 more; 0: a free place. */
    unsigned bits;
    uint32_t n;
};

static uint32_t number_of(struct numbers *t, uint64_t value)
{
    size_t last = ((size_t)1 << t->bits) - 1;
    /* Knuth (1998), 6.4: the golden ratio spreads neighbours. */
    size_t at =
        (size_t)((value * UINT64_C(0x9e3779b97f4a7c15)) >> (64 - t->bits));

    for (; t->number[at]; at = (at + 1) & last)
        if (t->value[at] == value)
            return t->number[at] - 1;
    t->value[at] = value;
    t->number[at] = ++t->n;
    return t->n - 1;
}

/* Empties T, which has room for N values, more than once. */
static void empty_numbers(struct numbers *t)
{
    memset(t->number, 0, ((size_t)1 << t->bits) * sizeof *t->number);
    t->n = 0;
}

/* A case of a person, an area, an hour, on a day.  All are numbers from 0; KEY
 * 0 is none. */
struct pair {
    int32_t day, area;
    uint32_t in; /* Bits of groups. */
    uint32_t key, other, both;
    int64_t weight; /* Of an event; a case is one. */
};

/* All pairs by day, those of one group or area, and what was counted in one
 * look at them: a thing is counted once if its stamp is that of the look. */
struct spread {
    struct pair *all, *pairs;
    size_t n_all, n;
    int64_t *sizes; /* Cases of each key that has some. */
    size_t n_sizes;
    uint32_t *keys; /* Those that were looked at. */
    size_t n_keys;
    int64_t *size;                     /* By key. */
    uint32_t *counted, *seen, *paired; /* Stamps: by case, by case, by pair. */
    uint32_t look;
};

struct figure {
    int64_t count, of;
    double value;
};

static int by_number(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

/* Whether what has the stamp at AT is new in this LOOK. */
static bool is_new(uint32_t *at, uint32_t look)
{
    bool new = *at != look;
    *at = look;
    return new;
}

/* The first of the pairs on DAY or later. */
static size_t first_on(const struct spread *s, int day)
{
    size_t from = 0, n = s->n;

    while (from < n) {
        size_t middle = from + (n - from) / 2;
        if (s->pairs[middle].day < day)
            from = middle + 1;
        else
            n = middle;
    }
    return from;
}

/* Days, both included. */
struct days {
    int from, to;
};

/* Finds how many cases each key has IN these days. */
static void size_up(struct spread *s, struct days in)
{
    size_t to = first_on(s, in.to + 1);

    for (size_t i = 0; i < s->n_keys; i++)
        s->size[s->keys[i]] = 0;
    s->n_keys = 0;
    s->look++;
    for (size_t i = first_on(s, in.from); i < to; i++) {
        const struct pair *pair = &s->pairs[i];
        if (!is_new(&s->paired[pair->both], s->look))
            continue;
        if (!s->size[pair->key])
            s->keys[s->n_keys++] = pair->key;
        s->size[pair->key] += pair->weight;
    }
}

/* The cases IN these days, and those of keys that have LEAST or more. */
static struct figure
of_frequent(struct spread *s, struct days in, int64_t least)
{
    size_t to = first_on(s, in.to + 1);
    struct figure out = {.value = NAN};

    s->look++;
    for (size_t i = first_on(s, in.from); i < to; i++) {
        const struct pair *pair = &s->pairs[i];
        if (is_new(&s->seen[pair->other], s->look))
            out.of += pair->weight;
        if (pair->key && s->size[pair->key] >= least &&
            is_new(&s->counted[pair->other], s->look))
            out.count += pair->weight;
    }
    return out;
}

/* Takes the sizes of the keys that have any, ascending, and forgets them: a key
 * that was taken back and came again is among KEYS twice. */
static void take_sizes(struct spread *s)
{
    s->n_sizes = 0;
    for (size_t i = 0; i < s->n_keys; i++) {
        int64_t *size = &s->size[s->keys[i]];
        if (*size > 0)
            s->sizes[s->n_sizes++] = *size;
        *size = 0;
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

/* The days of PERIOD, or of the WINDOW of months that ends with it. */
static struct days days_of(struct syn_period period, int window)
{
    int end = syn_period_first_month(period) + syn_period_months(period.kind);
    int months = window ? window : syn_period_months(period.kind);

    return (struct days){syn_month_first_day(end - months),
                         syn_month_first_day(end) - 1};
}

/* Looks at the days of PERIOD, or the window that ends with it. */
static void look_at(struct spread *s,
                    const struct syn_indicator *i,
                    struct syn_period period)
{
    size_up(s, days_of(period, i->window));
    if (!i->at_least)
        take_sizes(s);
}

/* Of what is looked at. */
static struct figure figure_of(struct spread *s,
                               const struct syn_indicator *i,
                               struct syn_period period)
{
    if (i->at_least)
        return of_frequent(s, days_of(period, 0), i->at_least);
    return i->statistic == SYN_STATISTIC_GINI ? gini(s)
                                              : top(s, i->top, i->top_percent);
}

static void *room_for(size_t n, size_t size)
{
    void *room = calloc(n + 1, size);

    if (!room)
        syn_arena_exhausted((n + 1) * size);
    return room;
}

/* Numbers what the hits of C are of: keys, cases, pairs of both. */
static void number_pairs(struct pair *out, const struct counter *c)
{
    size_t n = c->hits.n;
    struct numbers t = {.bits = 6};

    while (((size_t)1 << t.bits) < 2 * n)
        t.bits++;
    t.value = room_for((size_t)1 << t.bits, sizeof *t.value);
    t.number = room_for((size_t)1 << t.bits, sizeof *t.number);
    number_of(&t, 0);
    for (size_t i = 0; i < n; i++)
        out[i].key = number_of(&t, (uint64_t)c->hits.at[i].key);
    empty_numbers(&t);
    for (size_t i = 0; i < n; i++)
        out[i].other = number_of(&t, (uint64_t)c->hits.at[i].other);
    empty_numbers(&t);
    for (size_t i = 0; i < n; i++)
        out[i].both = number_of(&t, (uint64_t)out[i].key << 32 | out[i].other);
    free(t.value);
    free(t.number);
}

static int by_day(const void *a, const void *b)
{
    const struct pair *x = a, *y = b;
    return (x->day > y->day) - (x->day < y->day);
}

static void make_pairs(struct spread *s, const struct counter *c)
{
    bool events = c->indicator->unit->counting == SYN_COUNT_EVENTS;

    s->n_all = c->hits.n;
    number_pairs(s->all, c);
    for (size_t i = 0; i < s->n_all; i++) {
        s->all[i].day = c->hits.at[i].day;
        s->all[i].area = c->hits.at[i].area;
        s->all[i].in = c->hits.at[i].in;
        s->all[i].weight =
            events ? syn_hit_record(c, &c->hits.at[i])->weight : 1;
    }
    if (s->n_all)
        qsort(s->all, s->n_all, sizeof *s->all, by_day);
}

/* Takes those of the pairs that are IN. */
static void take_pairs(struct spread *s, const struct filter *in)
{
    s->n = 0;
    for (size_t i = 0; i < s->n_all; i++)
        if (s->all[i].in & in->bit &&
            (in->area < 0 || s->all[i].area == in->area))
            s->pairs[s->n++] = s->all[i];
}

static bool ends_with(struct syn_period period, int month)
{
    return syn_period_first_month(period) + syn_period_months(period.kind) ==
           month + 1;
}

static void put_figure(struct tally *tally,
                       enum syn_period_kind kind,
                       size_t t,
                       struct figure figure)
{
    tally->count.count[kind][t] = figure.count;
    tally->of.count[kind][t] = figure.of;
    if (tally->value[kind])
        tally->value[kind][t] = figure.value;
}

/* The periods that end with MONTH: all have the same window. */
static void fill_periods(struct spread *s,
                         const struct plan *plan,
                         const struct syn_indicator *i,
                         struct tally *tally,
                         int month)
{
    bool looked = false;

    for (int k = SYN_MONTH; k < SYN_N_PERIOD_KINDS; k++) {
        struct syn_period period =
            syn_period_of_month((enum syn_period_kind)k, month);
        size_t t = (size_t)(period.index - plan->first[k]);
        if (t >= plan->n_periods[k] || !ends_with(period, month))
            continue;
        if (!looked || !i->window)
            look_at(s, i, period);
        looked = true;
        put_figure(tally, period.kind, t, figure_of(s, i, period));
    }
}

/* All periods of one group or area; the last ones may not have ended. */
static void fill_spread(struct spread *s,
                        const struct plan *plan,
                        const struct syn_indicator *i,
                        struct tally *tally)
{
    int longest = syn_period_months(SYN_YEAR);

    for (int m = plan->first_month; m < plan->last_month + longest; m++)
        fill_periods(s, plan, i, tally, m);
}

void syn_count_concentration(struct plan *plan, struct counter *c)
{
    struct syn_arena_mark mark = syn_arena_mark(plan->arena);
    size_t n, most = c->hits.n + 1; /* Key 0 has a number too. */
    struct filter *filters = syn_filters(&n, plan, c);
    struct spread s = {.all = room_for(most, sizeof *s.all),
                       .pairs = room_for(most, sizeof *s.pairs),
                       .sizes = room_for(most, sizeof *s.sizes),
                       .keys = room_for(most, sizeof *s.keys),
                       .size = room_for(most, sizeof *s.size),
                       .counted = room_for(most, sizeof *s.counted),
                       .seen = room_for(most, sizeof *s.seen),
                       .paired = room_for(most, sizeof *s.paired)};

    make_pairs(&s, c);
    for (size_t f = 0; f < n; f++) {
        take_pairs(&s, &filters[f]);
        fill_spread(&s, plan, c->indicator, filters[f].tally);
    }
    free(s.all);
    free(s.pairs);
    free(s.sizes);
    free(s.keys);
    free(s.size);
    free(s.counted);
    free(s.seen);
    free(s.paired);
    syn_arena_rewind(plan->arena, mark);
}
