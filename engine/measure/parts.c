/* Each thread counts into tallies of its own, first of a share of the events,
 * then of a share of the keys.  What they have counted adds up, and what they
 * keep follows one another as one thread would have it: nothing tells
 * afterwards how many there were. */
#include <stdlib.h>
#include <string.h>

#include "scan.h"

/* --- splitting --------------------------------------------------------- */

static struct plan *split_plan(const struct scan *scan)
{
    const struct plan *whole = scan->plan;
    struct plan *plan = syn_arena_alloc(whole->arena, 1, sizeof *plan);

    *plan = *whole;
    plan->leaves = syn_arena_new(SIZE_MAX);
    plan->counters =
        syn_arena_alloc(plan->arena, plan->n_counters, sizeof *plan->counters);
    memcpy(plan->counters, whole->counters,
           plan->n_counters * sizeof *plan->counters);
    for (size_t i = 0; i < plan->n_counters; i++)
        if (syn_scan_takes(scan, &plan->counters[i]))
            syn_counter_empty(plan, &plan->counters[i]);
    return plan;
}

void syn_scan_split(struct parts *parts)
{
    for (size_t p = 1; p < parts->n; p++) {
        struct scan *scan = &parts->at[p];
        *scan = parts->at[0];
        scan->plan = split_plan(scan);
        scan->row = (int64_t)p << 40; /* After those of the part before. */
        syn_scan_new_buckets(scan);
    }
}

/* --- joining ----------------------------------------------------------- */

static void add(int64_t *to, const int64_t *from, size_t n)
{
    for (size_t i = 0; i < n; i++)
        to[i] += from[i];
}

/* A person is counted in one part, wherever the events were read. */
static void
join_crowd(const struct plan *plan, struct crowd *to, const struct crowd *from)
{
    static const enum syn_period_kind kinds[CROWD_KINDS] = {SYN_QUARTER,
                                                            SYN_YEAR};

    for (int k = 0; k < CROWD_KINDS; k++)
        for (size_t t = 0; t < plan->n_periods[kinds[k]]; t++) {
            to->persons[k][t] += from->persons[k][t];
            if (from->most[k][t] > to->most[k][t])
                to->most[k][t] = from->most[k][t];
        }
}

static void
join_tally(const struct plan *plan, struct tally *to, const struct tally *from)
{
    for (int k = 0; k < SYN_N_PERIOD_KINDS; k++)
        add(to->count.count[k], from->count.count[k], plan->n_periods[k]);
    if (to->crowd)
        join_crowd(plan, to->crowd, from->crowd);
}

static void
join_counter(const struct plan *plan, struct counter *to, struct counter *from)
{
    for (size_t g = 0; g < to->n_groups; g++)
        to->straddled[g] |= from->straddled[g];
    for (size_t g = 0; !to->keeps && !to->is_atom && g < to->n_groups; g++)
        join_tally(plan, &to->by_group[g], &from->by_group[g]);
    for (size_t a = 0; !to->keeps && a < plan->n_areas; a++)
        join_tally(plan, &to->by_area[a], &from->by_area[a]);
    for (size_t i = 0; i < from->n_leaves; i++)
        add(syn_leaf_of(plan, to, from->leaf[i].in)->count, from->leaf[i].count,
            plan->n_periods[SYN_QUARTER]);
    syn_hits_move(&to->hits, &from->hits);
}

static int by_groups(const void *a, const void *b)
{
    const struct leaf *x = a, *y = b;
    return (x->in > y->in) - (x->in < y->in);
}

/* Leaves are as they come, which is another order with more threads. */
static void sort_leaves(struct counter *c)
{
    if (c->n_leaves)
        qsort(c->leaf, c->n_leaves, sizeof *c->leaf, by_groups);
}

static void join_part(struct scan *to, struct scan *from)
{
    for (size_t i = 0; i < to->plan->n_counters; i++)
        if (syn_scan_takes(to, &to->plan->counters[i]))
            join_counter(to->plan, &to->plan->counters[i],
                         &from->plan->counters[i]);
    for (int r = 0; r < N_ROLES; r++)
        if (from->least_age[r] < to->least_age[r])
            to->least_age[r] = from->least_age[r];
    syn_arena_free(from->plan->leaves);
}

void syn_scan_join(struct parts *parts)
{
    struct scan *whole = &parts->at[0];

    for (size_t p = 1; p < parts->n; p++)
        join_part(whole, &parts->at[p]);
    for (size_t i = 0; i < whole->plan->n_counters; i++)
        sort_leaves(&whole->plan->counters[i]);
}
