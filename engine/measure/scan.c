/* The scan: one reading of a source's events.
 *
 * What sums weights is counted as events go by.  What counts distinct keys, or
 * cases through their persons, needs the events of a key one after another:
 * those that some such indicator selects are kept, 48 bytes each, in buckets by
 * the first byte of the key (a keyed hash, so that they are alike), which are
 * sorted, counted and freed one by one.  What looks at several events together
 * has them kept as hits, 32 bytes each, once for all that look at the same. */
#include <samsyn/base/threads.h>
#include <samsyn/store/store.h>

#include "trace.h"

/* --- groups ------------------------------------------------------------ */

/* The groups of an age that is not one year: those it nests in, and those
 * whose limit it straddles (4). */
static void find_band(struct view *view,
                      const struct plan *plan,
                      const struct syn_event *event,
                      int sex)
{
    for (size_t g = 0; g < plan->catalogue->n_groups; g++) {
        const struct syn_group *group = &plan->catalogue->groups[g];
        uint32_t bit = (uint32_t)1 << g;
        if ((group->sex != SYN_SEX_ANY && group->sex != sex) ||
            event->age > group->ages.to || event->age_to < group->ages.from)
            continue;
        if (event->age >= group->ages.from && event->age_to <= group->ages.to)
            view->in |= bit;
        else
            view->straddling |= bit;
    }
}

static void
find_groups(struct view *view, struct scan *scan, const struct syn_event *event)
{
    int sex =
        event->profile < scan->n_sex ? scan->sex[event->profile] : SYN_SEX_ANY;
    int *least = &scan->least_age[view->role];

    view->in = scan->ageless[sex];
    view->straddling = 0;
    if (event->age == SYN_UNKNOWN)
        return;
    if (event->age < *least)
        *least = event->age;
    if (event->age == event->age_to && event->age >= 0 &&
        event->age <= SYN_AGE_MAX)
        view->in = scan->by_age[sex][event->age];
    else
        find_band(view, scan->plan, event, sex);
}

/* --- counting ---------------------------------------------------------- */

static bool in_hours(const struct syn_hours *when, int day, int hour)
{
    if (when->all)
        return true;
    if (day == SYN_UNKNOWN || hour == SYN_UNKNOWN || hour < 0)
        return false;
    int at = syn_day_weekday(day) * 24 + hour;
    return when->bits[at / 64] >> (at % 64) & 1;
}

/* The day that C goes by, or SYN_UNKNOWN (3). */
static int
day_in(const struct counter *c, const struct view *view, const int32_t *days)
{
    int day = c->date == OF_REPORTED   ? view->reported
              : c->date == OF_OCCURRED ? view->occurred
              : c->date >= 0 && days   ? days[c->date]
                                       : SYN_UNKNOWN;

    return in_hours(&c->when, view->occurred, view->hour) ? day : SYN_UNKNOWN;
}

static int32_t area_in(const struct counter *c, const struct view *view)
{
    return c->place == NO_AREA ? -1 : view->area[c->place];
}

void syn_scan_count(struct plan *plan,
                    struct counter *c,
                    const struct view *view,
                    const int32_t *days,
                    uint32_t ordinal,
                    bool by_person)
{
    int day = day_in(c, view, days);

    if (day == SYN_UNKNOWN)
        return;
    int month = syn_plan_month(plan, day);
    if (month < plan->first_month || month > plan->last_month)
        return;
    int32_t area = area_in(c, view);
    uint32_t in = 0;
    if (plan->trace)
        syn_trace_row(plan, c, view, days, month, area);
    for (size_t g = 0; g < c->n_groups; g++) {
        if (c->indicator->through && syn_by_person(c, g) != by_person)
            continue;
        c->straddled[g] |= (view->straddling & c->group_bit[g]) != 0;
        if (!(view->in & c->group_bit[g]))
            continue;
        in |= c->group_bit[g];
        if (!c->is_atom)
            syn_cells_add(plan, &c->by_group[g].count, month, ordinal,
                          view->weight);
        if (g == 0 && area >= 0)
            syn_cells_add(plan, &c->by_area[area].count, month, ordinal,
                          view->weight);
    }
    if (c->is_atom && in)
        syn_leaf_add(plan, c, in, month, by_person ? 0 : ordinal, view->weight);
}

