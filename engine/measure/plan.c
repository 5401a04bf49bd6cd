#include "plan.h"

#include <stdlib.h>
#include <string.h>

#include <samsyn/base/text.h>

bool syn_group_is_all(const struct syn_group *group)
{
    return group->sex == SYN_SEX_ANY && group->ages.from <= 0 &&
           group->ages.to >= SYN_AGE_MAX;
}

/* --- coverage ---------------------------------------------------------- */

const struct coverage *syn_plan_coverage(const struct plan *plan,
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

static int settles_of(const struct syn_catalogue *catalogue,
                      const struct syn_batch *batch)
{
    for (size_t i = 0; i < catalogue->n_contracts; i++)
        if (strcmp(catalogue->contracts[i].item.name, batch->contract) == 0)
            return catalogue->contracts[i].settles;
    return 0;
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
    c->settled = SYN_UNSET;
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
    }
    if (starts != SYN_UNSET && c->first < starts)
        c->first = starts;
    if (c->first > c->last)
        return;
    int last = c->last - c->first;
    c->covered =
        syn_arena_alloc(plan->arena, (size_t)last + 1, sizeof *c->covered);
    for (int m = c->first; m <= c->last; m++)
        c->covered[m - c->first] = all_cover(batches, n, name, m);
}

void syn_plan_cover(struct plan *plan,
                    const struct syn_batch *batches,
                    size_t n)
{
    const struct syn_catalogue *catalogue = plan->catalogue;

    plan->coverage = syn_arena_alloc(plan->arena, catalogue->n_sources,
                                     sizeof *plan->coverage);
    plan->first_month = 1;
    plan->last_month = 0;
    for (size_t i = 0; i < catalogue->n_sources; i++) {
        struct coverage *c = &plan->coverage[i];
        c->source = &catalogue->sources[i];
        cover_source(plan, c, batches, n);
        if (c->first > c->last)
            continue;
        bool first = plan->first_month > plan->last_month;
        if (first || c->first < plan->first_month)
            plan->first_month = c->first;
        if (first || c->last > plan->last_month)
            plan->last_month = c->last;
    }
    for (int k = 0; k < SYN_N_PERIOD_KINDS; k++) {
        enum syn_period_kind kind = (enum syn_period_kind)k;
        plan->first[k] = syn_period_of_month(kind, plan->first_month).index;
        plan->n_periods[k] =
            plan->first_month > plan->last_month
                ? 0
                : (size_t)(syn_period_of_month(kind, plan->last_month).index -
                           plan->first[k] + 1);
    }
}

/* --- areas ------------------------------------------------------------- */

static const struct syn_area_name *find_area(const struct syn_lists *lists,
                                             const char *code)
{
    for (size_t i = 0; i < lists->n_areas; i++)
        if (strcmp(lists->areas[i].code, code) == 0)
            return &lists->areas[i];
    return NULL;
}

/* The place of CODE among the plan's areas, where it is added. */
static int32_t add_area(struct plan *plan, const char *code, const char *name)
{
    for (size_t i = 0; i < plan->n_areas; i++)
        if (strcmp(plan->area_code[i], code) == 0)
            return (int32_t)i;
    plan->area_code[plan->n_areas] = code;
    plan->area_name[plan->n_areas] = name;
    return (int32_t)plan->n_areas++;
}

/* The area that CODE belongs to, or -1: a zone stands for its codes, and a
 * code of the whole place is no area. */
static int32_t area_of(struct plan *plan, const char *code)
{
    const struct syn_lists *lists = &plan->catalogue->lists;
    const struct syn_texts *whole = &plan->catalogue->project.place_codes;
    const struct syn_area_name *known = find_area(lists, code);

    for (size_t i = 0; i < whole->n; i++)
        if (strcmp(whole->at[i], code) == 0)
            return -1;
    if (known && known->zone && *known->zone)
        return add_area(plan, known->zone, known->zone);
    if (known)
        return add_area(plan, code, known->name);
    return lists->n_areas ? -1 : add_area(plan, code, code);
}

