#include <string.h>

#include "plan.h"

bool syn_group_is_all(const struct syn_group *group)
{
    return group->sex == SYN_SEX_ANY && group->ages.from <= 0 &&
           group->ages.to >= SYN_AGE_MAX;
}

bool syn_has_second(const struct syn_indicator *indicator)
{
    return indicator->of_indicator != NULL;
}

bool syn_by_person(const struct counter *c, size_t g)
{
    const struct syn_indicator *i = c->indicator;

    return i->through && (!syn_group_is_all(c->group[g]) || i->roles[1]);
}

static void new_tally(const struct plan *plan,
                      const struct counter *c,
                      struct tally *t,
                      bool by_person)
{
    bool distinct =
        c->indicator->unit->counting != SYN_COUNT_EVENTS && !by_person;

    syn_cells_new(plan, &t->count, distinct || c->keeps);
    if (c->has_crowd)
        t->crowd = syn_crowd_new(plan);
    if (!c->keeps)
        return;
    syn_cells_new(plan, &t->of, true);
    if (!syn_indicator_has_value(c->indicator))
        return;
    for (int k = 0; k < SYN_N_PERIOD_KINDS; k++)
        t->value[k] = syn_arena_alloc(plan->arena, plan->n_periods[k],
                                      sizeof *t->value[k]);
}

void syn_counter_empty(const struct plan *plan, struct counter *c)
{
    size_t n = c->n_groups;
    struct syn_arena *arena = plan->arena;

    c->straddled = syn_arena_alloc(arena, n, sizeof *c->straddled);
    c->by_group = syn_arena_alloc(arena, n, sizeof *c->by_group);
    c->by_area = syn_arena_alloc(arena, plan->n_areas + 1, sizeof *c->by_area);
    for (size_t i = 0; i < n && !c->is_atom; i++)
        new_tally(plan, c, &c->by_group[i], syn_by_person(c, i));
    for (size_t i = 0; i < plan->n_areas; i++)
        new_tally(plan, c, &c->by_area[i], syn_by_person(c, 0));
    c->hits = (struct hits){0};
    c->leaf = NULL;
    c->n_leaves = c->room_leaves = 0;
}

void syn_counter_groups(struct plan *plan, struct counter *c)
{
    const char *const *names = c->shown->groups;
    struct syn_arena *arena = plan->arena;

    while (names[c->n_groups])
        c->n_groups++;
    size_t n = c->n_groups;
    c->group = syn_arena_alloc(arena, n, sizeof *c->group);
    c->group_bit = syn_arena_alloc(arena, n, sizeof *c->group_bit);
    c->lack = syn_arena_alloc(arena, n, sizeof *c->lack);
    c->lacks = syn_arena_alloc(arena, n, sizeof *c->lacks);
    for (size_t i = 0; i < n; i++) {
        c->group[i] = syn_catalogue_group(plan->catalogue, names[i]);
        c->group_bit[i] = (uint32_t)1
                          << (c->group[i] - plan->catalogue->groups);
    }
    syn_counter_empty(plan, c);
}

static void
cannot(struct counter *c, enum syn_obstacle obstacle, const char *detail)
{
    if (c->detail)
        return;
    c->obstacle = obstacle;
    c->detail = detail;
}

bool syn_needs_key(const struct counter *c, enum syn_counting key)
{
    const struct syn_indicator *i = c->indicator;

    if (i->unit->counting == key)
        return true;
    if (i->measure == SYN_MEASURE_REPEAT)
        return key == SYN_COUNT_CASES;
    return key == SYN_COUNT_PERSONS &&
           (i->measure == SYN_MEASURE_GROUP ||
            (i->measure == SYN_MEASURE_CONCENTRATION &&
             i->by == SYN_OVER_PERSONS));
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
    else if (syn_codes_lack(&catalogue->lists, c->indicator, plan->arena))
        cannot(c, SYN_NO_TAG,
               syn_codes_lack(&catalogue->lists, c->indicator, plan->arena));
    else if (syn_needs_key(c, SYN_COUNT_PERSONS) &&
             !syn_source_provides(catalogue, source, "person_key"))
        cannot(c, SYN_NO_KEY, "person_key");
    else if (syn_needs_key(c, SYN_COUNT_CASES) &&
             !syn_source_provides(catalogue, source, "case_key"))
        cannot(c, SYN_NO_KEY, "case_key");
}

