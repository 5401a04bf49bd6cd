/* The numbers in brackets are those of ledger.h. */
#include "ledger.h"

#include <stdlib.h>
#include <string.h>

#include "recall.h"

/* The plan and the past as one plan.  What is now comes after the N vintages:
 * it is "vintage" number N. */
struct beside {
    const struct syn_plan *plan;
    size_t n_now;
    const struct past *past;
    int64_t *inner;   /* As taken (4). */
    size_t *last;     /* Of each cell the vintage that says it last, or N. */
    uint32_t **count; /* count[r][i]: inner count I of vintage R in ALL (2). */
    struct syn_plan all;
    int64_t *value; /* ALL's inner counts, cells, pairs and bounds. */
    struct syn_plan_cell *cells;
    struct syn_plan_pair *pairs;
    struct syn_plan_bound *bounds;
    uint32_t *origin; /* Of each cell of ALL that of PLAN. */
    uint32_t *at;     /* Of each cell of PLAN that of the vintage at hand. */
    uint32_t *said;   /* The same of the vintage after, or SYN_NO_CELL. */
    struct syn_arena *arena;
};

static const int64_t *inner_at(const struct beside *b, size_t r)
{
    return r == b->past->n ? b->inner : b->past->vintage[r].inner;
}

static bool is_alone(const struct vintage *v, size_t cell)
{
    return v->alone && v->alone[cell] >= 0;
}

/* --- what waits (4) ---------------------------------------------------- */

static bool is_said(const struct beside *b, size_t cell)
{
    return b->last[cell] < b->past->n;
}

/* Whether CELL was shown, and stays so (3). */
static bool is_out(const struct beside *b, size_t cell)
{
    return is_said(b, cell) &&
           b->past->vintage[b->last[cell]].standing[cell] == SYN_STANDING_SHOWN;
}

static void find_last(struct beside *b)
{
    b->last = syn_arena_alloc(b->arena, b->plan->n_cells, sizeof *b->last);
    for (size_t c = 0; c < b->plan->n_cells; c++) {
        b->last[c] = b->past->n;
        for (size_t r = b->past->n; r-- > 0 && b->last[c] == b->past->n;) {
            const struct vintage *v = &b->past->vintage[r];
            if (v->standing[c] != SYN_STANDING_OPEN && !is_alone(v, c))
                b->last[c] = r;
        }
    }
}

/* Takes inner count I as it was.  Returns whether that is another number. */
static bool hold(struct beside *b, uint32_t i)
{
    int64_t before = inner_at(b, b->past->n - 1)[i];
    bool changes = b->inner[i] != before;

    b->inner[i] = before;
    return changes;
}

static bool hold_cell(struct beside *b, size_t cell)
{
    bool any = false;

    for (size_t i = 0; i < b->plan->cells[cell].n_cover; i++)
        any |= hold(b, b->plan->cells[cell].cover[i]);
    return any;
}

/* Whether CELL, one inner count, may not be what it is now: the correction is
 * small, or what it corrects to may not be shown. */
static bool waits(const struct beside *b, size_t c)
{
    const struct syn_plan_cell *cell = &b->plan->cells[c];
    int threshold = cell->threshold ? cell->threshold : b->plan->threshold;

    if (cell->n_cover != 1 || !is_out(b, c))
        return false;
    int64_t now = b->inner[*cell->cover];
    int64_t before = inner_at(b, b->past->n - 1)[*cell->cover];
    return llabs(now - before) < threshold || (now > 0 && now < threshold);
}

static void take_inner(struct beside *b)
{
    const struct syn_plan *plan = b->plan;

    b->inner = syn_arena_alloc(b->arena, plan->n_inner, sizeof *b->inner);
    memcpy(b->inner, plan->inner, plan->n_inner * sizeof *b->inner);
    for (uint32_t i = 0; b->past->frozen && i < plan->n_inner; i++)
        (void)hold(b, i); /* (5) */
    for (size_t c = 0; c < plan->n_cells; c++)
        if (waits(b, c))
            (void)hold_cell(b, c);
}

/* Holds back all that is in a bound which does not hold of the counts as taken:
 * a total whose parts do not make it any more would tell what waits. */
static void cohere(struct beside *b)
{
    bool any;

    do {
        any = false;
        for (size_t i = 0; i < b->plan->n_bounds; i++) {
            const struct syn_plan_bound *bound = &b->plan->bounds[i];
            int64_t sum = 0;
            for (size_t k = 0; k < bound->n; k++)
                sum += bound->weight[k] *
                       syn_plan_sum(&b->plan->cells[bound->cell[k]], b->inner);
            for (size_t k = 0; k < bound->n && sum < bound->low; k++)
                any |= hold_cell(b, bound->cell[k]);
        }
    } while (any);
}