static int by_code(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Adds the areas in the order of areas.csv, or else of their codes: never in
 * that of loading. */
static void order_areas(struct plan *plan, const char *const *codes, size_t n)
{
    const struct syn_lists *lists = &plan->catalogue->lists;
    const char **sorted = syn_arena_alloc(plan->arena, n + 1, sizeof *sorted);

    memcpy(sorted, codes, n * sizeof *sorted);
    if (n)
        qsort(sorted, n, sizeof *sorted, by_code);
    for (size_t i = 0; i < lists->n_areas; i++)
        if (n &&
            bsearch(&lists->areas[i].code, sorted, n, sizeof *sorted, by_code))
            area_of(plan, lists->areas[i].code);
    for (size_t i = 0; i < n; i++)
        area_of(plan, sorted[i]);
}

enum syn_status
syn_plan_areas(struct plan *plan, struct sqlite3 *db, struct syn_diag *diag)
{
    const char *const *codes;
    size_t n;
    enum syn_status status = syn_store_areas(&codes, &n, db, plan->arena, diag);

    if (status)
        return status;
    plan->n_area_of = n + 1;
    plan->area_of = syn_arena_alloc(plan->arena, n + 1, sizeof *plan->area_of);
    plan->area_code = syn_arena_alloc(plan->arena, n + 1, sizeof(char *));
    plan->area_name = syn_arena_alloc(plan->arena, n + 1, sizeof(char *));
    order_areas(plan, codes, n);
    plan->area_of[0] = -1;
    for (size_t i = 0; i < n; i++)
        plan->area_of[i + 1] = area_of(plan, codes[i]);
    if (plan->n_areas <= SYN_AREAS)
        return SYN_OK;
    syn_diag_warn(diag, (struct syn_loc){0}, "measure.areas",
                  "%zu areas are too many to show; join them to zones in "
                  "areas.csv",
                  plan->n_areas);
    for (size_t i = 0; i <= n; i++)
        plan->area_of[i] = -1;
    plan->n_areas = 0;
    return SYN_OK;
}

/* --- counters ---------------------------------------------------------- */

static void new_cells(struct plan *plan, struct cells *cells)
{
    for (int k = 0; k < SYN_N_PERIOD_KINDS; k++) {
        cells->count[k] = syn_arena_alloc(plan->arena, plan->n_periods[k],
                                          sizeof *cells->count[k]);
        cells->stamp[k] = syn_arena_alloc(plan->arena, plan->n_periods[k],
                                          sizeof *cells->stamp[k]);
    }
}

static void give_groups(struct plan *plan, struct counter *c)
{
    const char *const *names = c->shown->groups;

    while (names[c->n_groups])
        c->n_groups++;
    c->group = syn_arena_alloc(plan->arena, c->n_groups, sizeof *c->group);
    c->group_bit = syn_arena_alloc(plan->arena, c->n_groups, sizeof(uint32_t));
    c->straddled = syn_arena_alloc(plan->arena, c->n_groups, sizeof(bool));
    c->lacks = syn_arena_alloc(plan->arena, c->n_groups, sizeof(char *));
    c->by_group =
        syn_arena_alloc(plan->arena, c->n_groups, sizeof *c->by_group);
    c->by_area =
        syn_arena_alloc(plan->arena, plan->n_areas + 1, sizeof *c->by_area);
    for (size_t i = 0; i < c->n_groups; i++) {
        c->group[i] = syn_catalogue_group(plan->catalogue, names[i]);
        c->group_bit[i] = (uint32_t)1
                          << (c->group[i] - plan->catalogue->groups);
        new_cells(plan, &c->by_group[i]);
    }
    for (size_t i = 0; i < plan->n_areas; i++)
        new_cells(plan, &c->by_area[i]);
}

static void
cannot(struct counter *c, enum syn_obstacle obstacle, const char *detail)
{
    if (c->detail)
        return;
    c->obstacle = obstacle;
    c->detail = detail;
}

/* What stands in the way of counting C at all. */
static void check_counter(const struct plan *plan, struct counter *c)
{
    const struct syn_catalogue *catalogue = plan->catalogue;
    const struct syn_source *source = c->selection.source;
    const struct coverage *coverage = syn_plan_coverage(plan, source);

    if (coverage->first > coverage->last)
        cannot(c, SYN_NO_EXTRACT, source->name);
    else if (c->selection.absent)
        cannot(c, SYN_NO_COLUMN, c->selection.absent);
    else if (c->indicator->unit->counting == SYN_COUNT_PERSONS &&
             !syn_source_provides(catalogue, source, "person_key"))
        cannot(c, SYN_NO_KEY, "person_key");
    else if (c->indicator->unit->counting == SYN_COUNT_CASES &&
             !syn_source_provides(catalogue, source, "case_key"))
        cannot(c, SYN_NO_KEY, "case_key");
}

static void select_profiles(struct plan *plan, struct counter *c)
{
    const struct syn_selection *s = &c->selection;

    c->n_selected = s->n ? s->profiles[s->n - 1] + 1 : 0;
    c->selected =
        syn_arena_alloc(plan->arena, c->n_selected, sizeof *c->selected);
    for (size_t i = 0; i < s->n; i++)
        c->selected[s->profiles[i]] = true;
}

/* (6) Leaves of NUMERATOR only what DENOMINATOR selects too, in hours of both.
 */
static void narrow(struct counter *numerator, const struct counter *denominator)
{
    const struct syn_hours *whole = &denominator->when;

    if (numerator->when.all)
        numerator->when = *whole;
    for (size_t i = 0; i < 3 && !whole->all; i++)
        numerator->when.bits[i] &= whole->bits[i];
    for (size_t i = 0; i < numerator->n_selected; i++)
        if (i >= denominator->n_selected || !denominator->selected[i])
            numerator->selected[i] = false;
}

static enum syn_status add_counter(struct plan *plan,
                                   struct sqlite3 *reader,
                                   const struct syn_indicator *indicator,
                                   const struct syn_indicator *shown,
                                   struct syn_diag *diag)
{
    struct counter *c = &plan->counters[plan->n_counters++];

    *c = (struct counter){.indicator = indicator,
                          .shown = shown,
                          .when = indicator->when,
                          .is_denominator = indicator != shown};
    enum syn_status status = syn_body_run(
        &c->selection, reader, plan->catalogue, indicator, plan->arena, diag);
    if (status)
        return status;
    select_profiles(plan, c);
    check_counter(plan, c);
    give_groups(plan, c);
    if (indicator->through && indicator->unit->counting != SYN_COUNT_CASES)
        return syn_diag_fail(diag, SYN_ECONFIG,
                             (struct syn_loc){indicator->path, 1, 0},
                             "measure.through",
                             "only cases are counted through their persons; "
                             "the unit is \"%s\"",
                             indicator->unit->name);
    return SYN_OK;
}

static bool same_text(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

static enum syn_status check_share(const struct counter *numerator,
                                   const struct counter *denominator,
                                   struct syn_diag *diag)
{
    const struct syn_indicator *a = numerator->indicator;
    const struct syn_indicator *b = denominator->indicator;

    bool only_all = true; /* In "all" a case is by itself. */

    for (size_t g = 0; g < numerator->n_groups; g++)
        only_all &= syn_group_is_all(numerator->group[g]);
    if (!only_all &&
        (!same_text(a->through, b->through) || !same_text(a->role, b->role)))
        return syn_diag_fail(
            diag, SYN_ECONFIG, (struct syn_loc){a->path, 1, 0},
            "measure.share-through",
            "a share and its denominator \"%s\" must have the same \"through\"",
            b->id);
    if (numerator->selection.source == denominator->selection.source &&
        a->unit->counting == b->unit->counting && a->date == b->date)
        return SYN_OK;
    return syn_diag_fail(
        diag, SYN_ECONFIG, (struct syn_loc){a->path, 1, 0}, "measure.share",
        "a share and its denominator \"%s\" must have the same "
        "source, unit and date",
        b->id);
}

enum syn_status syn_plan_counters(struct plan *plan,
                                  struct sqlite3 *reader,
                                  struct syn_diag *diag)
{
    const struct syn_catalogue *catalogue = plan->catalogue;
    enum syn_status result = SYN_OK;

    plan->counters = syn_arena_alloc(plan->arena, 2 * catalogue->n_indicators,
                                     sizeof *plan->counters);
    for (size_t i = 0; i < catalogue->n_indicators; i++) {
        const struct syn_indicator *indicator = &catalogue->indicators[i];
        enum syn_status status =
            add_counter(plan, reader, indicator, indicator, diag);
        if (!status && indicator->measure == SYN_MEASURE_SHARE)
            status = add_counter(plan, reader, indicator->of_indicator,
                                 indicator, diag);
        if (!status && indicator->measure == SYN_MEASURE_SHARE) {
            struct counter *last = &plan->counters[plan->n_counters - 1];
            status = check_share(last - 1, last, diag);
            narrow(last - 1, last);
        }
        if (status)
            result = status;
    }
    return result;
}