/* Whether a contract of SOURCE has NAME as a moment, or else as a date or a
 * number. */
static bool is_number(const struct syn_catalogue *catalogue,
                      const struct syn_source *source,
                      const char *name,
                      bool moment)
{
    for (size_t i = 0; i < catalogue->n_contracts; i++) {
        const struct syn_contract *contract = &catalogue->contracts[i];
        const struct syn_contract_column *column =
            strcmp(contract->source, source->name) == 0
                ? syn_contract_column_find(contract, name)
                : NULL;
        if (!column)
            continue;
        enum syn_column_kind kind = syn_contract_column_kind(contract, column);
        if (syn_column_is_extra(kind) && (kind == SYN_COL_MOMENT) == moment)
            return true;
    }
    return false;
}

const struct syn_source *syn_day_source(const struct plan *plan,
                                        const struct counter *c,
                                        const char *name)
{
    const struct syn_source *own = c->selection.source;
    const struct syn_source *linked = syn_source_joined(plan->catalogue, own);

    if (syn_source_provides(plan->catalogue, own, name))
        return own;
    return linked && syn_source_provides(plan->catalogue, linked, name) ? linked
                                                                        : NULL;
}

/* AT, if the day called NAME is known of any event of C: else all periods would
 * be zero. */
static int
find_day(const struct plan *plan, struct counter *c, const char *name, int at)
{
    if (!syn_day_source(plan, c, name))
        cannot(c, SYN_NO_COLUMN, name);
    return at;
}

/* Whether the hour of any event of C is known. */
static bool has_hour(const struct plan *plan, const struct counter *c)
{
    const struct syn_source *source = syn_day_source(plan, c, "occurred");
    const struct syn_catalogue *catalogue = plan->catalogue;

    for (size_t i = 0; source && i < catalogue->n_contracts; i++)
        if (strcmp(catalogue->contracts[i].source, source->name) == 0 &&
            syn_contract_tells(&catalogue->contracts[i], "time"))
            return true;
    return false;
}

/* Where the number called NAME of an event of C is; OF_NOTHING without a name,
 * or if there is none, which C then cannot do without. */
static int
find_column(struct plan *plan, struct counter *c, const char *name, bool moment)
{
    const struct syn_source *source = c->selection.source;
    struct coverage *from = syn_plan_coverage(plan, source);
    size_t at = 0;

    if (!name)
        return OF_NOTHING;
    if (strcmp(name, "reported") == 0 && !moment)
        return find_day(plan, c, name, OF_REPORTED);
    if (strcmp(name, "occurred") == 0 && !moment)
        return find_day(plan, c, name, OF_OCCURRED);
    while (at < from->n_columns && strcmp(from->columns[at], name) != 0)
        at++;
    if (at == SYN_EVENT_COLUMNS ||
        !is_number(plan->catalogue, source, name, moment)) {
        cannot(c, SYN_NO_COLUMN, name);
        return OF_NOTHING;
    }
    if (at == from->n_columns)
        from->columns[from->n_columns++] = name;
    return (int)at;
}

bool syn_needs_hour(const struct counter *c)
{
    const struct syn_indicator *i = c->indicator;

    return !c->when.all ||
           (i->measure == SYN_MEASURE_CONCENTRATION && i->by == SYN_OVER_HOURS);
}

const char *syn_day_name(const struct counter *c)
{
    const struct syn_indicator *i = c->indicator;

    return i->date == SYN_BY_COLUMN     ? i->date_column
           : i->date == SYN_BY_REPORTED ? "reported"
                                        : "occurred";
}

static void find_columns(struct plan *plan, struct counter *c)
{
    const struct syn_indicator *i = c->indicator;
    bool moment = i->measure == SYN_MEASURE_AORISTIC;
    const char *a = i->value ? i->value : i->yes ? i->yes : i->from;

    c->date = find_column(plan, c, syn_day_name(c), false);
    c->a = find_column(plan, c, a, moment);
    c->b = find_column(plan, c, i->base ? i->base : i->to, moment);
    if (i->measure == SYN_MEASURE_FOLLOWUP && !i->from)
        c->a = c->date;
    if (syn_needs_hour(c) && !has_hour(plan, c))
        cannot(c, SYN_NO_COLUMN, "time");
}

