/* The scan.  Events are read once; what counts distinct keys goes over them in
 * order of the key, so that a stamp in each cell tells whether the key was
 * counted there already.  Needs 88 bytes of memory an event. */
#include <stdlib.h>
#include <string.h>

#include "plan.h"

/* The events of one source, and what the profile says of each. */
struct crowd {
    struct syn_event *at;
    size_t n, room;
    const char *const *sex, *const *role;
    size_t n_sex, n_role;
    bool has_age, has_sex;
};

/* How one event is looked at: as itself, or as its case (5). */
struct view {
    uint32_t profile;
    int32_t reported, occurred, hour, area;
    uint32_t in, straddling; /* Bits of groups. */
    int64_t key, weight;
    uint32_t ordinal; /* Of the key, from 1; 0: every event counts. */
};

static void free_crowd(void *p)
{
    free(((struct crowd *)p)->at);
}

/* --- reading ----------------------------------------------------------- */

static enum syn_status read_events(struct crowd *crowd,
                                   struct plan *plan,
                                   struct sqlite3 *db,
                                   const struct syn_source *source,
                                   struct syn_diag *diag)
{
    struct syn_events *events;
    struct syn_event event;
    enum syn_status status = syn_events_open(&events, db, plan->catalogue,
                                             source, plan->arena, diag);

    while (!status && !(status = syn_events_next(&event, events, diag))) {
        if (crowd->n == crowd->room) {
            crowd->room = crowd->room ? crowd->room * 2 : 4096;
            crowd->at = realloc(crowd->at, crowd->room * sizeof *crowd->at);
            if (!crowd->at)
                syn_arena_exhausted(crowd->room * sizeof *crowd->at);
        }
        crowd->at[crowd->n++] = event;
    }
    return status == SYN_DONE ? SYN_OK : status;
}

static enum syn_status read_categories(struct crowd *crowd,
                                       struct plan *plan,
                                       struct sqlite3 *reader,
                                       const struct syn_source *source,
                                       struct syn_diag *diag)
{
    enum syn_status status = SYN_OK;

    crowd->has_age = syn_source_provides(plan->catalogue, source, "age");
    crowd->has_sex = syn_source_provides(plan->catalogue, source, "sex");
    if (crowd->has_sex)
        status = syn_store_category(&crowd->sex, &crowd->n_sex, reader, source,
                                    "sex", plan->arena, diag);
    if (!status && syn_source_provides(plan->catalogue, source, "role"))
        status = syn_store_category(&crowd->role, &crowd->n_role, reader,
                                    source, "role", plan->arena, diag);
    return status;
}

/* --- groups ------------------------------------------------------------ */

static int sex_of(const struct crowd *crowd, uint32_t profile)
{
    const char *sex = profile < crowd->n_sex ? crowd->sex[profile] : NULL;

    if (!sex)
        return SYN_SEX_ANY; /* Not known: in no group of one sex. */
    if (strcmp(sex, "female") == 0)
        return SYN_SEX_FEMALE;
    return strcmp(sex, "male") == 0 ? SYN_SEX_MALE : SYN_SEX_ANY;
}

enum fit { OUTSIDE, STRADDLES, FITS };

/* Where the age of EVENT, or its band, lies in AGES. */
static enum fit fit_of(const struct syn_ages *ages,
                       const struct syn_event *event)
{
    bool every_age = ages->from <= 0 && ages->to >= SYN_AGE_MAX;

    if (every_age)
        return FITS;
    if (event->age == SYN_UNKNOWN || event->age > ages->to ||
        event->age_to < ages->from)
        return OUTSIDE;
    return event->age >= ages->from && event->age_to <= ages->to ? FITS
                                                                 : STRADDLES;
}

/* Sets the bits of the groups that EVENT is in, and of those whose limit its
 * band straddles (4). */
static void find_groups(struct view *view,
                        const struct crowd *crowd,
                        const struct plan *plan,
                        const struct syn_event *event)
{
    int sex = sex_of(crowd, event->profile);

    view->in = view->straddling = 0;
    for (size_t g = 0; g < plan->catalogue->n_groups; g++) {
        const struct syn_group *group = &plan->catalogue->groups[g];
        uint32_t bit = (uint32_t)1 << g;
        if (group->sex != SYN_SEX_ANY && group->sex != sex)
            continue;
        enum fit fit = fit_of(&group->ages, event);
        if (fit == FITS)
            view->in |= bit;
        else if (fit == STRADDLES)
            view->straddling |= bit;
    }
}