/* Holds back what cells that are out and were not DECIDED to be shown are made
 * of.  Returns whether there was anything to hold. */
static bool hold_more(struct beside *b, const struct syn_protected *decided)
{
    bool any = false;

    for (size_t c = 0; c < b->n_now; c++)
        if (is_out(b, c) && decided->decision[c] != SYN_SHOW)
            any |= hold_cell(b, c);
    return any;
}

/* Takes the cells that are tied to those that are NEAR as near, too.  Returns
 * whether there were any. */
static bool widen(const struct beside *b, bool *near)
{
    const struct syn_plan *plan = b->plan;
    bool *within = syn_arena_alloc(b->arena, plan->n_inner, sizeof *within);
    bool *next = syn_arena_alloc(b->arena, plan->n_cells, sizeof *next);
    bool any = false;

    for (size_t c = 0; c < plan->n_cells; c++)
        for (size_t i = 0; near[c] && i < plan->cells[c].n_cover; i++)
            within[plan->cells[c].cover[i]] = true;
    for (size_t c = 0; c < plan->n_cells; c++)
        for (size_t i = 0; i < plan->cells[c].n_cover; i++)
            next[c] |= within[plan->cells[c].cover[i]];
    for (size_t i = 0; i < plan->n_pairs; i++) {
        const struct syn_plan_pair *p = &plan->pairs[i];
        next[p->first] |= near[p->second];
        next[p->second] |= near[p->first];
    }
    for (size_t i = 0; i < plan->n_bounds; i++) {
        const struct syn_plan_bound *bound = &plan->bounds[i];
        bool touched = false;
        for (size_t k = 0; k < bound->n; k++)
            touched |= near[bound->cell[k]];
        for (size_t k = 0; k < bound->n && touched; k++)
            next[bound->cell[k]] = true;
    }
    for (size_t c = 0; c < plan->n_cells; c++) {
        any |= next[c] && !near[c];
        near[c] |= next[c];
    }
    return any;
}

/* Holds back what is nearest to the target that could not be hidden.  Returns
 * whether there was anything to hold. */
static bool hold_around(struct beside *b, const struct syn_protected *decided)
{
    bool *near = syn_arena_alloc(b->arena, b->plan->n_cells, sizeof *near);

    near[b->origin[decided->stuck.first]] = true;
    if (decided->stuck.second != SYN_NO_CELL)
        near[b->origin[decided->stuck.second]] = true;
    do {
        bool any = false;
        for (size_t c = 0; c < b->plan->n_cells; c++)
            any |= near[c] && hold_cell(b, c);
        if (any)
            return true;
    } while (widen(b, near));
    return false;
}

/* --- counts (2) -------------------------------------------------------- */

/* The number of inner count I of vintage R: that of a later vintage where it is
 * the same, or SYN_NO_CELL. */
static uint32_t find_count(const struct beside *b, size_t r, size_t i)
{
    for (size_t s = r + 1; s <= b->past->n; s++)
        if (inner_at(b, s)[i] == inner_at(b, r)[i])
            return b->count[s][i];
    return SYN_NO_CELL;
}

static void make_counts(struct beside *b)
{
    size_t n = b->past->n, n_inner = b->plan->n_inner;

    b->value = syn_arena_alloc(
        b->arena, (n + 1) * n_inner + n * b->plan->n_cells, sizeof *b->value);
    b->count = syn_arena_alloc(b->arena, n + 1, sizeof *b->count);
    for (size_t r = n + 1; r-- > 0;) {
        b->count[r] = syn_arena_alloc(b->arena, n_inner, sizeof **b->count);
        for (size_t i = 0; i < n_inner; i++) {
            b->count[r][i] = find_count(b, r, i);
            if (b->count[r][i] != SYN_NO_CELL)
                continue;
            b->count[r][i] = (uint32_t)b->all.n_inner;
            b->value[b->all.n_inner++] = inner_at(b, r)[i];
        }
    }
}

