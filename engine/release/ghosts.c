/* Groups that were published and are counted no more: what is known of them is
 * known of the groups that hold them, and that they hold. */
#include <string.h>

#include "cell_name.h"
#include "nodes.h"

/* What is looked through: the series of now, and those that are added.  CELL is
 * the one that was looked up last: rows of a cell follow each other. */
struct ghosts {
    struct syn_series_set *set;
    size_t n_now;
    const struct syn_past_cell *cell;
    const struct syn_indicator *indicator; /* Of CELL; NULL: no group of it. */
    struct syn_group group;
    struct syn_arena *arena;
};

/* The indicator that is called as in CELL, or NULL. */
static const struct syn_indicator *find_indicator(const struct ghosts *g,
                                                  const char *cell)
{
    static const char before[] = "indicator=";

    for (size_t i = 0; i < g->n_now; i++) {
        const struct syn_indicator *indicator = g->set->at[i].indicator;
        size_t n = strlen(indicator->id), from = sizeof before - 1;
        if (strncmp(cell, before, from) == 0 &&
            strncmp(cell + from, indicator->id, n) == 0 &&
            cell[from + n] == ';')
            return indicator;
    }
    return NULL;
}

/* Looks up whose cell C is: of an indicator that is still counted, by the same
 * definition. */
static void look_up(struct ghosts *g, const struct syn_past_cell *c)
{
    if (g->cell && strcmp(c->cell, g->cell->cell) == 0 &&
        strcmp(c->args, g->cell->args) == 0)
        return;
    g->cell = c;
    g->indicator = find_indicator(g, c->cell);
    if (g->indicator &&
        (strcmp(c->args, syn_cell_definition(g->indicator, g->arena)) != 0 ||
         !syn_cell_group(&g->group, c->cell, g->indicator, g->arena)))
        g->indicator = NULL;
}

/* The series of KIND for such a group in the whole place, or NULL. */
static struct syn_series *find_series(const struct ghosts *g,
                                      enum syn_period_kind kind)
{
    for (size_t i = 0; i < g->set->n; i++) {
        struct syn_series *s = &g->set->at[i];
        if (s->indicator == g->indicator && !s->area && s->kind == kind &&
            s->group->ages.from == g->group.ages.from &&
            s->group->ages.to == g->group.ages.to &&
            s->group->sex == g->group.sex)
            return s;
    }
    return NULL;
}

static bool is_now(const struct ghosts *g, const struct syn_series *s)
{
    return s < g->set->at + g->n_now;
}

/* The group as one, for quarters and years. */
static const struct syn_group *make_group(const struct ghosts *g,
                                          enum syn_period_kind kind)
{
    const struct syn_series *other =
        find_series(g, kind == SYN_YEAR ? SYN_QUARTER : SYN_YEAR);
    struct syn_group *group;

    if (other && !is_now(g, other))
        return other->group;
    group = syn_arena_alloc(g->arena, 1, sizeof *group);
    *group = g->group;
    return group;
}

/* A series of KIND over the months that are covered now. */
static struct syn_series *add_series(struct ghosts *g,
                                     enum syn_period_kind kind)
{
    const struct syn_group *group = make_group(g, kind);
    struct syn_series *s = &g->set->at[g->set->n++];
    int first = syn_period_of_month(kind, g->set->first_month).index;
    int last = syn_period_of_month(kind, g->set->last_month).index;

    *s = (struct syn_series){.indicator = g->indicator,
                             .group = group,
                             .kind = kind,
                             .first = first,
                             .n = (size_t)(last - first + 1)};
    s->count = syn_arena_alloc(g->arena, s->n, sizeof *s->count);
    s->state = syn_arena_alloc(g->arena, s->n, sizeof *s->state);
    s->provisional = syn_arena_alloc(g->arena, s->n, sizeof *s->provisional);
    for (size_t t = 0; t < s->n; t++)
        s->state[t] = SYN_STATE_MISSING;
    return s;
}

static void take_cell(struct ghosts *g, const struct syn_past_cell *c)
{
    struct syn_period period;

    if (strcmp(c->form, "count") != 0 || c->count < 0 ||
        !syn_period_parse(&period, c->period))
        return;
    look_up(g, c);
    struct syn_series *s = g->indicator ? find_series(g, period.kind) : NULL;
    if (!g->indicator || (s && is_now(g, s)))
        return;
    if (!s)
        s = add_series(g, period.kind);
    int at = period.index - s->first;
    if (at < 0 || (size_t)at >= s->n)
        return;
    s->count[at] = c->count;
    s->state[at] = c->count ? SYN_STATE_VALUE : SYN_STATE_ZERO;
}

const struct syn_series_set *
syn_programme_haunt(const struct syn_series_set *series,
                    const struct syn_past *past,
                    struct syn_arena *arena)
{
    if (!past || !past->n)
        return series;
    struct syn_series_set *set = syn_arena_alloc(arena, 1, sizeof *set);
    struct ghosts g = {.set = set, .n_now = series->n, .arena = arena};
    *set = *series;
    set->at = syn_arena_alloc(arena, series->n + past->n, sizeof *set->at);
    memcpy(set->at, series->at, series->n * sizeof *set->at);
    for (size_t i = 0; i < past->n; i++)
        take_cell(&g, &past->cell[i]);
    return set;
}
