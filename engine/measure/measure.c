#include <samsyn/measure/series.h>

#include <math.h>
#include <string.h>

#include <sqlite3.h>

#include <samsyn/base/text.h>
#include <samsyn/base/threads.h>
#include <samsyn/store/store.h>

#include "plan.h"

enum { MOST_OBSTACLES = SYN_INDICATORS * 4 };

static const struct syn_source *source_of(const struct plan *plan,
                                          const char *name)
{
    return syn_source_find(plan->catalogue->sources, plan->catalogue->n_sources,
                           name);
}

/* --- one series -------------------------------------------------------- */

/* Whether an indicator's figure is one of many, of which there must be some. */
static bool needs_some(const struct syn_indicator *indicator)
{
    return syn_indicator_has_value(indicator) &&
           indicator->statistic != SYN_STATISTIC_SUM;
}

/* What a period with counts is: zero is a value of its own (12). */
static enum syn_state counted_state(const struct syn_series *s, size_t t)
{
    if (s->of && s->of[t] < 0) /* The population is not known (9). */
        return SYN_STATE_MISSING;
    if (s->of && s->of[t] == 0)
        return SYN_STATE_NOT_APPLICABLE;
    if (s->indicator->invert && s->count[t] < 0)
        return SYN_STATE_NOT_APPLICABLE;
    if (needs_some(s->indicator) && s->count[t] == 0)
        return s->indicator->measure == SYN_MEASURE_STATUS
                   ? SYN_STATE_MISSING
                   : SYN_STATE_NOT_APPLICABLE;
    return s->count[t] == 0 ? SYN_STATE_ZERO : SYN_STATE_VALUE;
}

static void clear(struct syn_series *s, size_t t)
{
    s->count[t] = 0;
    if (s->of)
        s->of[t] = 0;
    if (s->value)
        s->value[t] = NAN;
}

static void fill_states(struct syn_series *s,
                        const struct plan *plan,
                        const struct counter *c,
                        const struct counter *of,
                        size_t g)
{
    const struct whose whose = {g, s->area != NULL};

    for (size_t t = 0; t < s->n; t++) {
        struct syn_period period = {s->kind, s->first + (int)t};
        s->state[t] = syn_period_state(plan, c, of, whose, period);
        s->provisional[t] = syn_period_provisional(plan, c, of, g, period);
        if (s->state[t] == SYN_STATE_VALUE)
            s->state[t] = counted_state(s, t);
        if (s->state[t] != SYN_STATE_VALUE && s->state[t] != SYN_STATE_ZERO)
            clear(s, t);
    }
}

/* (9) */
static void fill_population(struct syn_series *s, const struct plan *plan)
{
    s->of = syn_arena_alloc(plan->arena, s->n, sizeof *s->of);
    for (size_t t = 0; t < s->n; t++) {
        int64_t persons =
            syn_heads_mean(plan->heads, s->group, s->area,
                           (struct syn_period){s->kind, s->first + (int)t});
        s->of[t] = persons;
        if (s->indicator->invert)
            s->count[t] = s->of[t] - s->count[t];
    }
}

