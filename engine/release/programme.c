#include <stdlib.h>
#include <string.h>

#include <samsyn/base/hash.h>

#include "nodes.h"
#include "redrawn.h"

enum importance { HEADLINE = 1, GROUP, AREA };

/* --- nodes ------------------------------------------------------------- */

bool syn_in_programme(const struct syn_series *s)
{
    return s->kind == SYN_QUARTER || s->kind == SYN_YEAR;
}

int64_t syn_node_count(const struct node *n, int kind, size_t t)
{
    const struct syn_series *s = n->series[kind];
    return n->takes_of[kind] && s->of ? s->of[t] : s->count[t];
}

bool syn_same_area(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

static int find_node(const struct programme *p, const struct node *like)
{
    for (size_t i = 0; i < p->n_nodes; i++) {
        const struct node *n = &p->node[i];
        if (n->indicator == like->indicator && n->is_of == like->is_of &&
            n->group == like->group && syn_same_area(n->area, like->area))
            return (int)i;
    }
    return NO_NODE;
}

/* Whether S counts the same in N as in the series that N has, if any. */
static bool agrees(const struct node *n, const struct syn_series *s)
{
    int kind = kind_of(s);
    const struct syn_series *old = n->series[kind];

    for (size_t t = 0; old && s->of && t < s->n; t++)
        if (is_counted(s, t) && is_counted(old, t) &&
            s->of[t] != syn_node_count(n, kind, t))
            return false;
    return true;
}

static int take_node(struct programme *p,
                     struct node like,
                     const struct syn_series *s,
                     bool takes_of)
{
    int at = find_node(p, &like);

    if (at == NO_NODE) {
        at = (int)p->n_nodes++;
        p->node[at] = like;
    }
    struct node *n = &p->node[at];
    if (!n->series[kind_of(s)]) {
        n->series[kind_of(s)] = s;
        n->takes_of[kind_of(s)] = takes_of;
    }
    if (!n->atoms && s->kind == SYN_QUARTER)
        n->atoms = takes_of ? s->of_atoms : s->atoms;
    return at;
}

static int take_count(struct programme *p, const struct syn_series *s)
{
    return take_node(p,
                     (struct node){.indicator = s->indicator,
                                   .group = s->group,
                                   .area = s->area},
                     s, false);
}

static bool is_cohort(const struct syn_indicator *i)
{
    return i->measure == SYN_MEASURE_RETURN ||
           i->measure == SYN_MEASURE_FOLLOWUP;
}

/* What S is a part of; the number of people is no secret. */
static int take_whole(struct programme *p, const struct syn_series *s)
{
    const struct syn_indicator *i = s->indicator;
    struct node like = {
        .indicator = i->of_indicator && !is_cohort(i) ? i->of_indicator : i,
        .group = s->group,
        .area = s->area};

    if (!s->of || i->of_population)
        return NO_NODE;
    like.is_of = like.indicator == i;
    int at = find_node(p, &like);
    if (at != NO_NODE && !agrees(&p->node[at], s)) {
        like.indicator = i;
        like.is_of = true;
    }
    return take_node(p, like, s, true);
}

static void make_nodes(struct programme *p)
{
    size_t n = p->series->n;

    p->node = syn_arena_alloc(p->arena, 2 * n, sizeof *p->node);
    p->count_of = syn_arena_alloc(p->arena, n, sizeof *p->count_of);
    p->whole_of = syn_arena_alloc(p->arena, n, sizeof *p->whole_of);
    for (size_t i = 0; i < n; i++)
        p->count_of[i] = syn_in_programme(&p->series->at[i])
                             ? take_count(p, &p->series->at[i])
                             : NO_NODE;
    for (size_t i = 0; i < n; i++)
        p->whole_of[i] = syn_in_programme(&p->series->at[i])
                             ? take_whole(p, &p->series->at[i])
                             : NO_NODE;
}

/* --- cells ------------------------------------------------------------- */

/* The whole place before its groups, those before areas; whom the project is
 * about with the whole. */
static enum importance importance_of(const struct programme *p,
                                     const struct node *n)
{
    const char *headline = p->catalogue->project.headline_group;
    const char *name = n->group->item.name;

    if (n->area)
        return AREA;
    return strcmp(name, "all") == 0 || (headline && strcmp(name, headline) == 0)
               ? HEADLINE
               : GROUP;
}

/* A share of the population points at those who are not in it, too. */
static bool is_rest_small(const struct programme *p,
                          const struct node *n,
                          int kind,
                          size_t t)
{
    const struct syn_series *s = n->series[kind];
    int64_t rest = s->indicator->of_population ? s->of[t] - s->count[t] : 0;

    return rest > 0 &&
           rest < syn_indicator_threshold(p->catalogue, s->indicator);
}

/* By which rule but its size a count is hidden, if by any.  Behind many events
 * can be few persons, or mostly one. */
static enum syn_hidden_by
rule_of(const struct programme *p, const struct node *n, int kind, size_t t)
{
    const struct syn_disclosure *d = &p->catalogue->project.disclosure;
    const struct syn_series *s = n->series[kind];

    if (is_rest_small(p, n, kind, t))
        return SYN_HIDDEN_BY_REST;
    if (!s->persons || n->takes_of[kind] || !s->persons[t] ||
        n->indicator->unit->of_things)
        return SYN_HIDDEN_BY_NONE;
    if (s->persons[t] < d->persons)
        return SYN_HIDDEN_BY_PERSONS;
    return 100 * s->most[t] > d->dominance * s->count[t]
               ? SYN_HIDDEN_BY_DOMINANCE
               : SYN_HIDDEN_BY_NONE;
}

static void add_cell(struct programme *p,
                     const struct node *n,
                     int kind,
                     size_t t,
                     const uint32_t *cover,
                     size_t n_cover)
{
    enum syn_hidden_by rule = rule_of(p, n, kind, t);

    n->cell[kind][t] = (uint32_t)p->plan.n_cells;
    p->rule[p->plan.n_cells] = rule;
    p->cells[p->plan.n_cells++] = (struct syn_plan_cell){
        .cover = cover,
        .n_cover = n_cover,
        .sensitive = rule != SYN_HIDDEN_BY_NONE,
        .threshold = syn_indicator_threshold(p->catalogue, n->indicator),
        .importance = importance_of(p, n),
        .size = -1};
}

/* The number of the first of N inner counts. */
static uint32_t add_inner(struct programme *p, const int64_t *count, size_t n)
{
    uint32_t first = (uint32_t)p->plan.n_inner;

    while (p->plan.n_inner + n > p->room_inner) {
        int64_t *more =
            syn_arena_alloc(p->arena, 2 * p->room_inner + n, sizeof *more);
        memcpy(more, p->inner, p->plan.n_inner * sizeof *more);
        p->inner = more;
        p->room_inner = 2 * p->room_inner + n;
    }
    memcpy(p->inner + first, count, n * sizeof *count);
    p->plan.n_inner += n;
    return first;
}

static void add_alone(struct programme *p,
                      const struct node *n,
                      int kind,
                      size_t t,
                      int64_t count)
{
    uint32_t *cover = syn_arena_alloc(p->arena, 1, sizeof *cover);

    *cover = add_inner(p, &count, 1);
    add_cell(p, n, kind, t, cover, 1);
}

/* The first inner count of COUNT, of N quarters, which is made when it is first
 * asked for. */
static uint32_t atom_at(struct programme *p, const int64_t *count, size_t n)
{
    size_t at = syn_hash64(&count, sizeof count) & (p->n_slots - 1);

    while (p->atom[at].count && p->atom[at].count != count)
        at = (at + 1) & (p->n_slots - 1);
    if (!p->atom[at].count)
        p->atom[at] = (struct atom){count, add_inner(p, count, n)};
    return p->atom[at].first;
}

/* Whether the atoms of N make up COUNT in quarter T. */
static bool is_made_up(const struct node *n, size_t t, int64_t count)
{
    for (size_t i = 0; n->atoms && n->atoms[i]; i++) {
        if (n->atoms[i][t] < 0)
            return false;
        count -= n->atoms[i][t];
    }
    return n->atoms && n->atoms[0] && count == 0;
}

static int by_number(const void *a, const void *b)
{
    const uint32_t *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

/* (6) */
static void add_quarter(struct programme *p, const struct node *n, size_t t)
{
    size_t n_atoms = 0;

    while (n->atoms[n_atoms])
        n_atoms++;
    uint32_t *cover = syn_arena_alloc(p->arena, n_atoms, sizeof *cover);
    for (size_t i = 0; i < n_atoms; i++)
        cover[i] =
            atom_at(p, n->atoms[i], n->series[QUARTERS]->n) + (uint32_t)t;
    qsort(cover, n_atoms, sizeof *cover, by_number);
    add_cell(p, n, QUARTERS, t, cover, n_atoms);
}

static bool is_out(const struct programme *p, int quarter)
{
    int at = quarter - p->first_quarter;

    return p->is_out && at >= 0 && (size_t)at < p->n_quarters && p->is_out[at];
}

static void add_quarters(struct programme *p, const struct node *n)
{
    const struct syn_series *s = n->series[QUARTERS];

    for (size_t t = 0; s && t < s->n; t++) {
        struct syn_period period = {SYN_QUARTER, s->first + (int)t};
        int64_t count = is_counted(s, t) ? syn_node_count(n, QUARTERS, t) : -1;
        if (count < 0 || syn_redrawn_hides(p->redrawn, n, period))
            continue;
        if (!is_out(p, s->first + (int)t) && is_made_up(n, t, count))
            add_quarter(p, n, t);
        else
            add_alone(p, n, QUARTERS, t, count);
    }
}

uint32_t syn_node_quarter(const struct node *n, int year, int q)
{
    const struct syn_series *s = n->series[QUARTERS];
    int at = s ? year * QUARTERS_OF_YEAR + q - s->first : -1;

    return s && at >= 0 && (size_t)at < s->n ? n->cell[QUARTERS][at]
                                             : SYN_NO_CELL;
}

/* (2) What the four quarters of period T of the years of N are made of, if that
 * is COUNT together; else NULL. */
static const uint32_t *cover_of_year(size_t *n_cover,
                                     const struct programme *p,
                                     const struct node *n,
                                     size_t t,
                                     int64_t count)
{
    const struct syn_plan_cell *quarter[QUARTERS_OF_YEAR];

    *n_cover = 0;
    if (n->indicator->unit->counting == SYN_COUNT_PERSONS)
        return NULL;
    for (int q = 0; q < QUARTERS_OF_YEAR; q++) {
        uint32_t cell =
            syn_node_quarter(n, n->series[YEARS]->first + (int)t, q);
        if (cell == SYN_NO_CELL)
            return NULL;
        quarter[q] = &p->cells[cell];
        *n_cover += quarter[q]->n_cover;
    }
    uint32_t *cover = syn_arena_alloc(p->arena, *n_cover, sizeof *cover);
    for (size_t q = 0, at = 0; q < QUARTERS_OF_YEAR; q++)
        for (size_t i = 0; i < quarter[q]->n_cover; i++) {
            count -= p->inner[quarter[q]->cover[i]];
            cover[at++] = quarter[q]->cover[i];
        }
    qsort(cover, *n_cover, sizeof *cover, by_number);
    return count == 0 ? cover : NULL;
}

static void add_years(struct programme *p, const struct node *n)
{
    const struct syn_series *s = n->series[YEARS];

    for (size_t t = 0; s && t < s->n; t++) {
        struct syn_period period = {SYN_YEAR, s->first + (int)t};
        int64_t count = is_counted(s, t) ? syn_node_count(n, YEARS, t) : -1;
        size_t n_cover;
        if (count < 0 || syn_redrawn_hides(p->redrawn, n, period))
            continue;
        const uint32_t *cover = cover_of_year(&n_cover, p, n, t, count);
        if (cover) {
            p->is_sum[p->plan.n_cells] = true;
            add_cell(p, n, YEARS, t, cover, n_cover);
        } else {
            add_alone(p, n, YEARS, t, count);
        }
    }
}

/* Room for the atoms of all nodes, at most half full. */
static size_t slots_for(const struct programme *p)
{
    size_t n = 1, slots = 2;

    for (size_t i = 0; i < p->n_nodes; i++)
        for (size_t k = 0; p->node[i].atoms && p->node[i].atoms[k]; k++)
            n++;
    while (slots < 2 * n)
        slots *= 2;
    return slots;
}

static void make_cells(struct programme *p)
{
    size_t n = 0;

    for (size_t i = 0; i < p->n_nodes; i++)
        for (int k = 0; k < N_KINDS; k++) {
            size_t periods = p->node[i].series[k] ? p->node[i].series[k]->n : 0;
            p->node[i].cell[k] =
                syn_arena_alloc(p->arena, periods, sizeof(uint32_t));
            for (size_t t = 0; t < periods; t++)
                p->node[i].cell[k][t] = SYN_NO_CELL;
            n += periods;
        }
    p->cells = syn_arena_alloc(p->arena, n, sizeof *p->cells);
    p->rule = syn_arena_alloc(p->arena, n, sizeof *p->rule);
    p->is_sum = syn_arena_alloc(p->arena, n, sizeof *p->is_sum);
    p->inner = syn_arena_alloc(p->arena, n, sizeof *p->inner);
    p->room_inner = n;
    p->n_slots = slots_for(p);
    p->atom = syn_arena_alloc(p->arena, p->n_slots, sizeof *p->atom);
    for (size_t i = 0; i < p->n_nodes; i++)
        if (!p->node[i].area ||
            !syn_indicator_is_sensitive(p->catalogue, p->node[i].indicator)) {
            add_quarters(p, &p->node[i]); /* Without a cell it is not shown. */
            add_years(p, &p->node[i]);
        }
}

/* Notes the quarters of which PAST says something, be it of their year. */
static void find_out(struct programme *p, const struct syn_past *past)
{
    int first = p->series->first_month, last = p->series->last_month;

    if (!past || !past->n || first > last)
        return;
    p->first_quarter = syn_period_of_month(SYN_QUARTER, first).index;
    p->n_quarters = (size_t)(syn_period_of_month(SYN_QUARTER, last).index -
                             p->first_quarter) +
                    1;
    p->is_out = syn_arena_alloc(p->arena, p->n_quarters, sizeof *p->is_out);
    for (size_t i = 0; i < past->n; i++) {
        struct syn_period said;
        if (!syn_period_parse(&said, past->cell[i].period))
            continue;
        int from = syn_period_first_month(said);
        for (int m = from; m < from + syn_period_months(said.kind); m += 3) {
            int at =
                syn_period_of_month(SYN_QUARTER, m).index - p->first_quarter;
            if (at >= 0 && (size_t)at < p->n_quarters)
                p->is_out[at] = true;
        }
    }
}

/* --- the plan ---------------------------------------------------------- */

const struct programme *
syn_programme_protect(const struct syn_series_set *series,
                      const struct syn_catalogue *catalogue,
                      const struct syn_past *past,
                      struct syn_arena *arena)
{
    struct programme *p = syn_arena_alloc(arena, 1, sizeof *p);
    int threshold = catalogue->project.disclosure.threshold;

    *p = (struct programme){.series = syn_programme_haunt(series, past, arena),
                            .n_now = series->n,
                            .catalogue = catalogue,
                            .arena = arena};
    find_out(p, past);
    make_nodes(p);
    p->redrawn = syn_redrawn_find(past, p->node, p->n_nodes, arena);
    make_cells(p);
    syn_programme_tie(p);
    p->plan.inner = p->inner;
    p->plan.cells = p->cells;
    p->plan.pairs = p->pairs;
    p->plan.bounds = p->bounds;
    p->plan.threshold = threshold;
    p->plan.width = threshold > 2 ? threshold - 2 : 0;
    syn_programme_decide(p, past);
    return p;
}
