#include "recall.h"

#include <string.h>

#include <samsyn/base/hash.h>

/* Another number for another way to decide, in the same version. */
#define WAY "1 " SYN_VERSION

enum { N_COUNTS = 4, COUNTS_BYTES = N_COUNTS * sizeof(int64_t) };

static void add_number(struct syn_sha256 *hash, int64_t n)
{
    syn_sha256_update(hash, &n, sizeof n);
}

static void add_cell(struct syn_sha256 *hash, const struct syn_plan_cell *cell)
{
    add_number(hash, (int64_t)cell->n_cover);
    syn_sha256_update(hash, cell->cover, cell->n_cover * sizeof *cell->cover);
    add_number(hash, cell->standing);
    add_number(hash, cell->sensitive);
    add_number(hash, cell->threshold);
    add_number(hash, cell->importance);
    add_number(hash, cell->size);
}

static void add_bound(struct syn_sha256 *hash, const struct syn_plan_bound *b)
{
    add_number(hash, (int64_t)b->n);
    syn_sha256_update(hash, b->cell, b->n * sizeof *b->cell);
    syn_sha256_update(hash, b->weight, b->n * sizeof *b->weight);
    add_number(hash, b->low);
}

/* All that decides. */
static void make_key(char out[SYN_SHA256_HEX], const struct syn_plan *plan)
{
    struct syn_sha256 hash;

    syn_sha256_init(&hash);
    syn_sha256_update(&hash, WAY, sizeof WAY);
    add_number(&hash, plan->threshold);
    add_number(&hash, plan->width);
    add_number(&hash, plan->zeros);
    add_number(&hash, (int64_t)plan->n_inner);
    syn_sha256_update(&hash, plan->inner, plan->n_inner * sizeof *plan->inner);
    add_number(&hash, (int64_t)plan->n_cells);
    for (size_t i = 0; i < plan->n_cells; i++)
        add_cell(&hash, &plan->cells[i]);
    add_number(&hash, (int64_t)plan->n_pairs);
    syn_sha256_update(&hash, plan->pairs, plan->n_pairs * sizeof *plan->pairs);
    add_number(&hash, (int64_t)plan->n_bounds);
    for (size_t i = 0; i < plan->n_bounds; i++)
        add_bound(&hash, &plan->bounds[i]);
    syn_sha256_final(&hash, out);
}

/* What is kept: four counts, and a byte for each cell. */
static void
pack(unsigned char *bytes, const struct syn_protected *decided, size_t n_cells)
{
    const int64_t counts[N_COUNTS] = {
        (int64_t)decided->n_primary, (int64_t)decided->n_virtual,
        (int64_t)decided->n_proved, (int64_t)decided->n_exposed};

    memcpy(bytes, counts, COUNTS_BYTES);
    for (size_t i = 0; i < n_cells; i++)
        bytes[COUNTS_BYTES + i] = (unsigned char)decided->decision[i];
}

static void unpack(struct syn_protected *out,
                   const unsigned char *bytes,
                   const struct syn_plan *plan,
                   struct syn_arena *arena)
{
    size_t n = plan->n_cells;
    int64_t counts[N_COUNTS];

    memcpy(counts, bytes, COUNTS_BYTES);
    *out = (struct syn_protected){
        .decision = syn_arena_alloc(arena, n, sizeof *out->decision),
        .value = syn_arena_alloc(arena, n, sizeof *out->value),
        .cause = syn_arena_alloc(arena, n, sizeof *out->cause),
        .n_primary = (size_t)counts[0],
        .n_virtual = (size_t)counts[1],
        .n_proved = (size_t)counts[2],
        .n_exposed = (size_t)counts[3]};
    for (size_t c = 0; c < n; c++) {
        out->decision[c] = (enum syn_decision)bytes[COUNTS_BYTES + c];
        out->value[c] = syn_plan_sum(&plan->cells[c], plan->inner);
    }
}

void syn_plan_recall(struct syn_protected *out,
                     const struct syn_plan *plan,
                     const struct syn_memory *memory,
                     struct syn_arena *arena)
{
    size_t n = COUNTS_BYTES + plan->n_cells;
    char key[SYN_SHA256_HEX];

    if (!memory) {
        syn_plan_protect(out, plan, arena);
        return;
    }
    unsigned char *bytes = syn_arena_alloc(arena, n, 1);
    make_key(key, plan);
    if (memory->recall(memory->data, key, bytes, n)) {
        unpack(out, bytes, plan, arena);
        return;
    }
    syn_plan_protect(out, plan, arena);
    if (out->refused)
        return;
    pack(bytes, out, plan->n_cells);
    memory->keep(memory->data, key, bytes, n);
}
