#include <stdlib.h>
#include <string.h>

#include <samsyn/base/threads.h>

#include "plan.h"

static void *grow(void *at, size_t n, size_t size)
{
    void *bigger = realloc(at, n * size);

    if (!bigger)
        syn_arena_exhausted(n * size);
    return bigger;
}

/* Gives HITS room for N, with records or without. */
static void make_room(struct hits *hits, size_t n, bool has_records)
{
    hits->room = n;
    hits->at = grow(hits->at, n, sizeof *hits->at);
    if (has_records)
        hits->records = grow(hits->records, n, sizeof *hits->records);
}

void syn_hits_add(struct hits *hits,
                  const struct hit *hit,
                  const struct record *record)
{
    if (hits->n == hits->room)
        make_room(hits, hits->room ? hits->room * 2 : 256, record != NULL);
    hits->at[hits->n] = *hit;
    hits->at[hits->n].record = (uint32_t)hits->n & INT32_MAX;
    if (record)
        hits->records[hits->n] = *record;
    hits->n++;
}

void syn_hits_move(struct hits *hits, struct hits *more)
{
    hits->straddling |= more->straddling;
    if (hits->room < hits->n + more->n)
        make_room(hits, hits->n + more->n, more->records != NULL);
    for (size_t i = 0; i < more->n; i++)
        syn_hits_add(hits, &more->at[i],
                     more->records ? &more->records[i] : NULL);
    syn_hits_free(more);
}

void syn_hits_free(struct hits *hits)
{
    free(hits->at);
    free(hits->records);
    *hits = (struct hits){0};
}

static int compare(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

static int by_key_and_day(const void *a, const void *b)
{
    const struct hit *x = a, *y = b;
    int order = compare(x->key, y->key);

    order = order ? order : compare(x->day, y->day);
    return order ? order : compare(x->other, y->other);
}

/* A spread asks for no order. */
static bool is_sorted(const struct counter *c)
{
    return c->indicator->measure != SYN_MEASURE_CONCENTRATION;
}

/* --- who keeps them ------------------------------------------------------ */

static bool has_same_ages(const struct syn_ages *a, const struct syn_ages *b)
{
    return a->from == b->from && (a->from == SYN_UNSET || a->to == b->to);
}

/* Whether A and B would keep the same hits, in the same order. */
static bool keeps_same(const struct counter *a, const struct counter *b)
{
    return a->selection.source == b->selection.source && a->key == b->key &&
           a->other == b->other && a->keyless == b->keyless &&
           a->has_records == b->has_records && a->date == b->date &&
           a->a == b->a && a->b == b->b && a->place == b->place &&
           is_sorted(a) == is_sorted(b) &&
           has_same_ages(&a->indicator->with, &b->indicator->with) &&
           syn_same_hours(&a->when, &b->when) && syn_selection_in(a, b) &&
           syn_selection_in(b, a);
}

void syn_plan_keepers(struct plan *plan)
{
    for (size_t i = 0; i < plan->n_counters; i++)
        for (size_t k = 0; k < i && !plan->counters[i].keeper; k++) {
            struct counter *c = &plan->counters[i], *by = &plan->counters[k];
            if (c->keeps && by->keeps && !c->detail && !by->detail &&
                !by->keeper && keeps_same(c, by))
                c->keeper = by;
        }
}

struct filter *
syn_filters(size_t *n, const struct plan *plan, const struct counter *c)
{
    struct filter *filters = syn_arena_alloc(
        plan->arena, c->n_groups + plan->n_areas, sizeof *filters);

    *n = 0;
    for (size_t g = 0; g < c->n_groups; g++)
        filters[(*n)++] = (struct filter){&c->by_group[g], c->group_bit[g], -1};
    for (size_t a = 0; a < plan->n_areas; a++)
        filters[(*n)++] =
            (struct filter){&c->by_area[a], c->group_bit[0], (int32_t)a};
    return filters;
}

static void
count_one(struct plan *plan, struct counter *c, const struct counter *of)
{
    if (c->detail || (of && of->detail))
        return;
    switch (c->indicator->measure) {
    case SYN_MEASURE_REPEAT:
        syn_count_repeat(plan, c);
        break;
    case SYN_MEASURE_FIRST:
        syn_count_first(plan, c);
        break;
    case SYN_MEASURE_RETURN:
        syn_count_following(plan, c, of);
        break;
    case SYN_MEASURE_GROUP:
        syn_count_groups(plan, c);
        break;
    case SYN_MEASURE_FOLLOWUP:
        if (of)
            syn_count_following(plan, c, of);
        else
            syn_count_prompt(plan, c);
        break;
    case SYN_MEASURE_DURATION:
    case SYN_MEASURE_AORISTIC:
        syn_count_duration(plan, c);
        break;
    case SYN_MEASURE_CONCENTRATION:
        syn_count_concentration(plan, c);
        break;
    case SYN_MEASURE_SURVEY:
        if (c->keeps)
            syn_count_survey(plan, c);
        break;
    case SYN_MEASURE_STATUS:
        syn_count_status(plan, c);
        break;
    default:
        break;
    }
}

/* The hits of a keeper go to all that have it. */
static void lend(struct plan *plan)
{
    for (size_t i = 0; i < plan->n_counters; i++) {
        struct counter *c = &plan->counters[i];
        if (c->keeper)
            c->hits = c->keeper->hits;
        for (size_t g = 0; c->keeps && g < c->n_groups; g++)
            c->straddled[g] |= (c->hits.straddling & c->group_bit[g]) != 0;
    }
}

static void sort_one(void *data, size_t i)
{
    struct plan *plan = data;

    struct hits *hits = &plan->counters[i].hits;

    if (hits->n && is_sorted(&plan->counters[i]))
        hits->at = syn_keyed_sort(hits->at, hits->n, sizeof *hits->at, 0,
                                  by_key_and_day);
}

/* Counts indicator by indicator: a counter and its second are one piece. */
static void count_pair(void *data, size_t i)
{
    struct plan own = *(struct plan *)data;
    struct counter *c = &own.counters[i];

    if (c->indicator != c->shown)
        return;
    own.arena = syn_arena_new(SIZE_MAX);
    count_one(&own, c, syn_has_second(c->indicator) ? c + 1 : NULL);
    syn_arena_free(own.arena);
}

void syn_count_hits(struct plan *plan)
{
    syn_threads_run(sort_one, plan, plan->n_counters);
    lend(plan);
    syn_threads_run(count_pair, plan, plan->n_indicator_counters);
}
