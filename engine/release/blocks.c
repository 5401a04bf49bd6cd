/* A plan falls apart into blocks that share no inner count: sources, years.
 * Each is protected alone, for the cost grows faster than the size. */
#include <samsyn/release/protect.h>

#include <string.h>

#include "parts.h"

/* BLOCK[i] of each inner count, LOCAL[i] its number there; the cells of block b
 * are CELL[FIRST[b]] to CELL[FIRST[b + 1] - 1].  A cell of nothing is in none.
 */
struct blocks {
    const struct syn_plan *plan;
    uint32_t *block, *local;
    uint32_t n;
    uint32_t *cell, *first;
    uint32_t *place; /* Of each cell in its block. */
    struct syn_arena *arena;
};

static uint32_t root_of(uint32_t *up, uint32_t i)
{
    while (up[i] != i)
        i = up[i] = up[up[i]];
    return i;
}

static void join(uint32_t *up, uint32_t a, uint32_t b)
{
    uint32_t x = root_of(up, a), y = root_of(up, b);

    up[x > y ? x : y] = x > y ? y : x;
}

static void
join_cells(uint32_t *up, const struct syn_plan *plan, uint32_t a, uint32_t b)
{
    if (plan->cells[a].n_cover && plan->cells[b].n_cover)
        join(up, plan->cells[a].cover[0], plan->cells[b].cover[0]);
}

/* Every inner count of a block hangs on the first one. */
static uint32_t *hang_together(const struct syn_plan *plan,
                               struct syn_arena *arena)
{
    uint32_t *up = syn_arena_alloc(arena, plan->n_inner, sizeof *up);

    for (uint32_t i = 0; i < plan->n_inner; i++)
        up[i] = i;
    for (size_t c = 0; c < plan->n_cells; c++)
        for (size_t i = 1; i < plan->cells[c].n_cover; i++)
            join(up, plan->cells[c].cover[0], plan->cells[c].cover[i]);
    for (size_t i = 0; i < plan->n_pairs; i++)
        join_cells(up, plan, plan->pairs[i].first, plan->pairs[i].second);
    for (size_t b = 0; b < plan->n_bounds; b++)
        for (size_t i = 1; i < plan->bounds[b].n; i++)
            join_cells(up, plan, plan->bounds[b].cell[0],
                       plan->bounds[b].cell[i]);
    return up;
}

/* The block of cell C, or UINT32_MAX. */
static uint32_t block_of(const struct blocks *b, size_t c)
{
    const struct syn_plan_cell *cell = &b->plan->cells[c];

    return cell->n_cover ? b->block[cell->cover[0]] : UINT32_MAX;
}

static struct blocks make_blocks(const struct syn_plan *plan,
                                 struct syn_arena *arena)
{
    uint32_t *up = hang_together(plan, arena);
    uint32_t *size = syn_arena_alloc(arena, plan->n_inner, sizeof *size);
    struct blocks b = {
        .plan = plan,
        .block = syn_arena_alloc(arena, plan->n_inner, sizeof *b.block),
        .local = syn_arena_alloc(arena, plan->n_inner, sizeof *b.local),
        .cell = syn_arena_alloc(arena, plan->n_cells, sizeof *b.cell),
        .place = syn_arena_alloc(arena, plan->n_cells, sizeof *b.place),
        .arena = arena};

    for (uint32_t i = 0; i < plan->n_inner; i++) {
        uint32_t root = root_of(up, i);
        b.block[i] = root == i ? b.n++ : b.block[root];
        b.local[i] = size[b.block[i]]++;
    }
    b.first = syn_arena_alloc(arena, (size_t)b.n + 2, sizeof *b.first);
    for (size_t c = 0; c < plan->n_cells; c++)
        if (plan->cells[c].n_cover)
            b.place[c] = b.first[block_of(&b, c) + 2]++;
    for (uint32_t i = 2; i < b.n + 2; i++)
        b.first[i] += b.first[i - 1];
    for (uint32_t c = 0; c < plan->n_cells; c++)
        if (plan->cells[c].n_cover)
            b.cell[b.first[block_of(&b, c) + 1]++] = c;
    return b;
}

/* --- one block --------------------------------------------------------- */

static const int64_t *
inner_of(size_t *n, const struct blocks *b, uint32_t block)
{
    int64_t *inner;

    *n = 0;
    for (size_t i = 0; i < b->plan->n_inner; i++)
        *n += b->block[i] == block;
    inner = syn_arena_alloc(b->arena, *n, sizeof *inner);
    for (size_t i = 0; i < b->plan->n_inner; i++)
        if (b->block[i] == block)
            inner[b->local[i]] = b->plan->inner[i];
    return inner;
}

static struct syn_plan_cell *cells_of(const struct blocks *b, uint32_t block)
{
    uint32_t from = b->first[block], n = b->first[block + 1] - from;
    struct syn_plan_cell *cells = syn_arena_alloc(b->arena, n, sizeof *cells);

