/* What is known of the cells of a programme beside their sums. */
#include <string.h>

#include "nodes.h"

/* --- ties -------------------------------------------------------------- */

static int64_t value_of(const struct programme *p, uint32_t cell)
{
    return syn_plan_sum(&p->cells[cell], p->inner);
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

/* Whether all that PART is made of WHOLE is made of. */
static bool holds(const struct programme *p, uint32_t whole, uint32_t part)
{
    const struct syn_plan_cell *a = &p->cells[whole], *b = &p->cells[part];
    size_t i = 0;

    for (size_t k = 0; k < b->n_cover; k++, i++) {
        while (i < a->n_cover && a->cover[i] < b->cover[k])
            i++;
        if (i == a->n_cover || a->cover[i] != b->cover[k])
            return false;
    }
    return true;
}

/* PART is in WHOLE: never more, and what is left must not be small and known.
 */
static void tie(struct programme *p, uint32_t whole, uint32_t part, bool bound)
{
    const uint32_t cell[] = {whole, part};
    static const int weight[] = {1, -1};

    if (whole == SYN_NO_CELL || part == SYN_NO_CELL || whole == part ||
        value_of(p, whole) < value_of(p, part) || holds(p, whole, part))
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
    return cell != SYN_NO_CELL && p->is_sum[cell];
}

static void tie_nodes(struct programme *p,
                      const struct node *whole,
                      const struct node *part)
{
    for (int k = 0; k < N_KINDS; k++)
        for (size_t t = 0; whole->series[k] && t < whole->series[k]->n; t++) {
            uint32_t a = whole->cell[k][t], b = cell_beside(part, whole, k, t);
            tie(p, a, b, !is_sum(p, a) || !is_sum(p, b));
        }
}

/* (2) The quarters of a year that is not their sum. */
static void tie_year(struct programme *p, const struct node *n, size_t t)
{
    static const int weight[] = {-1, 1, 1, 1, 1};
    uint32_t cell[1 + QUARTERS_OF_YEAR] = {n->cell[YEARS][t]};
    size_t found = 0;

    if (cell[0] == SYN_NO_CELL || is_sum(p, cell[0]))
        return;
    for (int q = 0; q < QUARTERS_OF_YEAR; q++) {
        uint32_t part =
            syn_node_quarter(n, n->series[YEARS]->first + (int)t, q);
        tie(p, cell[0], part, true);
        if (part != SYN_NO_CELL)
            cell[1 + found++] = part;
    }
    if (found == QUARTERS_OF_YEAR)
        bind(p, cell, weight, 1 + QUARTERS_OF_YEAR);
}

/* --- groups and areas (3) ---------------------------------------------- */

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
            good = good && syn_group_is_in(part->group, whole->group);
        for (size_t k = 0; good && !areas && k < p->n_nodes; k++)
            good = !(is_family(&p->node[k], whole) && !p->node[k].area &&
                     syn_group_is_in(part->group, p->node[k].group) &&
                     syn_group_is_in(p->node[k].group, whole->group));
        for (size_t k = 0; good && !areas && k < n; k++)
            good = syn_groups_are_apart(part->group, out[k]->group);
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
    for (int k = 0; k < N_KINDS; k++)
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

    for (int k = 0; k < N_KINDS; k++)
        for (size_t t = 0; whole->series[k] && t < whole->series[k]->n; t++) {
            size_t found = 1;
            cell[0] = whole->cell[k][t];
            up[0] = 1;
            down[0] = -1;
            bool known = is_sum(p, cell[0]), nested = true;
            for (size_t i = 0; i < n; i++) {
                cell[found] = cell_beside(parts[i], whole, k, t);
                up[found] = -1;
                down[found] = 1;
                if (cell[0] == SYN_NO_CELL || cell[found] == SYN_NO_CELL)
                    continue;
                known = known && is_sum(p, cell[found]);
                nested = nested && holds(p, cell[0], cell[found]);
                found++;
            }
            if (found == 1 || known || nested)
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

/* --- indicators (6) ---------------------------------------------------- */

/* The node of INDICATOR where LIKE is, or NULL. */
static const struct node *node_beside(const struct programme *p,
                                      const struct syn_indicator *indicator,
                                      const struct node *like)
{
    for (size_t i = 0; i < p->n_nodes; i++) {
        const struct node *n = &p->node[i];
        if (n->indicator == indicator && !n->is_of && n->group == like->group &&
            syn_same_area(n->area, like->area))
            return n;
    }
    return NULL;
}

/* More persons than things they are in are not to be thought. */
static void bind_persons(struct programme *p,
                         const struct node *things,
                         const struct node *persons)
{
    static const int weight[] = {1, -1};

    for (int k = 0; k < N_KINDS; k++)
        for (size_t t = 0; things->series[k] && t < things->series[k]->n; t++) {
            uint32_t cell[] = {things->cell[k][t],
                               cell_beside(persons, things, k, t)};
            if (cell[0] != SYN_NO_CELL && cell[1] != SYN_NO_CELL)
                bind(p, cell, weight, 2);
        }
}

static void tie_inside(struct programme *p, const struct syn_inside *in)
{
    for (size_t i = 0; i < p->n_nodes; i++) {
        const struct node *part = &p->node[i];
        const struct node *whole = part->indicator == in->part && !part->is_of
                                       ? node_beside(p, in->whole, part)
                                       : NULL;
        if (whole && in->alike)
            tie_nodes(p, whole, part);
        else if (whole)
            bind_persons(p, whole, part);
    }
}

void syn_programme_tie(struct programme *p)
{
    for (size_t i = 0; i < p->n_nodes; i++) {
        const struct node *n = &p->node[i];
        for (size_t t = 0; n->series[YEARS] && t < n->series[YEARS]->n; t++)
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
    for (size_t i = 0; i < p->series->n_inside; i++)
        tie_inside(p, &p->series->inside[i]);
}