static int by_number(const void *a, const void *b)
{
    const uint32_t *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

/* Whether CELL is made of other counts in vintage R than in S. */
static bool differs(const struct beside *b,
                    const struct syn_plan_cell *cell,
                    size_t r,
                    size_t s)
{
    for (size_t i = 0; i < cell->n_cover; i++)
        if (b->count[r][cell->cover[i]] != b->count[s][cell->cover[i]])
            return true;
    return false;
}

/* What CELL is made of in vintage R; what is now has the numbers of the plan.
 */
static const uint32_t *
cover_at(const struct beside *b, const struct syn_plan_cell *cell, size_t r)
{
    if (!differs(b, cell, r, b->past->n))
        return cell->cover;
    uint32_t *cover = syn_arena_alloc(b->arena, cell->n_cover, sizeof *cover);
    for (size_t i = 0; i < cell->n_cover; i++)
        cover[i] = b->count[r][cell->cover[i]];
    qsort(cover, cell->n_cover, sizeof *cover, by_number);
    return cover;
}

/* --- the plan of all --------------------------------------------------- */

static void make_room(struct beside *b)
{
    const struct syn_plan *plan = b->plan;
    size_t n = b->past->n + 1, cells = n * plan->n_cells;

    b->cells = syn_arena_alloc(b->arena, cells, sizeof *b->cells);
    b->origin = syn_arena_alloc(b->arena, cells, sizeof *b->origin);
    b->pairs =
        syn_arena_alloc(b->arena, n * plan->n_pairs + cells, sizeof *b->pairs);
    b->bounds =
        syn_arena_alloc(b->arena, n * plan->n_bounds, sizeof *b->bounds);
    b->at = syn_arena_alloc(b->arena, plan->n_cells, sizeof *b->at);
    b->said = syn_arena_alloc(b->arena, plan->n_cells, sizeof *b->said);
}

static uint32_t
add_cell(struct beside *b, struct syn_plan_cell cell, size_t origin)
{
    b->origin[b->all.n_cells] = (uint32_t)origin;
    b->cells[b->all.n_cells] = cell;
    return (uint32_t)b->all.n_cells++;
}

/* (3) The cells of the plan, in its order. */
static void add_now(struct beside *b)
{
    for (size_t c = 0; c < b->plan->n_cells; c++) {
        struct syn_plan_cell cell = b->plan->cells[c];
        b->at[c] = b->said[c] = SYN_NO_CELL;
        if (c >= b->n_now)
            continue;
        if (is_said(b, c) && !is_out(b, c))
            cell.standing = SYN_STANDING_HIDDEN;
        b->at[c] = add_cell(b, cell, c);
    }
}

static void keep_apart(struct beside *b, size_t cell, uint32_t from)
{
    if (cell < b->n_now)
        b->pairs[b->all.n_pairs++] =
            (struct syn_plan_pair){(uint32_t)cell, from};
}

/* A number that is known and no sum of anything. */
static void add_alone(struct beside *b, size_t c, int64_t value)
{
    struct syn_plan_cell cell = b->plan->cells[c];
    uint32_t *cover = syn_arena_alloc(b->arena, 1, sizeof *cover);

    *cover = (uint32_t)b->all.n_inner;
    b->value[b->all.n_inner++] = value;
    cell.cover = cover;
    cell.n_cover = 1;
    cell.standing = SYN_STANDING_SHOWN;
    keep_apart(b, c, add_cell(b, cell, c));
}

/* Notes STANDING of a cell of ALL that another vintage has said already. */
static void join_standing(struct syn_plan_cell *cell,
                          enum syn_standing standing)
{
    if (standing == SYN_STANDING_SHOWN || cell->standing == SYN_STANDING_OPEN)
        cell->standing = standing;
}

/* What vintage R says of cell number C of the plan, as a cell of ALL. */
static uint32_t say(struct beside *b, size_t r, size_t c)
{
    const struct syn_plan_cell *cell = &b->plan->cells[c];
    enum syn_standing standing = b->past->vintage[r].standing[c];
    bool changed = differs(b, cell, r, b->past->n);
    uint32_t at = SYN_NO_CELL;

    if (c < b->n_now && !changed)
        at = (uint32_t)c;
    else if (b->said[c] != SYN_NO_CELL && !differs(b, cell, r, r + 1))
        at = b->said[c];
    if (at != SYN_NO_CELL) {
        join_standing(&b->cells[at], standing);
        return at;
    }
    struct syn_plan_cell old = *cell;
    old.cover = cover_at(b, cell, r);
    old.standing = standing;
    at = add_cell(b, old, c);
    if (changed)
        keep_apart(b, c, at);
    return at;
}

static void add_said(struct beside *b, size_t r)
{
    const struct vintage *v = &b->past->vintage[r];

    for (size_t c = 0; c < b->plan->n_cells; c++) {
        b->at[c] = SYN_NO_CELL;
        if (is_alone(v, c))
            add_alone(b, c, v->alone[c]);
        else if (v->standing[c] != SYN_STANDING_OPEN)
            b->at[c] = say(b, r, c);
    }
    memcpy(b->said, b->at, b->plan->n_cells * sizeof *b->said);
}

static void add_pairs(struct beside *b, size_t r)
{
    for (size_t i = 0; i < b->plan->n_pairs; i++) {
        const struct syn_plan_pair *p = &b->plan->pairs[i];
        const struct syn_plan_cell *cells = b->plan->cells;
        if (b->at[p->first] == SYN_NO_CELL || b->at[p->second] == SYN_NO_CELL)
            continue;
        if (r == b->past->n || differs(b, &cells[p->first], r, b->past->n) ||
            differs(b, &cells[p->second], r, b->past->n))
            b->pairs[b->all.n_pairs++] =
                (struct syn_plan_pair){b->at[p->first], b->at[p->second]};
    }
}

/* What is known of the counts of vintage R, where it is true of them. */
static void add_bounds(struct beside *b, size_t r)
{
    for (size_t i = 0; i < b->plan->n_bounds; i++) {
        const struct syn_plan_bound *said = &b->plan->bounds[i];
        uint32_t *cell = syn_arena_alloc(b->arena, said->n, sizeof *cell);
        int64_t sum = 0;
        bool good = true, fresh = r == b->past->n;
        for (size_t k = 0; good && k < said->n; k++) {
            const struct syn_plan_cell *of = &b->plan->cells[said->cell[k]];
            cell[k] = b->at[said->cell[k]];
            sum += said->weight[k] * syn_plan_sum(of, inner_at(b, r));
            good = cell[k] != SYN_NO_CELL;
            fresh = fresh || differs(b, of, r, b->past->n);
        }
        if (!good || !fresh || sum < said->low)
            continue;
        b->bounds[b->all.n_bounds] = *said;
        b->bounds[b->all.n_bounds++].cell = cell;
    }
}

static void make_all(struct beside *b)
{
    b->all = (struct syn_plan){.threshold = b->plan->threshold,
                               .width = b->plan->width,
                               .zeros = b->plan->zeros};
    make_counts(b);
    make_room(b);
    for (size_t r = b->past->n + 1; r-- > 0;) {
        if (r == b->past->n)
            add_now(b);
        else
            add_said(b, r);
        add_pairs(b, r);
        add_bounds(b, r);
    }
    b->all.inner = b->value;
    b->all.cells = b->cells;
    b->all.pairs = b->pairs;
    b->all.bounds = b->bounds;
}

/* --- the outcome ------------------------------------------------------- */

/* What is out is out.  Returns how many of those are another number by now. */
static size_t take_cells(struct syn_protected *out, const struct beside *b)
{
    size_t pending = 0;

    for (size_t c = 0; c < b->plan->n_cells; c++) {
        const struct syn_plan_cell *cell = &b->plan->cells[c];
        if (!is_out(b, c))
            continue;
        int64_t shown = syn_plan_sum(cell, inner_at(b, b->last[c]));
        if (c < b->n_now && out->decision[c] == SYN_SHOW)
            shown = out->value[c];
        if (c < b->n_now) {
            out->decision[c] = SYN_SHOW;
            out->value[c] = shown;
        }
        pending += shown != syn_plan_sum(cell, b->plan->inner);
    }
    return pending;
}

/* Names cells by their numbers in the plan. */
static void take_refusal(struct syn_protected *out, const struct beside *b)
{
    out->stuck.first = b->origin[out->stuck.first];
    if (out->stuck.second != SYN_NO_CELL)
        out->stuck.second = b->origin[out->stuck.second];
    for (size_t i = 0; i < out->n_cause; i++)
        out->cause[i] = b->origin[out->cause[i]];
}

void syn_ledger_protect(struct syn_protected *out,
                        size_t *n_pending,
                        const struct syn_plan *plan,
                        size_t n_now,
                        const struct past *past,
                        struct syn_arena *arena)
{
    struct beside b = {
        .plan = plan, .n_now = n_now, .past = past, .arena = arena};

    *n_pending = 0;
    if (!past->n) {
        syn_plan_recall(out, plan, past->memory, arena);
        return;
    }
    find_last(&b);
    take_inner(&b);
    do {
        cohere(&b);
        make_all(&b);
        syn_plan_recall(out, &b.all, past->memory, arena);
    } while (out->refused ? hold_around(&b, out) : hold_more(&b, out));
    if (out->refused)
        take_refusal(out, &b);
    else
        *n_pending = take_cells(out, &b);
}

enum syn_status syn_ledger_refuse(const char *table,
                                  const char *target,
                                  const char *causes,
                                  const char *dimension,
                                  struct syn_diag *diag)
{
    return syn_diag_fail(
        diag, SYN_EDISCLOSURE, (struct syn_loc){0}, "release.refused",
        "table %s: %s cannot be hidden beside what was published earlier: %s; "
        "leave the table out, or join the finest nodes of \"%s\"",
        table, target, causes, dimension);
}