    for (uint32_t i = 0; i < n; i++) {
        const struct syn_plan_cell *cell = &b->plan->cells[b->cell[from + i]];
        uint32_t *cover =
            syn_arena_alloc(b->arena, cell->n_cover, sizeof *cover);
        for (size_t j = 0; j < cell->n_cover; j++)
            cover[j] = b->local[cell->cover[j]];
        cells[i] = *cell;
        cells[i].cover = cover;
    }
    return cells;
}

static void
take_pairs(struct syn_plan *out, const struct blocks *b, uint32_t block)
{
    const struct syn_plan *plan = b->plan;
    struct syn_plan_pair *pairs =
        syn_arena_alloc(b->arena, plan->n_pairs, sizeof *pairs);

    for (size_t i = 0; i < plan->n_pairs; i++) {
        const struct syn_plan_pair *p = &plan->pairs[i];
        if (block_of(b, p->first) == block && block_of(b, p->second) == block)
            pairs[out->n_pairs++] =
                (struct syn_plan_pair){b->place[p->first], b->place[p->second]};
    }
    out->pairs = pairs;
}

/* A cell of nothing is 0 and says nothing. */
static void
take_bounds(struct syn_plan *out, const struct blocks *b, uint32_t block)
{
    const struct syn_plan *plan = b->plan;
    struct syn_plan_bound *bounds =
        syn_arena_alloc(b->arena, plan->n_bounds, sizeof *bounds);

    for (size_t i = 0; i < plan->n_bounds; i++) {
        const struct syn_plan_bound *said = &plan->bounds[i];
        struct syn_plan_bound *bound = &bounds[out->n_bounds];
        uint32_t *cell = syn_arena_alloc(b->arena, said->n, sizeof *cell);
        int *weight = syn_arena_alloc(b->arena, said->n, sizeof *weight);
        *bound = (struct syn_plan_bound){
            .cell = cell, .weight = weight, .low = said->low};
        for (size_t j = 0; j < said->n; j++)
            if (block_of(b, said->cell[j]) == block) {
                weight[bound->n] = said->weight[j];
                cell[bound->n++] = b->place[said->cell[j]];
            }
        out->n_bounds += bound->n > 0;
    }
    out->bounds = bounds;
}

/* --- all of them ------------------------------------------------------- */

static void take_block(struct syn_protected *out,
                       const struct syn_protected *part,
                       const uint32_t *cell,
                       size_t n)
{
    for (size_t i = 0; i < n; i++) {
        out->decision[cell[i]] = part->decision[i];
        out->value[cell[i]] = part->value[i];
    }
    out->n_primary += part->n_primary;
    out->n_virtual += part->n_virtual;
    out->n_proved += part->n_proved;
    out->n_exposed += part->n_exposed;
    out->refused = part->refused;
    if (!part->refused)
        return;
    out->stuck.first = cell[part->stuck.first];
    out->stuck.second = part->stuck.second == SYN_NO_CELL
                            ? SYN_NO_CELL
                            : cell[part->stuck.second];
    for (size_t i = 0; i < part->n_cause; i++)
        out->cause[out->n_cause++] = cell[part->cause[i]];
}

/* What is nothing is shown, unless it was hidden before. */
static void take_nothing(struct syn_protected *out, const struct syn_plan *plan)
{
    for (size_t c = 0; c < plan->n_cells; c++) {
        const struct syn_plan_cell *cell = &plan->cells[c];
        if (!cell->n_cover && cell->standing != SYN_STANDING_SHOWN &&
            (cell->sensitive || cell->standing == SYN_STANDING_HIDDEN))
            out->decision[c] = SYN_HIDE_SECONDARY;
    }
}

void syn_plan_protect(struct syn_protected *out,
                      const struct syn_plan *plan,
                      struct syn_arena *arena)
{
    *out = (struct syn_protected){
        .decision =
            syn_arena_alloc(arena, plan->n_cells, sizeof *out->decision),
        .value = syn_arena_alloc(arena, plan->n_cells, sizeof *out->value),
        .cause = syn_arena_alloc(arena, plan->n_cells, sizeof *out->cause)};
    struct syn_arena_mark all = syn_arena_mark(arena);
    struct blocks b = make_blocks(plan, arena);
    take_nothing(out, plan);
    for (uint32_t block = 0; block < b.n && !out->refused; block++) {
        struct syn_arena_mark mark = syn_arena_mark(arena);
        struct syn_plan part = *plan;
        struct syn_protected decided;
        part.n_cells = b.first[block + 1] - b.first[block];
        if (!part.n_cells)
            continue;
        part.n_pairs = part.n_bounds = 0;
        part.inner = inner_of(&part.n_inner, &b, block);
        part.cells = cells_of(&b, block);
        take_pairs(&part, &b, block);
        take_bounds(&part, &b, block);
        syn_block_protect(&decided, &part, arena);
        take_block(out, &decided, b.cell + b.first[block], part.n_cells);
        syn_arena_rewind(arena, mark);
    }
    syn_arena_rewind(arena, all);
}
