#include <samsyn/measure/series.h>

#include <string.h>

#include <samsyn/base/text.h>

#include "plan.h"

enum { MOST_OBSTACLES = SYN_INDICATORS * 4 };

/* --- states ------------------------------------------------------------ */

static bool month_covered(const struct coverage *c, int month)
{
    return month >= c->first && month <= c->last &&
           c->covered[month - c->first];
}

static const struct syn_source *source_of(const struct plan *plan,
                                          const char *name)
{
    return syn_source_find(plan->catalogue->sources, plan->catalogue->n_sources,
                           name);
}

/* (7) */
static enum syn_state state_of(const struct coverage *own,
                               const struct coverage *through,
                               struct syn_period period)
{
    int month = syn_period_first_month(period);
    int last = month + syn_period_months(period.kind);
    enum syn_state state = SYN_STATE_VALUE;

    for (; month < last; month++) {
        if (month > own->last || (through && month > through->last))
            return state == SYN_STATE_MISSING ? state : SYN_STATE_NOT_YET;
        if (!month_covered(own, month) ||
            (through && !month_covered(through, month)))
            state = SYN_STATE_MISSING;
    }
    return state;
}

static bool is_provisional(const struct coverage *own,
                           const struct coverage *through,
                           struct syn_period period)
{
    int last = syn_period_last_day(period);
    return last > own->settled || (through && last > through->settled);
}

/* --- one series -------------------------------------------------------- */

static void fill_states(struct syn_series *s,
                        const struct plan *plan,
                        const struct counter *c)
{
    const struct coverage *own = syn_plan_coverage(plan, c->selection.source);
    const char *name = c->indicator->through;
    const struct coverage *through =
        name && !syn_group_is_all(s->group)
            ? syn_plan_coverage(plan, source_of(plan, name))
            : NULL;

    for (size_t t = 0; t < s->n; t++) {
        struct syn_period period = {s->kind, s->first + (int)t};
        s->state[t] = state_of(own, through, period);
        s->provisional[t] = is_provisional(own, through, period);
        if (s->state[t] != SYN_STATE_VALUE) {
            s->count[t] = 0;
            if (s->of)
                s->of[t] = 0;
        } else if (s->of && s->of[t] == 0) {
            s->state[t] = SYN_STATE_NOT_APPLICABLE;
        } else if (s->count[t] == 0) {
            s->state[t] = SYN_STATE_ZERO;
        }
    }
}

static void fill_exposure(struct syn_series *s, const struct plan *plan)
{
    bool known = false;

    if (!s->indicator->per)
        return;
    s->exposure = syn_arena_alloc(plan->arena, s->n, sizeof *s->exposure);
    for (size_t t = 0; t < s->n; t++) {
        s->exposure[t] =
            syn_heads_exposure(plan->heads, s->group, s->area,
                               (struct syn_period){s->kind, s->first + (int)t});
        known |= s->exposure[t] > 0;
    }
    if (!known)
        s->exposure = NULL;
}

static void add_series(struct syn_series_set *out,
                       const struct plan *plan,
                       const struct counter *c,
                       const struct syn_group *group,
                       const struct cells *cells,
                       const struct cells *of,
                       const char *area,
                       const char *area_name)
{
    for (int k = 0; k < SYN_N_PERIOD_KINDS; k++) {
        struct syn_series *s = &out->at[out->n++];
        *s = (struct syn_series){.indicator = c->shown,
                                 .group = group,
                                 .source = c->selection.source,
                                 .area = area,
                                 .area_name = area_name,
                                 .kind = (enum syn_period_kind)k,
                                 .first = plan->first[k],
                                 .n = plan->n_periods[k],
                                 .count = cells->count[k],
                                 .of = of ? of->count[k] : NULL};
        s->state = syn_arena_alloc(plan->arena, s->n, sizeof *s->state);
        s->provisional =
            syn_arena_alloc(plan->arena, s->n, sizeof *s->provisional);
        fill_states(s, plan, c);
        fill_exposure(s, plan);
    }
}

/* --- all of them ------------------------------------------------------- */

static void cannot(struct syn_series_set *out,
                   const struct syn_indicator *indicator,
                   const struct syn_group *group,
                   enum syn_obstacle obstacle,
                   const char *detail)
{
    if (out->n_not_computable < MOST_OBSTACLES)
        out->not_computable[out->n_not_computable++] =
            (struct syn_not_computable){indicator, group, obstacle, detail};
}

/* The first month in which reversals exceed events, or NULL. */
static const char *negative_month(const struct plan *plan,
                                  const struct cells *cells)
{
    char code[SYN_PERIOD_BYTES];

    for (size_t t = 0; t < plan->n_periods[SYN_MONTH]; t++)
        if (cells->count[SYN_MONTH][t] < 0)
            return syn_arena_strdup(
                plan->arena,
                syn_period_code(
                    code, (struct syn_period){
                              SYN_MONTH, plan->first[SYN_MONTH] + (int)t}));
    return NULL;
}