/* (25) Finds which of an event's areas C goes by. */
static void choose_place(const struct plan *plan, struct counter *c)
{
    const struct syn_catalogue *catalogue = plan->catalogue;
    const struct syn_indicator *i = c->indicator;
    const struct syn_source *own = c->selection.source;
    const struct syn_source *linked = syn_source_joined(catalogue, own);
    bool has_own = syn_source_provides(catalogue, own, "area");
    bool has_case = linked && syn_source_provides(catalogue, linked, "area");

    c->place = NO_AREA;
    if (has_own && (!i->has_geography || i->geography == own->geography)) {
        c->place = OWN_AREA;
        c->geography = own->geography;
    } else if (has_case &&
               (!i->has_geography || i->geography == linked->geography)) {
        c->place = CASE_AREA;
        c->geography = linked->geography;
    } else if (i->measure == SYN_MEASURE_CONCENTRATION &&
               i->by == SYN_OVER_AREAS) {
        if (i->has_geography)
            cannot(c, SYN_GEOGRAPHY, syn_geography_names[i->geography]);
        else
            cannot(c, SYN_NO_COLUMN, "area");
    }
}

/* Finds what hits of C put together and tell apart, and what else they have. */
static void choose_things(struct counter *c)
{
    const struct syn_indicator *i = c->indicator;
    bool cases = i->unit->counting == SYN_COUNT_CASES;
    bool weighs = i->measure == SYN_MEASURE_CONCENTRATION &&
                  i->unit->counting == SYN_COUNT_EVENTS;

    c->has_records = weighs || i->measure == SYN_MEASURE_DURATION ||
                     i->measure == SYN_MEASURE_AORISTIC ||
                     i->measure == SYN_MEASURE_SURVEY ||
                     i->measure == SYN_MEASURE_STATUS ||
                     (i->measure == SYN_MEASURE_FOLLOWUP && !i->of);
    c->key = i->unit->counting == SYN_COUNT_PERSONS ? BY_PERSON
             : cases                                ? BY_CASE
                                                    : BY_ROW;
    c->other = i->measure == SYN_MEASURE_GROUP ? BY_SOMEONE : BY_CASE;
    if (i->measure != SYN_MEASURE_CONCENTRATION)
        return;
    c->other = cases ? BY_CASE : BY_ROW;
    c->key = i->by == SYN_OVER_PERSONS ? BY_PERSON
             : i->by == SYN_OVER_AREAS ? BY_AREA
                                       : BY_HOUR;
    c->keyless = i->at_least != 0;
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

/* Whether INDICATOR looks at several events together, or at more of them than
 * that they are there. */
static bool is_special(const struct syn_indicator *indicator)
{
    switch (indicator->measure) {
    case SYN_MEASURE_COUNT:
    case SYN_MEASURE_SHARE:
    case SYN_MEASURE_RATE:
    case SYN_MEASURE_RATIO:
        return false;
    case SYN_MEASURE_SURVEY:
        return !indicator->of;
    default:
        return true;
    }
}

/* Whether persons of INDICATOR's denominator are followed. */
static bool is_cohort(const struct syn_indicator *indicator)
{
    return indicator->measure == SYN_MEASURE_RETURN ||
           (indicator->measure == SYN_MEASURE_FOLLOWUP && indicator->of);
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
                          .keeps = is_special(indicator) || is_cohort(shown)};
    enum syn_status status = syn_body_run(
        &c->selection, reader, plan->catalogue, indicator, plan->arena, diag);
    if (status)
        return status;
    if (indicator->measure == SYN_MEASURE_AORISTIC) /* Not to choose by. */
        c->when.all = true;
    select_profiles(plan, c);
    check_counter(plan, c);
    find_columns(plan, c);
    choose_place(plan, c);
    choose_things(c);
    syn_find_partly(plan, c);
    c->has_crowd =
        !c->keeps && !c->detail && indicator == shown && !indicator->through &&
        indicator->unit->counting != SYN_COUNT_PERSONS &&
        syn_source_provides(plan->catalogue, c->selection.source, "person_key");
    syn_counter_groups(plan, c);
    if (indicator->through && indicator->unit->counting != SYN_COUNT_CASES) {
        struct syn_written at = syn_indicator_written(indicator, "through", 0);
        return syn_diag_fail_at(diag, SYN_ECONFIG, at.loc, at.caret,
                                "measure.through",
                                "only cases are counted through their persons; "
                                "the unit is \"%s\"",
                                indicator->unit->name);
    }
    return SYN_OK;
}

