/* What nobody may learn: small cells, and small differences of two cells of
 * which one holds the other. */
#include "parts.h"

#include <stdlib.h>
#include <string.h>

/* A set of classes for each unit, a bit for each class. */
struct sets {
    uint64_t *bits;
    size_t words;
    uint64_t *print; /* Sum of the prints of a unit's classes. */
};

/* A number that looks like chance (SplitMix64, Steele et al. 2014). */
static uint64_t print_of(uint64_t k)
{
    k = (k + 1) * 0x9e3779b97f4a7c15u;
    k = (k ^ (k >> 30)) * 0xbf58476d1ce4e5b9u;
    k = (k ^ (k >> 27)) * 0x94d049bb133111ebu;
    return k ^ (k >> 31);
}

static struct sets make_sets(const struct problem *p)
{
    struct sets s = {.words = (p->n_classes + 63) / 64};

    s.bits = syn_arena_alloc(p->arena, p->n_units * s.words, sizeof *s.bits);
    s.print = syn_arena_alloc(p->arena, p->n_units, sizeof *s.print);
    for (uint32_t u = 0; u < p->n_units; u++)
        for (uint32_t i = 0; i < p->unit[u].n; i++) {
            uint32_t k = p->unit[u].class[i];
            s.bits[u * s.words + k / 64] |= UINT64_C(1) << k % 64;
            s.print[u] += print_of(k);
        }
    return s;
}

/* Whether unit A holds all of unit B. */
static bool holds(const struct sets *s, uint32_t a, uint32_t b)
{
    const uint64_t *x = s->bits + a * s->words, *y = s->bits + b * s->words;

    for (size_t w = 0; w < s->words; w++)
        if (y[w] & ~x[w])
            return false;
    return true;
}

/* --- differences ------------------------------------------------------- */

struct difference {
    uint64_t print;
    uint32_t first, second, n;
};

struct differences {
    struct difference *at;
    size_t n, room;
    struct syn_arena *arena;
};

static void add(struct differences *d, struct difference one)
{
    if (d->n == d->room) {
        size_t room = d->room ? d->room * 2 : 256;
        struct difference *at = syn_arena_alloc(d->arena, room, sizeof *at);
        if (d->n)
            memcpy(at, d->at, d->n * sizeof *at);
        d->at = at;
        d->room = room;
    }
    d->at[d->n++] = one;
}

static int by_print(const void *a, const void *b)
{
    const struct difference *x = a, *y = b;

    if (x->print != y->print)
        return x->print < y->print ? -1 : 1;
    if (x->first != y->first)
        return x->first < y->first ? -1 : 1;
    return (x->second > y->second) - (x->second < y->second);
}

static int by_pair(const void *a, const void *b)
{
    const struct difference *x = a, *y = b;

    if (x->first != y->first)
        return x->first < y->first ? -1 : 1;
    return (x->second > y->second) - (x->second < y->second);
}

/* Bits of a difference: a word of FIRST without SECOND. */
static uint64_t
word_of(const struct sets *s, const struct difference *d, size_t word)
{
    uint64_t bits = s->bits[d->first * s->words + word];

    if (d->second != NO_UNIT)
        bits &= ~s->bits[d->second * s->words + word];
    return bits;
}

static bool is_same(const struct sets *s,
                    const struct difference *a,
                    const struct difference *b)
{
    for (size_t w = 0; w < s->words; w++)
        if (word_of(s, a, w) != word_of(s, b, w))
            return false;
    return true;
}

/* Keeps one of those that are equal, and none that is a unit, all of which
 * are among them too. */
static void keep_distinct(struct differences *d, const struct sets *s)
{
    size_t n = 0;

    if (d->n)
        qsort(d->at, d->n, sizeof *d->at, by_print);
    for (size_t i = 0, j; i < d->n; i = j) {
        for (j = i + 1; j < d->n && d->at[j].print == d->at[i].print; j++)
            ;
        for (size_t a = i; a < j; a++) {
            bool known = d->at[a].second == NO_UNIT;
            for (size_t b = i; !known && b < j; b++)
                known = (b < a || d->at[b].second == NO_UNIT) &&
                        is_same(s, &d->at[a], &d->at[b]);
            if (!known)
                d->at[n++] = d->at[a];
        }
    }
    d->n = n;
}