void syn_scan_crowd(const struct plan *plan,
                    struct counter *c,
                    const struct view *view,
                    const int32_t *days,
                    uint32_t ordinal)
{
    int day = day_in(c, view, days);
    int month = day == SYN_UNKNOWN ? 0 : syn_plan_month(plan, day);
    int32_t area = area_in(c, view);

    if (day == SYN_UNKNOWN || month < plan->first_month ||
        month > plan->last_month)
        return;
    for (size_t g = 0; g < c->n_groups; g++) {
        if (!(view->in & c->group_bit[g]))
            continue;
        syn_crowd_add(plan, c->by_group[g].crowd, month, ordinal, view->weight);
        if (g == 0 && area >= 0)
            syn_crowd_add(plan, c->by_area[area].crowd, month, ordinal,
                          view->weight);
    }
}

/* --- hits -------------------------------------------------------------- */

static int64_t number_in(const struct syn_event *event, int at)
{
    return at == OF_REPORTED   ? event->reported
           : at == OF_OCCURRED ? event->occurred
           : at >= 0           ? event->more[at]
                               : SYN_UNKNOWN;
}

static int64_t hour_of_week(const struct view *view)
{
    return view->occurred == SYN_UNKNOWN || view->hour < 0
               ? 0
               : syn_day_weekday(view->occurred) * 24 + view->hour + 1;
}

static int64_t thing_in(enum thing thing,
                        const struct scan *scan,
                        const struct counter *c,
                        const struct view *view,
                        const struct syn_event *e)
{
    switch (thing) {
    case BY_CASE:
        return e->case_key ? e->case_key : scan->row;
    case BY_PERSON:
        return e->person_key;
    case BY_SOMEONE:
        return e->person_key ? e->person_key : scan->row;
    case BY_AREA:
        return area_in(c, view) + 1;
    case BY_HOUR:
        return hour_of_week(view);
    default:
        return scan->row;
    }
}

static void keep_hit(struct scan *scan,
                     struct counter *c,
                     const struct view *view,
                     const struct syn_event *e,
                     const int32_t *days)
{
    const struct syn_ages *with = &c->indicator->with;
    struct hit hit = {.key = thing_in(c->key, scan, c, view, e),
                      .other = thing_in(c->other, scan, c, view, e),
                      .day = day_in(c, view, days),
                      .area = (int16_t)area_in(c, view),
                      .in = view->in};

    if (hit.day == SYN_UNKNOWN || (!hit.key && !c->keyless)) /* (2) */
        return;
    hit.month = (int16_t)syn_plan_month(scan->plan, hit.day);
    hit.with = with->from != SYN_UNSET && e->age != SYN_UNKNOWN &&
               e->age >= with->from && e->age_to <= with->to;
    c->hits.straddling |= view->straddling;
    struct record record = {number_in(e, c->a), number_in(e, c->b),
                            view->weight};
    syn_hits_add(&c->hits, &hit, c->has_records ? &record : NULL);
    if (scan->plan->trace)
        syn_trace_row(scan->plan, c, view, days, hit.month, hit.area);
}

/* --- one event --------------------------------------------------------- */

/* The plan's area of number AREA of the store, or -1. */
static int16_t place_of(const struct plan *plan, int32_t area)
{
    return area > 0 && (size_t)area < plan->n_area_of
               ? (int16_t)plan->area_of[area]
               : -1;
}

static int16_t hour_in(int32_t hour)
{
    return hour == SYN_UNKNOWN ? -1 : (int16_t)hour;
}

static bool is_taken(const struct scan *scan, enum pass pass, uint32_t profile)
{
    const uint16_t *at;
    return takers(&at, &scan->roster[pass], profile) > 0;
}

static void keep_case(struct scan *scan,
                      struct view view,
                      const struct syn_event *e,
                      const int32_t *days)
{
    if (!e->linked.profile || !is_taken(scan, BY_LINKED, e->linked.profile))
        return;
    view.key = e->case_key;
    view.weight = 1;
    view.profile = e->linked.profile;
    view.reported = e->linked.reported;
    view.occurred = e->linked.occurred;
    view.hour = hour_in(e->linked.hour);
    view.area[OWN_AREA] = view.area[CASE_AREA];
    syn_scan_keep(scan, BY_LINKED, view, scan->plan->trace ? days : NULL);
}