static bool is_same_text(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

bool syn_same_roles(const struct syn_indicator *a,
                    const struct syn_indicator *b)
{
    if (!is_same_text(a->through, b->through))
        return false;
    for (size_t i = 0; a->through; i++)
        if (!is_same_text(a->roles[i], b->roles[i]))
            return false;
        else if (!a->roles[i])
            break;
    return true;
}

static enum syn_status check_share(const struct counter *numerator,
                                   const struct counter *denominator,
                                   struct syn_diag *diag)
{
    const struct syn_indicator *a = numerator->indicator;
    const struct syn_indicator *b = denominator->indicator;
    struct syn_written at = syn_indicator_written(a, "of", 0);

    if (a->has_geography != b->has_geography || a->geography != b->geography)
        return syn_diag_fail_at(
            diag, SYN_ECONFIG, at.loc, at.caret, "measure.share-geography",
            "a share and its denominator \"%s\" must have the same "
            "\"geography\"",
            b->id);
    bool only_all = true; /* In "all" a case is by itself. */

    for (size_t g = 0; g < numerator->n_groups; g++)
        only_all &= !syn_by_person(numerator, g);
    if (!only_all && !syn_same_roles(a, b))
        return syn_diag_fail_at(
            diag, SYN_ECONFIG, at.loc, at.caret, "measure.share-through",
            "a share and its denominator \"%s\" must have the same \"through\"",
            b->id);
    if (numerator->selection.source == denominator->selection.source &&
        a->unit->counting == b->unit->counting && a->date == b->date &&
        is_same_text(a->date_column, b->date_column))
        return SYN_OK;
    return syn_diag_fail_at(
        diag, SYN_ECONFIG, at.loc, at.caret, "measure.share",
        "a share and its denominator \"%s\" must have the same "
        "source, unit and date",
        b->id);
}

/* (16) Persons are followed in the source itself, or where keys are made in the
 * same way and a contract says so. */
static enum syn_status check_cohort(const struct plan *plan,
                                    struct counter *c,
                                    const struct counter *cohort,
                                    struct syn_diag *diag)
{
    const struct syn_source *there = c->selection.source;
    const struct coverage *a = syn_plan_coverage(plan, there);
    const struct coverage *b =
        syn_plan_coverage(plan, cohort->selection.source);

    if (a == b || a->first > a->last || b->first > b->last)
        return SYN_OK;
    if (c->indicator->measure == SYN_MEASURE_RETURN) {
        struct syn_written at = syn_indicator_written(c->indicator, "of", 0);
        return syn_diag_fail_at(
            diag, SYN_ECONFIG, at.loc, at.caret, "measure.return",
            "a return is to the source of \"%s\"; in another one it is a "
            "followup",
            cohort->indicator->id);
    }
    const char *one = syn_coverage_scheme(a, a->last, a->last);
    const char *two = syn_coverage_scheme(b, b->last, b->last);
    if (!one || !two || !*one || strcmp(one, two) != 0)
        cannot(c, SYN_KEY_SCHEME, there->name);
    return SYN_OK;
}

/* The counters of INDICATOR. */
static enum syn_status add_indicator(struct plan *plan,
                                     struct sqlite3 *reader,
                                     const struct syn_indicator *indicator,
                                     struct syn_diag *diag)
{
    enum syn_status status =
        add_counter(plan, reader, indicator, indicator, diag);

    if (status || !syn_has_second(indicator))
        return status;
    status =
        add_counter(plan, reader, indicator->of_indicator, indicator, diag);
    if (status)
        return status;
    struct counter *second = &plan->counters[plan->n_counters - 1];
    if (is_cohort(indicator))
        return check_cohort(plan, second - 1, second, diag);
    if (indicator->measure == SYN_MEASURE_RATIO)
        return SYN_OK;
    status = check_share(second - 1, second, diag);
    narrow(second - 1, second);
    return status;
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
        enum syn_status status =
            add_indicator(plan, reader, &catalogue->indicators[i], diag);
        if (status)
            result = status;
    }
    return result;
}