static bool
is_difference_small(const struct problem *p, uint32_t first, uint32_t second)
{
    const struct unit *a = &p->unit[first], *b = &p->unit[second];
    int64_t n = a->value - b->value;

    return n < a->threshold && n >= (p->zeros == SYN_ZEROS_PROTECT ? 0 : 1) &&
           b->n < a->n && !(a->ledger && b->ledger);
}

struct valued {
    int64_t value;
    uint32_t unit;
};

static int by_value(const void *a, const void *b)
{
    const struct valued *x = a, *y = b;

    if (x->value != y->value)
        return x->value < y->value ? -1 : 1;
    return (x->unit > y->unit) - (x->unit < y->unit);
}

/* All pairs of units, one in the other, whose difference is small.  By order of
 * their values few pairs need to be looked at. */
static void find_differences(struct differences *d,
                             const struct problem *p,
                             const struct sets *s)
{
    struct valued *sorted =
        syn_arena_alloc(p->arena, p->n_units, sizeof *sorted);
    uint32_t from = 0;
    int most = 0;

    for (uint32_t u = 0; u < p->n_units; u++) {
        sorted[u] = (struct valued){p->unit[u].value, u};
        add(d, (struct difference){s->print[u], u, NO_UNIT, p->unit[u].n});
        if (p->unit[u].threshold > most)
            most = p->unit[u].threshold;
    }
    qsort(sorted, p->n_units, sizeof *sorted, by_value);
    for (uint32_t i = 0; i < p->n_units; i++) {
        uint32_t a = sorted[i].unit;
        while (sorted[i].value - sorted[from].value >= most)
            from++;
        for (uint32_t j = from;
             j < p->n_units && sorted[j].value <= sorted[i].value; j++) {
            uint32_t b = sorted[j].unit;
            if (is_difference_small(p, a, b) && holds(s, a, b))
                add(d, (struct difference){s->print[a] - s->print[b], a, b,
                                           p->unit[a].n - p->unit[b].n});
        }
    }
}

/* --- targets ----------------------------------------------------------- */

static void aim_at_pair(struct problem *p, const struct syn_plan_pair *pair)
{
    uint32_t a = p->unit_of[pair->first], b = p->unit_of[pair->second];
    const struct unit *x = &p->unit[a], *y = &p->unit[b];
    int64_t n = x->value - y->value;

    n = n < 0 ? -n : n;
    if (a != b && n > 0 && n < x->threshold && !(x->ledger && y->ledger))
        p->target[p->n_targets++] =
            (struct target){.first = a, .second = b, .width = x->width};
}

void syn_problem_aim(struct problem *p, const struct syn_plan *plan)
{
    struct sets sets = make_sets(p);
    struct differences d = {.arena = p->arena};

    find_differences(&d, p, &sets);
    keep_distinct(&d, &sets);
    if (d.n)
        qsort(d.at, d.n, sizeof *d.at, by_pair);
    p->target = syn_arena_alloc(p->arena, p->n_units + d.n + plan->n_pairs,
                                sizeof *p->target);
    for (uint32_t u = 0; u < p->n_units; u++)
        if (p->unit[u].small && !p->unit[u].ledger)
            p->target[p->n_targets++] = (struct target){
                .first = u, .second = NO_UNIT, .width = p->unit[u].width};
    uint32_t cells = p->n_targets;
    for (size_t i = 0; i < d.n; i++)
        p->target[p->n_targets++] =
            (struct target){.first = d.at[i].first,
                            .second = d.at[i].second,
                            .width = p->unit[d.at[i].first].width};
    for (size_t i = 0; i < plan->n_pairs; i++)
        aim_at_pair(p, &plan->pairs[i]);
    p->n_virtual = p->n_targets - cells;
}
