/* Columns that an indicator needs and that only some extracts of a source have
 * (7): in the others too little would be counted, and no zero is known. */
#include <string.h>

#include "plan.h"

/* Columns that a counter may need beside those that its body reads. */
enum { MOST_OTHERS = 24 };

/* Whether COLUMN of CONTRACT can tell an hour. */
static bool tells_hour(const struct syn_contract *contract,
                       const struct syn_contract_column *column)
{
    enum syn_column_kind kind = syn_contract_column_kind(contract, column);

    if (kind != SYN_COL_OCCURRED)
        return kind == SYN_COL_TIME;
    for (size_t i = 0; i < column->formats.n; i++)
        if (strchr(column->formats.at[i], 'H'))
            return true;
    return column->formats.n == 0; /* As it comes. */
}

bool syn_contract_tells(const struct syn_contract *contract, const char *column)
{
    const struct syn_contract_column *columns = contract->columns.at;

    if (strcmp(column, "time") != 0)
        return syn_contract_column_find(contract, column) != NULL;
    for (size_t i = 0; i < contract->columns.n; i++)
        if (tells_hour(contract, &columns[i]))
            return true;
    return false;
}

/* --- what is needed ------------------------------------------------------ */

static bool is_partly(const struct syn_catalogue *catalogue,
                      const struct syn_source *source,
                      const char *column)
{
    bool with = false, without = false;

    for (size_t i = 0; i < catalogue->n_contracts; i++) {
        const struct syn_contract *contract = &catalogue->contracts[i];
        if (strcmp(contract->source, source->name) != 0)
            continue;
        bool has = syn_contract_tells(contract, column);
        with |= has;
        without |= !has;
    }
    return with && without;
}

static void
need(const struct plan *plan, struct counter *c, struct partly partly)
{
    if (partly.source && partly.column &&
        is_partly(plan->catalogue, partly.source, partly.column))
        c->partly[c->n_partly++] = partly;
}

/* What the body reads: of its source, or of what that is linked to. */
static void need_read(const struct plan *plan, struct counter *c)
{
    const struct syn_source *own = c->selection.source;
    const struct syn_source *linked = syn_source_joined(plan->catalogue, own);

    for (size_t i = 0; i < c->selection.n_reads; i++) {
        const char *column = c->selection.reads[i];
        bool has = syn_source_provides(plan->catalogue, own, column);
        need(plan, c,
             (struct partly){.source = has ? own : linked, .column = column});
    }
}

/* The persons of a case, by whom it is in a group. */
static void need_persons(const struct plan *plan, struct counter *c)
{
    const struct syn_indicator *i = c->indicator;
    struct partly of = {.through = true};

    if (!i->through)
        return;
    of.source = syn_source_find(plan->catalogue->sources,
                                plan->catalogue->n_sources, i->through);
    of.column = "case_key";
    need(plan, c, of);
    of.column = i->roles && i->roles[0] ? "role" : NULL;
    need(plan, c, of);
    of.column = "age";
    of.whom = FOR_AGES;
    need(plan, c, of);
    of.column = "sex";
    of.whom = FOR_SEX;
    need(plan, c, of);
}

static void need_place_and_time(const struct plan *plan, struct counter *c)
{
    const struct syn_indicator *i = c->indicator;
    const struct syn_source *own = c->selection.source;
    const char *day = syn_day_name(c);
    bool spread =
        i->measure == SYN_MEASURE_CONCENTRATION && i->by == SYN_OVER_AREAS;

    need(
        plan, c,
        (struct partly){.source = syn_day_source(plan, c, day), .column = day});
    if (syn_needs_hour(c))
        need(plan, c,
             (struct partly){.source = syn_day_source(plan, c, "occurred"),
                             .column = "time"});
    need(plan, c,
         (struct partly){.source = c->place == CASE_AREA
                                       ? syn_source_joined(plan->catalogue, own)
                                       : own,
                         .column = c->place == NO_AREA ? NULL : "area",
                         .whom = spread ? FOR_ALL : FOR_AREAS});
}

void syn_find_partly(const struct plan *plan, struct counter *c)
{
    const struct syn_indicator *i = c->indicator;
    const struct syn_source *own = c->selection.source;
    const char *const columns[] = {
        syn_needs_key(c, SYN_COUNT_PERSONS) ? "person_key" : NULL,
        syn_needs_key(c, SYN_COUNT_CASES) ? "case_key" : NULL,
        i->from,
        i->to,
        i->value,
        i->yes,
        i->base};

    c->partly = syn_arena_alloc(plan->arena, MOST_OTHERS + c->selection.n_reads,
                                sizeof *c->partly);
    for (size_t k = 0; k < sizeof columns / sizeof *columns; k++)
        need(plan, c, (struct partly){.source = own, .column = columns[k]});
    need(plan, c,
         (struct partly){.source = own, .column = "age", .whom = FOR_AGES});
    need(plan, c,
         (struct partly){.source = own, .column = "sex", .whom = FOR_SEX});
    need_read(plan, c);
    need_persons(plan, c);
    need_place_and_time(plan, c);
}

/* --- whether it is there ------------------------------------------------- */

/* Whether all extracts of SOURCE in the months FROM to TO have COLUMN. */
static bool
is_there(const struct plan *plan, const struct partly *partly, int from, int to)
{
    for (size_t i = 0; i < plan->n_batches; i++) {
        const struct syn_batch *b = &plan->batches[i];
        if (strcmp(b->source, partly->source->name) != 0 ||
            b->covers_to < from || b->covers_from > to)
            continue;
        const struct syn_contract *contract =
            syn_contract_of(plan->catalogue, b);
        if (contract && !syn_contract_tells(contract, partly->column))
            return false;
    }
    return true;
}

/* A group is found by the ages of C's events, or by those of persons. */
static bool is_needed(const struct partly *partly,
                      const struct counter *c,
                      struct whose whose)
{
    const struct syn_group *group = c->group[whose.g];
    bool through = syn_by_person(c, whose.g);

    if (partly->through && !through)
        return false;
    switch (partly->whom) {
    case FOR_AGES:
        return partly->through == through &&
               (group->ages.from > 0 || group->ages.to < SYN_AGE_MAX);
    case FOR_SEX:
        return partly->through == through && group->sex != SYN_SEX_ANY;
    case FOR_AREAS:
        return whose.by_area;
    case FOR_ALL:
        break;
    }
    return true;
}

bool syn_lacks_column(const struct plan *plan,
                      const struct counter *c,
                      struct whose whose,
                      int from,
                      int to)
{
    for (size_t i = 0; i < c->n_partly; i++)
        if (is_needed(&c->partly[i], c, whose) &&
            !is_there(plan, &c->partly[i], from, to))
            return true;
    return false;
}
