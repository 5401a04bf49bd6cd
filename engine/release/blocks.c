/* A plan falls apart into blocks that share no inner count: sources, years.
 * Each is protected alone, for the cost grows faster than the size; two at a
 * time, which changes nothing in what is decided. */
#include <samsyn/release/protect.h>

#include <string.h>

#include <pthread.h>

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

/* What the workers share. */
struct work {
    pthread_mutex_t lock;
    uint32_t next;    /* Block that nobody has begun. */
    uint32_t refused; /* The first one that is; or none. */
    struct syn_protected *out;
};

/* Each has an arena of its own. */
struct worker {
    struct work *work;
    struct blocks blocks;
    pthread_t thread;
};

/* Decides on BLOCK alone.  The answer lasts until its arena is rewound. */
static size_t
protect_block(struct syn_protected *out, const struct blocks *b, uint32_t block)
{
    struct syn_plan part = *b->plan;

    part.n_cells = b->first[block + 1] - b->first[block];
    part.n_pairs = part.n_bounds = 0;
    *out = (struct syn_protected){0};
    if (!part.n_cells)
        return 0;
    part.inner = inner_of(&part.n_inner, b, block);
    part.cells = cells_of(b, block);
    take_pairs(&part, b, block);
    take_bounds(&part, b, block);
    syn_block_protect(out, &part, b->arena);
    return part.n_cells;
}

/* Blocks share no cell. */
static void take_block(struct work *work,
                       const struct blocks *b,
                       uint32_t block,
                       const struct syn_protected *part,
                       size_t n)
{
    struct syn_protected *out = work->out;
    const uint32_t *cell = b->cell + b->first[block];

    for (size_t i = 0; i < n; i++) {
        out->decision[cell[i]] = part->decision[i];
        out->value[cell[i]] = part->value[i];
    }
    pthread_mutex_lock(&work->lock);
    out->n_primary += part->n_primary;
    out->n_virtual += part->n_virtual;
    out->n_proved += part->n_proved;
    out->n_exposed += part->n_exposed;
    if (part->refused && block < work->refused)
        work->refused = block;
    pthread_mutex_unlock(&work->lock);
}

static uint32_t next_block(struct work *work)
{
    pthread_mutex_lock(&work->lock);
    uint32_t block = work->next++;
    pthread_mutex_unlock(&work->lock);
    return block;
}

static void *do_work(void *data)
{
    struct worker *w = data;
    uint32_t block;

    while ((block = next_block(w->work)) < w->blocks.n) {
        struct syn_arena_mark mark = syn_arena_mark(w->blocks.arena);
        struct syn_protected part;
        size_t n = protect_block(&part, &w->blocks, block);
        take_block(w->work, &w->blocks, block, &part, n);
        syn_arena_rewind(w->blocks.arena, mark);
    }
    return NULL;
}

static void *do_work_apart(void *data)
{
    do_work(data);
    syn_search_forget();
    return NULL;
}

static void work_together(struct work *work, const struct blocks *b)
{
    struct worker self = {.work = work, .blocks = *b}, other = self;

    other.blocks.arena = syn_arena_new(SIZE_MAX);
    bool helped = b->n > 1 && pthread_create(&other.thread, NULL, do_work_apart,
                                             &other) == 0;
    do_work(&self);
    if (helped)
        pthread_join(other.thread, NULL);
    syn_arena_free(other.blocks.arena);
}

/* Says why BLOCK was refused, in the numbers of the whole plan. */
static void explain_refusal(struct syn_protected *out,
                            const struct blocks *b,
                            uint32_t block)
{
    const uint32_t *cell = b->cell + b->first[block];
    struct syn_protected part;

    protect_block(&part, b, block);
    out->refused = true;
    out->stuck.first = cell[part.stuck.first];
    out->stuck.second = part.stuck.second == SYN_NO_CELL
                            ? SYN_NO_CELL
                            : cell[part.stuck.second];
    for (size_t i = 0; i < part.n_cause; i++)
        out->cause[out->n_cause++] = cell[part.cause[i]];
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
    struct work work = {.refused = UINT32_MAX, .out = out};
    pthread_mutex_init(&work.lock, NULL);
    take_nothing(out, plan);
    work_together(&work, &b);
    pthread_mutex_destroy(&work.lock);
    if (work.refused != UINT32_MAX)
        explain_refusal(out, &b, work.refused);
    syn_arena_rewind(arena, all);
}