/* Whether group number G of C can be shown; says why not. */
static bool is_countable(struct syn_series_set *out,
                         const struct plan *plan,
                         const struct counter *c,
                         size_t g)
{
    const struct syn_source *linked =
        c->indicator->through ? source_of(plan, c->indicator->through) : NULL;
    const char *month = negative_month(plan, &c->by_group[g]);

    if (c->indicator->through && !syn_group_is_all(c->group[g]) &&
        (!linked ||
         syn_source_linked(plan->catalogue, linked) != c->selection.source)) {
        cannot(out, c->shown, c->group[g], SYN_NO_LINK, c->indicator->through);
        return false;
    }
    if (c->lacks[g])
        cannot(out, c->shown, c->group[g], SYN_NO_AGE, c->lacks[g]);
    else if (c->straddled[g])
        cannot(out, c->shown, c->group[g], SYN_AGE_BANDS, "");
    else if (month)
        cannot(out, c->shown, c->group[g], SYN_NEGATIVE, month);
    else
        return true;
    return false;
}

/* The series of area number A, unless it is below zero somewhere. */
static void add_area(struct syn_series_set *out,
                     const struct plan *plan,
                     const struct counter *c,
                     const struct counter *of,
                     size_t a)
{
    const char *month = negative_month(plan, &c->by_area[a]);

    if (!month && of)
        month = negative_month(plan, &of->by_area[a]);
    if (month)
        cannot(out, c->shown, c->group[0], SYN_NEGATIVE, month);
    else
        add_series(out, plan, c, c->group[0], &c->by_area[a],
                   of ? &of->by_area[a] : NULL, plan->area_code[a],
                   plan->area_name[a]);
}

/* Whether the events of C, or their cases, have a place. */
static bool has_areas(const struct plan *plan, const struct counter *c)
{
    const struct syn_source *source = c->selection.source;
    const struct syn_source *linked =
        syn_source_linked(plan->catalogue, source);

    return syn_source_provides(plan->catalogue, source, "area") ||
           (linked && syn_source_provides(plan->catalogue, linked, "area"));
}

/* The series of C, and if it is a share, of its denominator OF. */
static void add_indicator(struct syn_series_set *out,
                          const struct plan *plan,
                          const struct counter *c,
                          const struct counter *of)
{
    const struct counter *first = c->detail ? c : of;

    if (first && first->detail) {
        cannot(out, c->shown, NULL, first->obstacle, first->detail);
        return;
    }
    for (size_t g = 0; g < c->n_groups; g++) {
        if (!is_countable(out, plan, c, g) ||
            (of && !is_countable(out, plan, of, g)))
            continue;
        add_series(out, plan, c, c->group[g], &c->by_group[g],
                   of ? &of->by_group[g] : NULL, NULL, NULL);
        for (size_t a = 0; g == 0 && has_areas(plan, c) && a < plan->n_areas;
             a++)
            add_area(out, plan, c, of, a);
    }
}

static size_t most_series(const struct plan *plan)
{
    size_t n = 0;
    for (size_t i = 0; i < plan->n_counters; i++)
        n += (plan->counters[i].n_groups + plan->n_areas) * SYN_N_PERIOD_KINDS;
    return n;
}

static void collect(struct syn_series_set *out, const struct plan *plan)
{
    out->at = syn_arena_alloc(plan->arena, most_series(plan), sizeof *out->at);
    out->not_computable = syn_arena_alloc(plan->arena, MOST_OBSTACLES,
                                          sizeof *out->not_computable);
    for (size_t i = 0; i < plan->n_counters; i++) {
        const struct counter *c = &plan->counters[i];
        bool share = c->shown->measure == SYN_MEASURE_SHARE;
        add_indicator(out, plan, c, share ? &plan->counters[i + 1] : NULL);
        i += share;
    }
}

enum syn_status syn_series_measure(struct syn_series_set *out,
                                   struct sqlite3 *db,
                                   struct sqlite3 *reader,
                                   const struct syn_catalogue *catalogue,
                                   struct syn_arena *arena,
                                   struct syn_diag *diag)
{
    struct plan plan = {.catalogue = catalogue, .arena = arena};

    *out = (struct syn_series_set){0};
    enum syn_status status =
        syn_store_batches(&out->batches, &out->n_batches, db, arena, diag);
    if (!status)
        status = syn_bodies_prepare(reader, catalogue, arena, diag);
    if (status)
        return status;
    plan.heads = syn_heads_count(catalogue, arena);
    syn_plan_cover(&plan, out->batches, out->n_batches);
    out->first_month = plan.first_month;
    out->last_month = plan.last_month;
    status = syn_plan_areas(&plan, db, diag);
    if (!status)
        status = syn_plan_counters(&plan, reader, diag);
    for (size_t i = 0; !status && i < catalogue->n_sources; i++)
        if (plan.coverage[i].first <= plan.coverage[i].last &&
            !plan.coverage[i].source->is_table)
            status = syn_scan(&plan, db, reader, plan.coverage[i].source, diag);
    if (!status)
        collect(out, &plan);
    return status;
}