static void look_at(struct scan *scan, const struct syn_event *e)
{
    struct view view = {
        .profile = e->profile,
        .reported = e->reported,
        .occurred = e->occurred,
        .hour = hour_in(e->hour),
        .area = {place_of(scan->plan, e->area),
                 place_of(scan->plan, e->linked.area)},
        .weight = e->weight,
        .role = e->profile < scan->n_role ? scan->role[e->profile] : 0};
    int32_t days[SYN_EVENT_COLUMNS];
    const uint16_t *at = NULL;

    scan->row++;
    for (size_t i = 0; i < scan->coverage->n_columns; i++)
        days[i] = (int32_t)e->more[i];
    find_groups(&view, scan, e);
    size_t n = takers(&at, &scan->roster[BY_EVENT], e->profile);
    for (size_t k = 0; k < n; k++) {
        struct counter *c = &scan->plan->counters[at[k]];
        if (c->keeps)
            keep_hit(scan, c, &view, e, days);
        else
            syn_scan_count(scan->plan, c, &view, days, 0, false);
    }
    if (is_taken(scan, BY_KEPT_CASE, e->profile)) {
        view.key = e->case_key;
        syn_scan_keep(scan, BY_KEPT_CASE, view, days);
    }
    if (e->person_key && is_taken(scan, BY_KEPT_PERSON, e->profile)) { /* (2) */
        view.key = e->person_key;
        syn_scan_keep(scan, BY_KEPT_PERSON, view, days);
    }
    if (is_taken(scan, BY_CROWD, e->profile)) {
        view.key = e->person_key; /* Without a key somebody else each time. */
        syn_scan_keep(scan, BY_CROWD, view, days);
    }
    keep_case(scan, view, e, days);
}

/* --- all of them ------------------------------------------------------- */

static void say_nothing(void *data, const struct syn_message *message)
{
    (void)data;
    (void)message;
}

/* What goes wrong is said afterwards, part by part. */
static void read_part(void *data, size_t i)
{
    struct scan *scan = &((struct parts *)data)->at[i];
    struct syn_diag quiet = {.emit = say_nothing};
    struct syn_event event;

    while (!(scan->status = syn_events_next(&event, scan->events, &quiet)))
        look_at(scan, &event);
}

static void count_part(void *data, size_t i)
{
    syn_scan_count_kept(data, i);
}

static void free_parts(void *data)
{
    struct parts *parts = data;

    for (size_t i = 0; i < parts->n; i++)
        syn_scan_free_kept(&parts->at[i]);
}

static enum syn_status open_parts(struct parts *parts, struct syn_diag *diag)
{
    const struct scan *scan = &parts->at[0];
    const struct plan *plan = scan->plan;
    struct syn_events *all;
    enum syn_status status = syn_events_open(
        &all, plan->db[0], plan->catalogue, scan->source,
        scan->coverage->columns, scan->coverage->n_columns, plan->arena, diag);

    for (size_t i = 0; !status && i < parts->n; i++)
        status = syn_events_share(&parts->at[i].events, all, plan->db[i], i,
                                  parts->n, plan->arena, diag);
    return status;
}

static enum syn_status run_parts(struct parts *parts, struct syn_diag *diag)
{
    enum syn_status status = open_parts(parts, diag);

    if (status)
        return status;
    syn_threads_run(read_part, parts, parts->n);
    for (size_t i = 0; !status && i < parts->n; i++)
        if (parts->at[i].status != SYN_DONE)
            status = syn_store_fail(parts->at[i].plan->db[i], diag);
    if (!status)
        syn_threads_run(count_part, parts, parts->n);
    return status;
}

enum syn_status syn_scan(struct plan *plan,
                         struct sqlite3 *reader,
                         const struct syn_source *source,
                         struct syn_diag *diag)
{
    struct parts *parts = syn_arena_alloc(plan->arena, 1, sizeof *parts);
    struct syn_arena_mark mark = syn_arena_mark(plan->arena);

    parts->n = plan->n_db;
    parts->at = syn_arena_alloc(plan->arena, parts->n, sizeof *parts->at);
    parts->at[0] =
        (struct scan){.plan = plan,
                      .source = source,
                      .linked = syn_source_linked(plan->catalogue, source),
                      .coverage = syn_plan_coverage(plan, source)};
    syn_arena_defer(plan->arena, free_parts, parts);
    enum syn_status status = syn_scan_prepare(&parts->at[0], reader, diag);
    if (!status) {
        syn_scan_split(parts);
        status = run_parts(parts, diag);
        syn_scan_join(parts);
        syn_scan_check(&parts->at[0]);
    }
    syn_arena_rewind(plan->arena, mark);
    return status;
}
