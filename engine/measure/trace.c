/* The numbers in brackets are the requirements of measure/trace.h. */
#include <samsyn/measure/trace.h>

#include <stdlib.h>
#include <string.h>

#include "trace.h"

/* --- what the scan tells ----------------------------------------------- */

static void *more_room(void *at, size_t *room, size_t size)
{
    *room = *room ? *room * 2 : 256;
    void *bigger = realloc(at, *room * size);

    if (!bigger)
        syn_arena_exhausted(*room * size);
    return bigger;
}

static void free_trace(void *data)
{
    struct trace *trace = data;

    for (size_t i = 0; i < trace->n_parts; i++) {
        free(trace->part[i].row);
        free(trace->part[i].of_case);
    }
}

static void add_row(struct tracked *t, int32_t batch, int32_t line, uint32_t p)
{
    if (t->n == t->room)
        t->row = more_room(t->row, &t->room, sizeof *t->row);
    t->row[t->n++] = (struct trace_row){batch, line, p};
}

static void add_case(struct tracked *t, int64_t key)
{
    if (t->n_cases == t->room_cases)
        t->of_case = more_room(t->of_case, &t->room_cases, sizeof *t->of_case);
    t->of_case[t->n_cases++] = key;
}

static struct tracked *tracked_of(const struct plan *plan,
                                  const struct counter *c)
{
    for (size_t i = 0; i < plan->trace->n_parts; i++)
        if (plan->trace->part[i].counter == c)
            return &plan->trace->part[i];
    return NULL;
}

void syn_trace_row(const struct plan *plan,
                   const struct counter *c,
                   const struct view *view,
                   const int32_t *days,
                   int month,
                   int32_t area)
{
    struct tracked *t = tracked_of(plan, c);
    size_t at = syn_plan_coverage(plan, c->selection.source)->row_at;

    if (!t || month < t->from || month > t->to)
        return;
    if (!t->anyone && (!(view->in & c->group_bit[t->group]) ||
                       (plan->trace->area >= 0 && plan->trace->area != area)))
        return;
    if (syn_by_person(c, t->group) != !days)
        return;
    if (days)
        add_row(t, days[at], days[at + 1], view->profile);
    else
        add_case(t, view->key);
}

void syn_trace_persons(const struct scan *scan,
                       const struct counter *c,
                       const struct bucket *b,
                       const struct view *persons,
                       size_t n)
{
    struct tracked *t = tracked_of(scan->plan, c);
    size_t at = scan->coverage->row_at;

    if (!t || !t->n_cases || t->of_case[t->n_cases - 1] != persons[0].key)
        return;
    for (size_t i = 0; i < n; i++) {
        const int32_t *days = syn_bucket_days(b, &persons[i]);
        bool in = false;
        for (size_t w = 0; c->indicator->roles[w]; w++)
            in |= syn_role_in(c->indicator->roles[w],
                              scan->role_name[persons[i].role]);
        if (in && persons[i].in & c->group_bit[t->group])
            add_row(t, days[at], days[at + 1], 0);
    }
}

/* --- rows of cases (3) -------------------------------------------------- */

