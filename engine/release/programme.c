#include "programme.h"

#include <stdlib.h>
#include <string.h>

#include "nodes.h"

enum importance { HEADLINE = 1, GROUP, AREA };

enum { QUARTERS = 4 };

/* --- nodes ------------------------------------------------------------- */

static bool is_published(const struct syn_series *s)
{
    return s->kind == SYN_QUARTER || s->kind == SYN_YEAR;
}

static int64_t count_at(const struct node *n, int kind, size_t t)
{
    const struct syn_series *s = n->series[kind];
    return n->takes_of[kind] && s->of ? s->of[t] : s->count[t];
}

static bool is_same_place(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

static int find_node(const struct programme *p, const struct node *like)
{
    for (size_t i = 0; i < p->n_nodes; i++) {
        const struct node *n = &p->node[i];
        if (n->indicator == like->indicator && n->is_of == like->is_of &&
            n->group == like->group && is_same_place(n->area, like->area))
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
            s->of[t] != count_at(n, kind, t))
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
        p->count_of[i] = is_published(&p->series->at[i])
                             ? take_count(p, &p->series->at[i])
                             : NO_NODE;
    for (size_t i = 0; i < n; i++)
        p->whole_of[i] = is_published(&p->series->at[i])
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

    return rest > 0 && rest < p->catalogue->project.disclosure.threshold;
}

static void add_cell(struct programme *p,
                     const struct node *n,
                     int kind,
                     size_t t,
                     const uint32_t *cover,
                     size_t n_cover)
{
    n->cell[kind][t] = (uint32_t)p->plan.n_cells;
    p->cells[p->plan.n_cells++] =
        (struct syn_plan_cell){.cover = cover,
                               .n_cover = n_cover,
                               .sensitive = is_rest_small(p, n, kind, t),
                               .importance = importance_of(p, n),
                               .size = -1};
}

static uint32_t *add_inner(struct programme *p, int64_t count)
{
    uint32_t *cover = syn_arena_alloc(p->arena, 1, sizeof *cover);

    *cover = (uint32_t)p->plan.n_inner;
    p->inner[p->plan.n_inner++] = count;
    return cover;
}

static void add_quarters(struct programme *p, const struct node *n)
{
    const struct syn_series *s = n->series[0];

    for (size_t t = 0; s && t < s->n; t++)
        if (is_counted(s, t) && count_at(n, 0, t) >= 0)
            add_cell(p, n, 0, t, add_inner(p, count_at(n, 0, t)), 1);
}

/* The cell of quarter number Q of YEAR, or SYN_NO_CELL. */
static uint32_t quarter_of(const struct node *n, int year, int q)
{
    const struct syn_series *s = n->series[0];
    int at = s ? year * QUARTERS + q - s->first : -1;

    return s && at >= 0 && (size_t)at < s->n ? n->cell[0][at] : SYN_NO_CELL;
}

/* (2) */
static void add_years(struct programme *p, const struct node *n)
{
    const struct syn_series *s = n->series[1];

    for (size_t t = 0; s && t < s->n; t++) {
        uint32_t *cover = syn_arena_alloc(p->arena, QUARTERS, sizeof *cover);
        int64_t count = is_counted(s, t) ? count_at(n, 1, t) : -1, sum = 0;
        bool whole = n->indicator->unit->counting != SYN_COUNT_PERSONS;
        if (count < 0)
            continue;
        for (int q = 0; whole && q < QUARTERS; q++) {
            uint32_t cell = quarter_of(n, s->first + (int)t, q);
            whole = cell != SYN_NO_CELL;
            if (whole)
                sum += p->inner[cover[q] = *p->cells[cell].cover];
        }
        if (whole && sum == count)
            add_cell(p, n, 1, t, cover, QUARTERS);
        else
            add_cell(p, n, 1, t, add_inner(p, count), 1);
    }
}

static void make_cells(struct programme *p)
{
    size_t n = 0;

    for (size_t i = 0; i < p->n_nodes; i++)
        for (int k = 0; k < 2; k++) {
            size_t periods = p->node[i].series[k] ? p->node[i].series[k]->n : 0;
            p->node[i].cell[k] =
                syn_arena_alloc(p->arena, periods, sizeof(uint32_t));
            for (size_t t = 0; t < periods; t++)
                p->node[i].cell[k][t] = SYN_NO_CELL;
            n += periods;
        }
    p->cells = syn_arena_alloc(p->arena, n, sizeof *p->cells);
    p->inner = syn_arena_alloc(p->arena, n, sizeof *p->inner);
    for (size_t i = 0; i < p->n_nodes; i++) {
        add_quarters(p, &p->node[i]);
        add_years(p, &p->node[i]);
    }
}

/* --- ties -------------------------------------------------------------- */

static int64_t value_of(const struct programme *p, uint32_t cell)
{
    int64_t sum = 0;

    for (size_t i = 0; i < p->cells[cell].n_cover; i++)
        sum += p->inner[p->cells[cell].cover[i]];
    return sum;
}

static void *more(struct programme *p, void *at, size_t n, size_t size)
{
    if (n < 64 || n & (n - 1))
        return at && n ? at : syn_arena_alloc(p->arena, 64, size);
    void *bigger = syn_arena_alloc(p->arena, 2 * n, size);
    memcpy(bigger, at, n * size);
    return bigger;
}

/* The sum of WEIGHT times CELL, N of them, is known not to be negative.  What
 * is not true of these counts is no knowledge. */
static void
bind(struct programme *p, const uint32_t *cell, const int *weight, size_t n)
{
    uint32_t *own = syn_arena_alloc(p->arena, n, sizeof *own);
    int *by = syn_arena_alloc(p->arena, n, sizeof *by);
    int64_t sum = 0;

    for (size_t i = 0; i < n; i++) {
        own[i] = cell[i];
        by[i] = weight[i];
        sum += weight[i] * value_of(p, cell[i]);
    }
    if (sum < 0)
        return;
    p->bounds = more(p, p->bounds, p->plan.n_bounds, sizeof *p->bounds);
    p->bounds[p->plan.n_bounds++] =
        (struct syn_plan_bound){.cell = own, .weight = by, .n = n};
}

/* PART is in WHOLE: never more, and what is left must not be small and known.
 */
static void tie(struct programme *p, uint32_t whole, uint32_t part, bool bound)
{
    const uint32_t cell[] = {whole, part};
    static const int weight[] = {1, -1};

    if (whole == SYN_NO_CELL || part == SYN_NO_CELL || whole == part ||
        value_of(p, whole) < value_of(p, part))
        return;
    p->pairs = more(p, p->pairs, p->plan.n_pairs, sizeof *p->pairs);
    p->pairs[p->plan.n_pairs++] = (struct syn_plan_pair){whole, part};
    if (bound)
        bind(p, cell, weight, 2);
}

/* The cell of N in the period of number T of S, of the same kind. */
static uint32_t
cell_beside(const struct node *n, const struct node *of, int kind, size_t t)
{
    const struct syn_series *s = n->series[kind];
    int at = s ? of->series[kind]->first + (int)t - s->first : -1;

    return s && at >= 0 && (size_t)at < s->n ? n->cell[kind][at] : SYN_NO_CELL;
}

static bool is_sum(const struct programme *p, uint32_t cell)
{
    return cell != SYN_NO_CELL && p->cells[cell].n_cover > 1;
}

static void tie_nodes(struct programme *p,
                      const struct node *whole,
                      const struct node *part)
{
    for (int k = 0; k < 2; k++)
        for (size_t t = 0; whole->series[k] && t < whole->series[k]->n; t++) {
            uint32_t a = whole->cell[k][t], b = cell_beside(part, whole, k, t);
            tie(p, a, b, !is_sum(p, a) || !is_sum(p, b));
        }
}

/* (2) The quarters of a year that is not their sum. */
static void tie_year(struct programme *p, const struct node *n, size_t t)
{
    static const int weight[] = {-1, 1, 1, 1, 1};
    uint32_t cell[1 + QUARTERS] = {n->cell[1][t]};
    size_t found = 0;

    if (cell[0] == SYN_NO_CELL || is_sum(p, cell[0]))
        return;
    for (int q = 0; q < QUARTERS; q++) {
        uint32_t part = quarter_of(n, n->series[1]->first + (int)t, q);
        tie(p, cell[0], part, true);
        if (part != SYN_NO_CELL)
            cell[1 + found++] = part;
    }
    if (found == QUARTERS)
        bind(p, cell, weight, 1 + QUARTERS);
}

/* --- groups and areas (3) ---------------------------------------------- */

static bool is_inside(const struct syn_group *a, const struct syn_group *b)
{
    return a != b && a->ages.from >= b->ages.from && a->ages.to <= b->ages.to &&
           (b->sex == SYN_SEX_ANY || a->sex == b->sex);
}

static bool is_apart(const struct syn_group *a, const struct syn_group *b)
{
    return a->ages.to < b->ages.from || b->ages.to < a->ages.from ||
           (a->sex != SYN_SEX_ANY && b->sex != SYN_SEX_ANY && a->sex != b->sex);
}

static bool is_family(const struct node *a, const struct node *b)
{
    return a->indicator == b->indicator && a->is_of == b->is_of;
}

/* The parts of node number AT that are side by side: the groups that are
 * directly in it, without those that overlap an earlier one; or its areas. */
static size_t parts_of(const struct node **out,
                       const struct programme *p,
                       size_t at,
                       bool areas)
{
    const struct node *whole = &p->node[at];
    size_t n = 0;

    for (size_t i = 0; i < p->n_nodes; i++) {
        const struct node *part = &p->node[i];
        bool good = is_family(part, whole) && (part->area != NULL) == areas;
        if (areas)
            good = good && part->group == whole->group;
        else
            good = good && is_inside(part->group, whole->group);
        for (size_t k = 0; good && !areas && k < p->n_nodes; k++)
            good = !(is_family(&p->node[k], whole) && !p->node[k].area &&
                     is_inside(part->group, p->node[k].group) &&
                     is_inside(p->node[k].group, whole->group));
        for (size_t k = 0; good && !areas && k < n; k++)
            good = is_apart(part->group, out[k]->group);
        if (good)
            out[n++] = part;
    }
    return n;
}

/* Whether the N groups at PARTS leave no age of WHOLE out. */
static bool
are_all(const struct node *whole, const struct node *const *parts, size_t n)
{
    int ages = whole->group->ages.to - whole->group->ages.from + 1;

    for (size_t i = 0; i < n; i++) {
        if (parts[i]->area || parts[i]->group->sex != whole->group->sex)
            return false;
        ages -= parts[i]->group->ages.to - parts[i]->group->ages.from + 1;
    }
    return ages == 0;
}

/* Whether the N at PARTS make up WHOLE in every period. */
static bool add_up(const struct programme *p,
                   const struct node *whole,
                   const struct node *const *parts,
                   size_t n)
{
    for (int k = 0; k < 2; k++)
        for (size_t t = 0; whole->series[k] && t < whole->series[k]->n; t++) {
            uint32_t cell = whole->cell[k][t];
            int64_t left = cell == SYN_NO_CELL ? 0 : value_of(p, cell);
            for (size_t i = 0; i < n && cell != SYN_NO_CELL; i++) {
                uint32_t part = cell_beside(parts[i], whole, k, t);
                left -= part == SYN_NO_CELL ? 0 : value_of(p, part);
            }
            if (left)
                return false;
        }
    return true;
}

/* Together the N at PARTS are at most WHOLE if ONCE, and at least if ALL. */
static void bind_parts(struct programme *p,
                       const struct node *whole,
                       const struct node *const *parts,
                       size_t n,
                       bool once,
                       bool all)
{
    uint32_t *cell = syn_arena_alloc(p->arena, n + 1, sizeof *cell);
    int *up = syn_arena_alloc(p->arena, n + 1, sizeof *up);
    int *down = syn_arena_alloc(p->arena, n + 1, sizeof *down);

    for (int k = 0; k < 2; k++)
        for (size_t t = 0; whole->series[k] && t < whole->series[k]->n; t++) {
            size_t found = 1;
            cell[0] = whole->cell[k][t];
            up[0] = 1;
            down[0] = -1;
            bool sums = is_sum(p, cell[0]);
            for (size_t i = 0; i < n; i++) {
                cell[found] = cell_beside(parts[i], whole, k, t);
                up[found] = -1;
                down[found] = 1;
                sums = sums && is_sum(p, cell[found]);
                found += cell[found] != SYN_NO_CELL;
            }
            if (cell[0] == SYN_NO_CELL || found == 1 || sums)
                continue;
            if (once)
                bind(p, cell, up, found);
            if (all && found == n + 1)
                bind(p, cell, down, found);
        }
}

static void tie_parts(struct programme *p, size_t at, bool areas)
{
    const struct node *whole = &p->node[at];
    const struct node **part =
        syn_arena_alloc(p->arena, p->n_nodes, sizeof *part);
    size_t n = parts_of(part, p, at, areas);
    bool once = whole->indicator->unit->counting != SYN_COUNT_PERSONS &&
                (areas || !whole->indicator->through);

    for (size_t i = 0; i < n; i++)
        tie_nodes(p, whole, part[i]);
    if (n)
        bind_parts(p, whole, part, n, once,
                   are_all(whole, part, n) ||
                       (areas && add_up(p, whole, part, n)));
}

static void make_ties(struct programme *p)
{
    for (size_t i = 0; i < p->n_nodes; i++) {
        const struct node *n = &p->node[i];
        for (size_t t = 0; n->series[1] && t < n->series[1]->n; t++)
            tie_year(p, n, t);
        if (n->area)
            continue;
        tie_parts(p, i, false);
        tie_parts(p, i, true);
    }
    for (size_t i = 0; i < p->series->n; i++)
        if (p->whole_of[i] != NO_NODE && p->series->at[i].kind == SYN_QUARTER &&
            p->series->at[i].indicator->measure != SYN_MEASURE_RATIO)
            tie_nodes(p, &p->node[p->whole_of[i]], &p->node[p->count_of[i]]);
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
    make_nodes(p);
    make_cells(p);
    make_ties(p);
    p->plan.inner = p->inner;
    p->plan.cells = p->cells;
    p->plan.pairs = p->pairs;
    p->plan.bounds = p->bounds;
    p->plan.threshold = threshold;
    p->plan.width = threshold > 2 ? threshold - 2 : 0;
    syn_programme_decide(p, past);
    return p;
}
