#include <string.h>

#include "plan.h"

struct coverage *syn_plan_coverage(const struct plan *plan,
                                   const struct syn_source *source)
{
    return &plan->coverage[source - plan->catalogue->sources];
}

static bool part_covers(const struct syn_batch *batches,
                        size_t n,
                        const char *source,
                        const char *part,
                        int month)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(batches[i].source, source) == 0 &&
            strcmp(batches[i].part, part) == 0 &&
            batches[i].covers_from <= month && month <= batches[i].covers_to)
            return true;
    return false;
}

/* (7) Whether every part that SOURCE has anywhere covers MONTH. */
static bool all_cover(const struct syn_batch *batches,
                      size_t n,
                      const char *source,
                      int month)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(batches[i].source, source) == 0 &&
            !part_covers(batches, n, source, batches[i].part, month))
            return false;
    return true;
}

const struct syn_contract *
syn_contract_of(const struct syn_catalogue *catalogue,
                const struct syn_batch *batch)
{
    for (size_t i = 0; i < catalogue->n_contracts; i++)
        if (strcmp(catalogue->contracts[i].item.name, batch->contract) == 0)
            return &catalogue->contracts[i];
    return NULL;
}

static int settles_of(const struct syn_catalogue *catalogue,
                      const struct syn_batch *batch)
{
    const struct syn_contract *contract = syn_contract_of(catalogue, batch);
    return contract ? contract->settles : 0;
}

/* How the keys of SOURCE were made in MONTH: "" if no contract says, NULL if
 * extracts differ. */
static const char *scheme_of(const struct plan *plan,
                             const struct syn_batch *batches,
                             size_t n,
                             const char *source,
                             int month)
{
    const char *found = NULL;

    for (size_t i = 0; i < n; i++) {
        const struct syn_batch *b = &batches[i];
        if (strcmp(b->source, source) != 0 || b->covers_from > month ||
            b->covers_to < month)
            continue;
        const struct syn_contract *contract =
            syn_contract_of(plan->catalogue, b);
        const char *scheme =
            contract && contract->key_scheme ? contract->key_scheme : "";
        if (found && strcmp(found, scheme) != 0)
            return NULL;
        found = scheme;
    }
    return found;
}

static void cover_source(struct plan *plan,
                         struct coverage *c,
                         const struct syn_batch *batches,
                         size_t n)
{
    const char *name = c->source->name;
    int starts = plan->catalogue->project.starts;

    c->first = 1;
    c->last = 0;
    c->settled = c->extracted = SYN_UNSET;
    for (size_t i = 0; i < n; i++) {
        const struct syn_batch *b = &batches[i];
        if (strcmp(b->source, name) != 0)
            continue;
        bool first = c->first > c->last;
        int settled = b->extracted - settles_of(plan->catalogue, b);
        c->first =
            first || b->covers_from < c->first ? b->covers_from : c->first;
        c->last = first || b->covers_to > c->last ? b->covers_to : c->last;
        c->settled = settled > c->settled ? settled : c->settled;
        c->extracted =
            b->extracted > c->extracted ? b->extracted : c->extracted;
    }
    if (starts != SYN_UNSET && c->first < starts)
        c->first = starts;
    if (c->first > c->last)
        return;
    int last = c->last - c->first;
    c->covered =
        syn_arena_alloc(plan->arena, (size_t)last + 1, sizeof *c->covered);
    c->scheme =
        syn_arena_alloc(plan->arena, (size_t)last + 1, sizeof *c->scheme);
    for (int m = c->first; m <= c->last; m++) {
        c->covered[m - c->first] = all_cover(batches, n, name, m);
        c->scheme[m - c->first] = scheme_of(plan, batches, n, name, m);
    }
}

/* Finding the month of a day takes long if it is done for every event. */
static void make_months(struct plan *plan)
{
    int first = syn_month_first_day(plan->first_month);
    int end = syn_month_first_day(plan->last_month + 1);

    plan->first_day = first;
    plan->n_days = (size_t)(end - first);
    plan->month_of =
        syn_arena_alloc(plan->arena, plan->n_days, sizeof *plan->month_of);
    for (int day = first; day < end; day++)
        plan->month_of[day - first] =
            (uint16_t)(syn_day_month(day) - plan->first_month);
}