static int by_key(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

/* Adds the rows of the cases that were counted through their persons. */
static enum syn_status add_cases(struct tracked *t,
                                 struct plan *plan,
                                 struct sqlite3 *db,
                                 struct syn_diag *diag)
{
    static const char *const columns[] = {"batch", "line"};
    const struct counter *c = t->counter;
    struct syn_events *events;
    struct syn_event e;

    if (!t->n_cases)
        return SYN_OK;
    qsort(t->of_case, t->n_cases, sizeof *t->of_case, by_key);
    enum syn_status status =
        syn_events_open(&events, db, plan->catalogue, c->selection.source,
                        columns, 2, plan->arena, diag);
    while (!status && !(status = syn_events_next(&e, events, diag)))
        if (e.profile < c->n_selected && c->selected[e.profile] &&
            bsearch(&e.case_key, t->of_case, t->n_cases, sizeof e.case_key,
                    by_key))
            add_row(t, (int32_t)e.more[0], (int32_t)e.more[1], e.profile);
    return status == SYN_DONE ? SYN_OK : status;
}

/* --- files ------------------------------------------------------------- */

static int by_place(const void *a, const void *b)
{
    const struct trace_row *x = a, *y = b;
    if (x->batch != y->batch)
        return x->batch < y->batch ? -1 : 1;
    if (x->line != y->line)
        return x->line < y->line ? -1 : 1;
    return (x->profile > y->profile) - (x->profile < y->profile);
}

/* Sorts the rows and leaves each once. */
static void keep_distinct(struct tracked *t)
{
    size_t kept = 0;

    if (t->n)
        qsort(t->row, t->n, sizeof *t->row, by_place);
    for (size_t i = 0; i < t->n; i++)
        if (!kept || t->row[kept - 1].batch != t->row[i].batch ||
            t->row[kept - 1].line != t->row[i].line)
            t->row[kept++] = t->row[i];
    t->n = kept;
}

static void add_files(struct syn_trace_part *part,
                      const struct tracked *t,
                      const struct syn_batch *batches,
                      size_t n_batches,
                      struct syn_arena *arena)
{
    struct syn_trace_file *files =
        syn_arena_alloc(arena, n_batches, sizeof *files);
    uint32_t *lines = syn_arena_alloc(arena, t->n, sizeof *lines);

    part->files = files;
    part->rows = (int64_t)t->n;
    for (size_t b = 0; b < n_batches; b++) {
        size_t from = 0, n = 0;
        while (from < t->n && t->row[from].batch != batches[b].id)
            from++;
        while (from + n < t->n && t->row[from + n].batch == batches[b].id) {
            lines[from + n] = (uint32_t)t->row[from + n].line;
            n++;
        }
        if (n)
            files[part->n_files++] =
                (struct syn_trace_file){&batches[b], lines + from, n};
    }
}

/* --- profiles ---------------------------------------------------------- */

/* A profile, for sorting: most rows first, then by its values. */
struct kind {
    struct syn_trace_profile profile;
    size_t n_columns;
};

static int by_rows(const void *a, const void *b)
{
    const struct kind *x = a, *y = b;
    int order = 0;

    if (x->profile.rows != y->profile.rows)
        return x->profile.rows > y->profile.rows ? -1 : 1;
    for (size_t i = 0; i < x->n_columns && !order; i++)
        order = strcmp(x->profile.value[i], y->profile.value[i]);
    return order;
}

/* Fills VALUES[profile * n_columns + column] of the N profiles of PART. */
static enum syn_status read_values(const char **values,
                                   size_t n,
                                   const struct syn_trace_part *part,
                                   struct sqlite3 *reader,
                                   struct syn_arena *arena,
                                   struct syn_diag *diag)
{
    for (size_t k = 0; k < part->n_columns; k++) {
        const char *const *column;
        size_t n_known;
        enum syn_status status =
            syn_store_category(&column, &n_known, reader, part->source,
                               part->columns[k], arena, diag);
        if (status)
            return status;
        for (size_t p = 0; p < n; p++)
            values[p * part->n_columns + k] =
                p < n_known && column[p] ? column[p] : "";
    }
    return SYN_OK;
}

static enum syn_status add_profiles(struct syn_trace_part *part,
                                    const struct tracked *t,
                                    struct sqlite3 *reader,
                                    struct syn_arena *arena,
                                    struct syn_diag *diag)
{
    size_t n = t->counter->n_selected;
    int64_t *rows = syn_arena_alloc(arena, n + 1, sizeof *rows);
    enum syn_status status = syn_store_categories(
        &part->columns, &part->n_columns, reader, part->source, arena, diag);

    if (status)
        return status;
    const char **values =
        syn_arena_alloc(arena, n * part->n_columns + 1, sizeof *values);
    struct kind *kinds = syn_arena_alloc(arena, n + 1, sizeof *kinds);
    struct syn_trace_profile *profiles =
        syn_arena_alloc(arena, n + 1, sizeof *profiles);
    status = read_values(values, n, part, reader, arena, diag);
    for (size_t i = 0; i < t->n; i++)
        rows[t->row[i].profile]++;
    for (size_t p = 1; p < n; p++)
        if (rows[p])
            kinds[part->n_profiles++] = (struct kind){
                {values + p * part->n_columns, rows[p]}, part->n_columns};
    if (part->n_profiles)
        qsort(kinds, part->n_profiles, sizeof *kinds, by_rows);
    for (size_t i = 0; i < part->n_profiles; i++)
        profiles[i] = kinds[i].profile;
    part->profiles = profiles;
    return status;
}

/* --- the whole --------------------------------------------------------- */

static bool is_cohort(const struct syn_indicator *indicator)
{
    return indicator->measure == SYN_MEASURE_RETURN ||
           (indicator->measure == SYN_MEASURE_FOLLOWUP && indicator->of);
}

static struct tracked track(const struct counter *c,
                            const struct syn_group *group,
                            struct syn_period period)
{
    struct tracked t = {.counter = c,
                        .anyone = is_cohort(c->indicator) &&
                                  c->indicator == c->shown};

    while (t.group < c->n_groups && c->group[t.group] != group)
        t.group++;
    syn_counter_months(&t.from, &t.to, c, period);
    return t;
}

/* Has the scan read which row an event is. */
static void ask_for_rows(struct plan *plan)
{
    for (size_t i = 0; i < plan->catalogue->n_sources; i++) {
        struct coverage *c = &plan->coverage[i];
        c->row_at = c->n_columns;
        if (c->n_columns + 2 > SYN_EVENT_COLUMNS)
            continue; /* One indicator has three columns at most. */
        c->columns[c->n_columns++] = "batch";
        c->columns[c->n_columns++] = "line";
    }
}

static int32_t place_of_area(const struct plan *plan, const char *area)
{
    for (size_t i = 0; area && i < plan->n_areas; i++)
        if (strcmp(plan->area_code[i], area) == 0)
            return (int32_t)i;
    return -1;
}

/* Counts what PLAN has counters for, telling its trace. */
static enum syn_status
count(struct plan *plan, struct sqlite3 *reader, struct syn_diag *diag)
{
    enum syn_status status = SYN_OK;

    for (size_t i = 0; !status && i < plan->catalogue->n_sources; i++) {
        const struct coverage *c = &plan->coverage[i];
        if (c->first <= c->last && !c->source->is_table)
            status = syn_scan(plan, reader, c->source, diag);
    }
    for (size_t i = 0; !status && i < plan->trace->n_parts; i++)
        status = add_cases(&plan->trace->part[i], plan, plan->db[0], diag);
    for (size_t i = 0; i < plan->n_counters; i++)
        syn_hits_free(&plan->counters[i].hits);
    return status;
}

static enum syn_status collect(struct syn_trace *out,
                               const struct plan *plan,
                               const struct syn_batch *batches,
                               size_t n_batches,
                               struct sqlite3 *reader,
                               struct syn_diag *diag)
{
    enum syn_status status = SYN_OK;

    for (size_t i = 0; !status && i < plan->trace->n_parts; i++) {
        struct tracked *t = &plan->trace->part[i];
        struct syn_trace_part *part = &out->part[out->n_parts++];
        *part = (struct syn_trace_part){.indicator = t->counter->indicator,
                                        .source = t->counter->selection.source,
                                        .looked_at = t->counter->keeps};
        for (size_t p = 0; p < t->counter->n_selected; p++)
            part->n_selected += t->counter->selected[p];
        keep_distinct(t);
        add_files(part, t, batches, n_batches, plan->arena);
        status = add_profiles(part, t, reader, plan->arena, diag);
    }
    return status;
}

/* Makes PLAN for the one indicator of its catalogue, and finds what is asked
 * for of its counters; none if it cannot be computed. */
static enum syn_status prepare(struct plan *plan,
                               const struct syn_traced *figure,
                               struct sqlite3 *db,
                               struct sqlite3 *reader,
                               struct syn_diag *diag)
{
    struct trace *trace = plan->trace;
    enum syn_status status = syn_plan_areas(plan, db, diag);

    if (!status)
        status = syn_plan_counters(plan, reader, diag);
    for (size_t i = 0; !status && i < plan->n_counters; i++) {
        const struct counter *c = &plan->counters[i];
        struct tracked t = track(c, figure->group, figure->period);
        if (c->detail || t.group == c->n_groups) {
            trace->n_parts = 0;
            return SYN_OK;
        }
        trace->part[trace->n_parts++] = t;
    }
    trace->area = place_of_area(plan, figure->area);
    ask_for_rows(plan);
    return status;
}

enum syn_status syn_series_trace(struct syn_trace *out,
                                 const struct syn_traced *figure,
                                 struct sqlite3 *db,
                                 struct sqlite3 *reader,
                                 const struct syn_catalogue *catalogue,
                                 struct syn_arena *arena,
                                 struct syn_diag *diag)
{
    struct syn_catalogue one = *catalogue;
    struct trace *trace = syn_arena_alloc(arena, 1, sizeof *trace);
    struct plan plan = {.catalogue = &one,
                        .trace = trace,
                        .db = {db}, /* Rows come in order: one thread. */
                        .n_db = 1,
                        .arena = arena};
    const struct syn_batch *batches;
    size_t n_batches;

    one.indicators = figure->indicator;
    one.n_indicators = 1;
    *out = (struct syn_trace){.n_parts = 0};
    syn_arena_defer(arena, free_trace, trace);
    enum syn_status status =
        syn_store_batches(&batches, &n_batches, db, arena, diag);
    if (!status)
        status = syn_bodies_prepare(reader, &one, arena, diag);
    if (status)
        return status;
    syn_plan_cover(&plan, batches, n_batches);
    status = prepare(&plan, figure, db, reader, diag);
    if (!status && trace->n_parts)
        status = count(&plan, reader, diag);
    return status ? status
                  : collect(out, &plan, batches, n_batches, reader, diag);
}