/* --- counting ---------------------------------------------------------- */

static void count_in(const struct plan *plan,
                     struct cells *cells,
                     int month,
                     const struct view *view)
{
    for (int k = 0; k < SYN_N_PERIOD_KINDS; k++) {
        int at = syn_period_of_month((enum syn_period_kind)k, month).index -
                 plan->first[k];
        if (!view->ordinal) {
            cells->count[k][at] += view->weight;
        } else if (cells->stamp[k][at] != view->ordinal) {
            cells->stamp[k][at] = view->ordinal;
            cells->count[k][at]++;
        }
    }
}

static bool in_hours(const struct syn_hours *when, int day, int hour)
{
    if (when->all)
        return true;
    if (hour == SYN_UNKNOWN)
        return false;
    int at = syn_day_weekday(day) * 24 + hour;
    return when->bits[at / 64] >> (at % 64) & 1;
}

/* The month in which C counts VIEW, or SYN_UNKNOWN (3). */
static int month_in(const struct plan *plan,
                    const struct counter *c,
                    const struct view *view)
{
    int32_t day =
        c->indicator->date == SYN_BY_REPORTED ? view->reported : view->occurred;

    if (day == SYN_UNKNOWN || (!c->when.all && view->occurred == SYN_UNKNOWN) ||
        !in_hours(&c->when, view->occurred, view->hour))
        return SYN_UNKNOWN;
    int month = syn_day_month(day);
    return month >= plan->first_month && month <= plan->last_month
               ? month
               : SYN_UNKNOWN;
}

/* Counts VIEW in the groups of C for which BY_CASE is how (5). */
static void count_view(struct plan *plan,
                       struct counter *c,
                       const struct view *view,
                       bool by_case)
{
    if (view->profile >= c->n_selected || !c->selected[view->profile])
        return;
    int month = month_in(plan, c, view);
    if (month == SYN_UNKNOWN)
        return;
    int32_t area = view->area > 0 && (size_t)view->area < plan->n_area_of
                       ? plan->area_of[view->area]
                       : -1;
    for (size_t g = 0; g < c->n_groups; g++) {
        bool all = syn_group_is_all(c->group[g]);
        if (c->indicator->through && all == by_case)
            continue;
        c->straddled[g] |= (view->straddling & c->group_bit[g]) != 0;
        if (!(view->in & c->group_bit[g]))
            continue;
        count_in(plan, &c->by_group[g], month, view);
        if (g == 0 && area >= 0)
            count_in(plan, &c->by_area[area], month, view);
    }
}

/* --- one pass ---------------------------------------------------------- */

/* A pass over the events for all counters that go by the same key. */
struct pass {
    const struct syn_source *source;
    enum syn_counting counting;
    bool by_case; /* Events as their cases, for counters "through" SOURCE. */
    const struct syn_source *linked; /* Of the cases. */
};

static bool takes_part(const struct counter *c, const struct pass *pass)
{
    if (c->detail)
        return false;
    if (pass->by_case)
        return c->indicator->through && c->selection.source == pass->linked &&
               strcmp(c->indicator->through, pass->source->name) == 0;
    return c->selection.source == pass->source &&
           c->indicator->unit->counting == pass->counting;
}

static bool has_role(const struct crowd *crowd,
                     const struct counter *c,
                     const struct syn_event *event)
{
    const char *role =
        event->profile < crowd->n_role ? crowd->role[event->profile] : NULL;

    return !c->indicator->role ||
           (role && strcmp(role, c->indicator->role) == 0);
}

static struct view own_view(const struct syn_event *e)
{
    return (struct view){.profile = e->profile,
                         .reported = e->reported,
                         .occurred = e->occurred,
                         .hour = e->hour,
                         .area = e->area,
                         .weight = e->weight};
}

static struct view case_view(const struct syn_event *e)
{
    return (struct view){.profile = e->linked.profile,
                         .reported = e->linked.reported,
                         .occurred = e->linked.occurred,
                         .hour = e->linked.hour,
                         .area = e->linked.area,
                         .weight = 1};
}

static int64_t key_of(const struct syn_event *e, const struct pass *pass)
{
    if (pass->counting == SYN_COUNT_PERSONS && !pass->by_case)
        return e->person_key;
    return e->case_key;
}

/* An event by its key; ties keep the order of the events. */
struct keyed {
    int64_t key;
    uint32_t at;
};

