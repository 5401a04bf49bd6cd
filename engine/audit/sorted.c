/* Which rows, goals and peaks belong to which block. */
#include "solver.h"

/* The block of ROW, or n_blocks where all variables have their value. */
static size_t block_of(const struct problem *p, const struct row *row)
{
    for (size_t i = 0; i < row->n; i++)
        if (p->fixed[row->at[i]] < 0)
            return p->block[row->at[i]];
    return p->n_blocks;
}

static size_t block_of_peak(const struct problem *p, const struct peak *peak)
{
    size_t block = p->n_blocks;

    for (size_t i = 0; i < peak->n && block == p->n_blocks; i++)
        block = block_of(p, &p->rows[peak->row[i]]);
    return block;
}

static size_t block_at(const struct problem *p, enum sorted_kind kind, size_t i)
{
    if (kind == VARS)
        return p->fixed[i] < 0 ? p->block[i] : p->n_blocks;
    if (kind == ROWS)
        return block_of(p, &p->rows[i]);
    return kind == GOALS ? block_of(p, &p->goals[i])
                         : block_of_peak(p, &p->peaks[i]);
}

void syn_sorted_make(struct sorted *out,
                     const struct problem *p,
                     enum sorted_kind kind,
                     size_t n)
{
    out->item = syn_arena_alloc(p->arena, n + 1, sizeof *out->item);
    out->start = syn_arena_alloc(p->arena, p->n_blocks + 3, sizeof *out->start);
    for (size_t i = 0; i < n; i++)
        out->start[block_at(p, kind, i) + 2]++;
    for (size_t i = 2; i < p->n_blocks + 3; i++)
        out->start[i] += out->start[i - 1];
    for (size_t i = 0; i < n; i++)
        out->item[out->start[block_at(p, kind, i) + 1]++] = (uint32_t)i;
}

size_t syn_sorted_count(const struct sorted *s, size_t block)
{
    return s->start[block + 1] - s->start[block];
}

uint32_t syn_sorted_item(const struct sorted *s, size_t block, size_t i)
{
    return s->item[s->start[block] + i];
}