static void fill_exposure(struct syn_series *s, const struct plan *plan)
{
    bool known = false;

    if (!s->indicator->per || s->indicator->measure == SYN_MEASURE_RATIO)
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

static bool is_cohort(const struct counter *c)
{
    return c->indicator->measure == SYN_MEASURE_RETURN ||
           c->indicator->measure == SYN_MEASURE_FOLLOWUP;
}

/* The denominators of KIND: those of the kind of measure itself, or of OF. */
static int64_t *denominators(const struct counter *c,
                             const struct tally *own,
                             const struct tally *of,
                             int kind)
{
    if (of && !is_cohort(c))
        return of->count.count[kind];
    return c->keeps && syn_indicator_is_part(c->indicator) ? own->of.count[kind]
                                                           : NULL;
}

/* Where a series is: in a group of the whole place, or in one of its areas. */
struct spot {
    size_t g, a; /* SYN_WHOLE_PLACE: no area. */
    const struct tally *own, *of;
    const char *area, *area_name;
};

static void add_series(struct syn_series_set *out,
                       const struct plan *plan,
                       const struct counter *c,
                       const struct counter *of,
                       struct spot at)
{
    for (int k = 0; k < SYN_N_PERIOD_KINDS; k++) {
        if (!syn_kind_applies(c, (enum syn_period_kind)k))
            continue;
        struct syn_series *s = &out->at[out->n++];
        *s = (struct syn_series){.indicator = c->shown,
                                 .group = c->group[at.g],
                                 .source = c->selection.source,
                                 .area = at.area,
                                 .area_name = at.area_name,
                                 .kind = (enum syn_period_kind)k,
                                 .first = plan->first[k],
                                 .n = plan->n_periods[k],
                                 .count = at.own->count.count[k],
                                 .of = denominators(c, at.own, at.of, k),
                                 .value = at.own->value[k]};
        if (k == SYN_QUARTER && !c->indicator->invert)
            s->atoms = syn_atom_counts(plan, c, at.g, at.a);
        if (k == SYN_QUARTER && !is_cohort(c))
            s->of_atoms = syn_atom_counts(plan, of, at.g, at.a);
        if (at.own->crowd && (k == SYN_QUARTER || k == SYN_YEAR)) {
            s->persons = at.own->crowd->persons[k == SYN_YEAR];
            s->most = at.own->crowd->most[k == SYN_YEAR];
        }
        s->state = syn_arena_alloc(plan->arena, s->n, sizeof *s->state);
        s->provisional =
            syn_arena_alloc(plan->arena, s->n, sizeof *s->provisional);
        if (c->indicator->of_population)
            fill_population(s, plan);
        fill_states(s, plan, c, of, at.g);
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
                                  const struct tally *tally)
{
    char code[SYN_PERIOD_BYTES];

    for (size_t t = 0; t < plan->n_periods[SYN_MONTH]; t++)
        if (tally->count.count[SYN_MONTH][t] < 0)
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

    if (syn_by_person(c, g) &&
        (!linked ||
         syn_source_joined(plan->catalogue, linked) != c->selection.source)) {
        bool schemes = linked && syn_source_linked(plan->catalogue, linked) ==
                                     c->selection.source;
        cannot(out, c->shown, c->group[g],
               schemes ? SYN_KEY_SCHEME : SYN_NO_LINK, c->indicator->through);
        return false;
    }
    if (syn_by_person(c, g) && c->date >= 0) /* The link does not have it. */
        cannot(out, c->shown, c->group[g], SYN_NO_COLUMN,
               c->indicator->date_column);
    else if (c->lacks[g])
        cannot(out, c->shown, c->group[g], c->lack[g], c->lacks[g]);
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
        add_series(out, plan, c, of,
                   (struct spot){0, a, &c->by_area[a],
                                 of ? &of->by_area[a] : NULL,
                                 plan->area_code[a], plan->area_name[a]});
}

/* Whether the events of C, or their cases, have a place; a spread over areas
 * has none inside one. */
static bool has_areas(const struct plan *plan, const struct counter *c)
{
    return plan->n_areas > 0 && c->place != NO_AREA &&
           (c->indicator->measure != SYN_MEASURE_CONCENTRATION ||
            c->indicator->by != SYN_OVER_AREAS);
}

/* (25) The place that areas of C, with OF, were to be by, if they cannot be
 * made; or NULL. */
static const char *lacks_geography(const struct plan *plan,
                                   const struct counter *c,
                                   const struct counter *of)
{
    bool asked = c->place == NO_AREA && c->indicator->has_geography;
    bool mixed = of && c->place != NO_AREA && of->place != NO_AREA &&
                 of->geography != c->geography;

    return plan->n_areas && (asked || mixed)
               ? syn_geography_names[c->indicator->has_geography
                                         ? c->indicator->geography
                                         : c->geography]
               : NULL;
}

/* Whether anything stands in the way of all of C; says so. */
static bool is_computable(struct syn_series_set *out,
                          const struct plan *plan,
                          const struct counter *c,
                          const struct counter *of)
{
    const struct counter *first = c->detail ? c : of;
    enum syn_obstacle why = SYN_NO_HISTORY;
    const char *detail = NULL;

    if (first && first->detail) {
        cannot(out, c->shown, NULL, first->obstacle, first->detail);
        return false;
    }
    if (c->indicator->of_population && !plan->catalogue->lists.n_population) {
        cannot(out, c->shown, NULL, SYN_NO_POPULATION, "population.csv");
        return false;
    }
    if (plan->first_month <= plan->last_month)
        detail = syn_lacks_history(&why, plan, c, of);
    if (detail)
        cannot(out, c->shown, NULL, why, detail);
    return !detail;
}

/* The series of C, and of what it is a part of, OF. */
static void add_indicator(struct syn_series_set *out,
                          const struct plan *plan,
                          const struct counter *c,
                          const struct counter *of)
{
    if (!is_computable(out, plan, c, of))
        return;
    /* Who is followed has the groups and areas; what follows needs none. */
    bool follows = of && is_cohort(c);
    const struct counter *who = follows ? of : c;
    const struct counter *also = follows ? NULL : of;
    const char *place = lacks_geography(plan, who, also);
    bool areas = has_areas(plan, who) && !place;
    if (place)
        cannot(out, c->shown, c->group[0], SYN_GEOGRAPHY, place);
    for (size_t g = 0; g < c->n_groups; g++) {
        if (!is_countable(out, plan, who, g) ||
            (also && !is_countable(out, plan, also, g)))
            continue;
        add_series(out, plan, c, of,
                   (struct spot){g, SYN_WHOLE_PLACE, &c->by_group[g],
                                 of ? &of->by_group[g] : NULL, NULL, NULL});
        for (size_t a = 0; g == 0 && areas && a < plan->n_areas; a++)
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

/* Makes the longer periods of months where events were counted one by one. */
static void sum_up(const struct plan *plan, const struct counter *c)
{
    for (size_t g = 0; !c->keeps && !c->is_atom && g < c->n_groups; g++)
        syn_cells_sum(plan, &c->by_group[g].count);
    for (size_t a = 0; !c->keeps && a < plan->n_areas; a++)
        syn_cells_sum(plan, &c->by_area[a].count);
}

static void collect(struct syn_series_set *out, struct plan *plan)
{
    out->at = syn_arena_alloc(plan->arena, most_series(plan), sizeof *out->at);
    out->not_computable = syn_arena_alloc(plan->arena, MOST_OBSTACLES,
                                          sizeof *out->not_computable);
    syn_count_hits(plan);
    for (size_t i = plan->n_indicator_counters; i < plan->n_counters; i++)
        sum_up(plan, &plan->counters[i]);
    for (size_t i = 0; i < plan->n_indicator_counters; i++) {
        struct counter *c = &plan->counters[i];
        struct counter *of = syn_has_second(c->indicator) ? c + 1 : NULL;
        sum_up(plan, c);
        if (of)
            sum_up(plan, of);
        add_indicator(out, plan, c, of);
        i += of != NULL;
    }
    syn_plan_insides(out, plan);
}

static void free_hits(struct plan *plan)
{
    for (size_t i = 0; i < plan->n_counters; i++)
        if (!plan->counters[i].keeper)
            syn_hits_free(&plan->counters[i].hits);
}

/* Opens a reader for each further core, unless DB is a file that others cannot
 * see as it is. */
static enum syn_status open_readers(struct plan *plan,
                                    struct sqlite3 *db,
                                    struct syn_arena *arena,
                                    struct syn_diag *diag)
{
    const char *path = sqlite3_db_filename(db, "main");
    bool seen = path && *path && sqlite3_get_autocommit(db);
    size_t n = seen ? syn_threads_count() : 1;
    enum syn_status status = SYN_OK;

    plan->db[plan->n_db++] = db;
    while (!status && plan->n_db < n)
        status =
            syn_store_open_reader(&plan->db[plan->n_db++], path, arena, diag);
    return status;
}

/* Counts into the counters of PLAN. */
static enum syn_status count(struct plan *plan,
                             struct sqlite3 *db,
                             struct sqlite3 *reader,
                             struct syn_diag *diag)
{
    struct syn_arena *readers = syn_arena_new(SYN_ARENA_BYTES);
    enum syn_status status = open_readers(plan, db, readers, diag);

    for (size_t i = 0; !status && i < plan->catalogue->n_sources; i++)
        if (plan->coverage[i].first <= plan->coverage[i].last &&
            !plan->coverage[i].source->is_table)
            status = syn_scan(plan, reader, plan->coverage[i].source, diag);
    syn_arena_free(readers);
    return status;
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
    if (!status) {
        syn_plan_atoms(&plan);
        syn_plan_keepers(&plan);
    }
    if (!status)
        status = count(&plan, db, reader, diag);
    if (!status)
        collect(out, &plan);
    free_hits(&plan);
    return status ? status : syn_measure_delays(out, &plan, db, diag);
}