static int by_key(const void *a, const void *b)
{
    const struct keyed *x = a, *y = b;
    if (x->key != y->key)
        return x->key < y->key ? -1 : 1;
    return (x->at > y->at) - (x->at < y->at);
}

static struct keyed *order_by_key(const struct crowd *crowd,
                                  const struct pass *pass)
{
    struct keyed *order = malloc((crowd->n + 1) * sizeof *order);

    if (!order)
        syn_arena_exhausted(crowd->n * sizeof *order);
    for (size_t i = 0; i < crowd->n; i++)
        order[i] = (struct keyed){key_of(&crowd->at[i], pass), (uint32_t)i};
    if (crowd->n)
        qsort(order, crowd->n, sizeof *order, by_key);
    return order;
}

static void look_at(struct plan *plan,
                    const struct crowd *crowd,
                    const struct pass *pass,
                    const struct syn_event *event,
                    uint32_t ordinal)
{
    struct view view = pass->by_case ? case_view(event) : own_view(event);

    if (pass->by_case && !event->linked.profile)
        return;
    view.ordinal = ordinal;
    find_groups(&view, crowd, plan, event);
    for (size_t i = 0; i < plan->n_counters; i++) {
        struct counter *c = &plan->counters[i];
        if (takes_part(c, pass) &&
            (!pass->by_case || has_role(crowd, c, event)))
            count_view(plan, c, &view, pass->by_case);
    }
}

static void
run_pass(struct plan *plan, const struct crowd *crowd, const struct pass *pass)
{
    bool distinct = pass->by_case || pass->counting != SYN_COUNT_EVENTS;
    bool any = false;
    uint32_t ordinal = 0;

    for (size_t i = 0; i < plan->n_counters; i++)
        any |= takes_part(&plan->counters[i], pass);
    if (!any)
        return;
    if (!distinct) {
        for (size_t i = 0; i < crowd->n; i++)
            look_at(plan, crowd, pass, &crowd->at[i], 0);
        return;
    }
    struct keyed *order = order_by_key(crowd, pass);
    for (size_t i = 0; i < crowd->n; i++) {
        bool known = order[i].key != 0;
        if (!known && pass->counting == SYN_COUNT_PERSONS)
            continue; /* (2) */
        if (i == 0 || !known || order[i].key != order[i - 1].key)
            ordinal++;
        look_at(plan, crowd, pass, &crowd->at[order[i].at], ordinal);
    }
    free(order);
}

/* --- obstacles that only the source can tell --------------------------- */

/* Notes the groups that need what this source does not have. */
static void check_groups(struct plan *plan,
                         const struct crowd *crowd,
                         const struct syn_source *source)
{
    for (size_t i = 0; i < plan->n_counters; i++) {
        struct counter *c = &plan->counters[i];
        const char *from = c->indicator->through ? c->indicator->through
                           : c->selection.source ? c->selection.source->name
                                                 : "";
        if (strcmp(from, source->name) != 0)
            continue;
        for (size_t g = 0; g < c->n_groups; g++) {
            const struct syn_group *group = c->group[g];
            bool ages = group->ages.from > 0 || group->ages.to < SYN_AGE_MAX;
            if (ages && !crowd->has_age)
                c->lacks[g] = "";
            else if (group->sex != SYN_SEX_ANY && !crowd->has_sex)
                c->lacks[g] = "sex";
        }
    }
}

enum syn_status syn_scan(struct plan *plan,
                         struct sqlite3 *db,
                         struct sqlite3 *reader,
                         const struct syn_source *source,
                         struct syn_diag *diag)
{
    struct crowd *crowd = syn_arena_alloc(plan->arena, 1, sizeof *crowd);
    struct syn_arena_mark mark = syn_arena_mark(plan->arena);

    syn_arena_defer(plan->arena, free_crowd, crowd);
    enum syn_status status = read_events(crowd, plan, db, source, diag);
    if (!status)
        status = read_categories(crowd, plan, reader, source, diag);
    if (!status) {
        check_groups(plan, crowd, source);
        for (int c = SYN_COUNT_EVENTS; c <= SYN_COUNT_PERSONS; c++)
            run_pass(plan, crowd,
                     &(struct pass){.source = source,
                                    .counting = (enum syn_counting)c});
        run_pass(plan, crowd,
                 &(struct pass){
                     .source = source,
                     .counting = SYN_COUNT_CASES,
                     .by_case = true,
                     .linked = syn_source_linked(plan->catalogue, source)});
    }
    syn_arena_rewind(plan->arena, mark);
    return status;
}