/* Nor is the period of a month found quickly enough. */
static void make_period_places(struct plan *plan)
{
    int last = plan->last_month - plan->first_month;
    size_t n = last < 0 ? 0 : (size_t)last + 1;

    for (int k = 0; k < SYN_ROLLING_12; k++) {
        plan->period_of[k] =
            syn_arena_alloc(plan->arena, n, sizeof *plan->period_of[k]);
        for (size_t m = 0; m < n; m++)
            plan->period_of[k][m] =
                (uint16_t)(syn_period_of_month((enum syn_period_kind)k,
                                               plan->first_month + (int)m)
                               .index -
                           plan->first[k]);
    }
}

/* The months of all sources that have records, or, OF_TABLES, figures. */
static void join_months(struct plan *plan, bool of_tables)
{
    for (size_t i = 0; i < plan->catalogue->n_sources; i++) {
        const struct coverage *c = &plan->coverage[i];
        if (c->first > c->last || c->source->is_table != of_tables)
            continue;
        bool first = plan->first_month > plan->last_month;
        if (first || c->first < plan->first_month)
            plan->first_month = c->first;
        if (first || c->last > plan->last_month)
            plan->last_month = c->last;
    }
}

void syn_plan_cover(struct plan *plan,
                    const struct syn_batch *batches,
                    size_t n)
{
    const struct syn_catalogue *catalogue = plan->catalogue;

    plan->batches = batches;
    plan->n_batches = n;
    plan->coverage = syn_arena_alloc(plan->arena, catalogue->n_sources,
                                     sizeof *plan->coverage);
    plan->first_month = 1;
    plan->last_month = 0;
    for (size_t i = 0; i < catalogue->n_sources; i++) {
        plan->coverage[i].source = &catalogue->sources[i];
        cover_source(plan, &plan->coverage[i], batches, n);
    }
    /* Tables count nothing, so their months lengthen no series; a project of
     * tables alone has no others. */
    join_months(plan, false);
    if (plan->first_month > plan->last_month)
        join_months(plan, true);
    if (plan->first_month <= plan->last_month)
        make_months(plan);
    for (int k = 0; k < SYN_N_PERIOD_KINDS; k++) {
        enum syn_period_kind kind = (enum syn_period_kind)k;
        plan->first[k] = syn_period_of_month(kind, plan->first_month).index;
        plan->n_periods[k] =
            plan->first_month > plan->last_month
                ? 0
                : (size_t)(syn_period_of_month(kind, plan->last_month).index -
                           plan->first[k] + 1);
    }
    make_period_places(plan);
}

enum syn_state syn_coverage_state(const struct coverage *c, int from, int to)
{
    int last = to < c->last ? to : c->last;

    for (int month = from; month <= last; month++)
        if (month < c->first || !c->covered[month - c->first])
            return SYN_STATE_MISSING;
    return to > c->last ? SYN_STATE_NOT_YET : SYN_STATE_VALUE;
}

const char *syn_coverage_scheme(const struct coverage *c, int from, int to)
{
    const char *scheme = NULL;

    for (int month = from; month <= to; month++) {
        if (month < c->first || month > c->last ||
            !c->covered[month - c->first])
            continue;
        const char *here = c->scheme[month - c->first];
        if (!here || (scheme && strcmp(scheme, here) != 0))
            return NULL;
        scheme = here;
    }
    return scheme ? scheme : "";
}

const struct syn_contract *syn_filtered(const struct syn_catalogue *catalogue,
                                        const struct syn_source *source,
                                        const struct syn_group *group)
{
    for (size_t i = 0; i < catalogue->n_contracts; i++) {
        const struct syn_contract *c = &catalogue->contracts[i];
        if (c->definition == source && c->ages.from != SYN_UNSET &&
            (group->ages.from < c->ages.from || group->ages.to > c->ages.to))
            return c;
    }
    return NULL;
}
