#include "problem.h"

#include <string.h>

/* More inner cells than this are a table that nobody publishes. */
enum { MOST_INNER = 1 << 23 };

/* The grid of inner cells: for each dimension, atoms of leaves that no used
 * node tells apart. */
struct grid {
    size_t n_dims, n_inner;
    size_t *stride;
    uint32_t ***atoms; /* ATOMS[dim][node], of used nodes. */
    size_t **n_atoms;
};

struct builder {
    struct problem *problem;
    const struct book *book;
    struct grid grid;
    bool *used;      /* Cells that something is known or asked of. */
    uint32_t *inner; /* Scratch: the inner cells of one cell. */
    size_t n;
    uint32_t *variable; /* Of each inner cell + 1; 0: of none. */
    bool *first;        /* Whether it is the first of its variable. */
    int64_t *sum;       /* Scratch: of each variable, 0 between uses; */
    bool *seen;         /* the same. */
    uint32_t *touched;
};

wide syn_row_sum(const struct row *row, const int64_t *x)
{
    wide sum = 0;

    for (size_t i = 0; i < row->n; i++)
        sum += (wide)row->by[i] * x[row->at[i]];
    return sum;
}

bool syn_row_holds(const struct row *row, const int64_t *x)
{
    wide sum = syn_row_sum(row, x);

    return (row->low == NO_LOW || sum >= row->low) &&
           (row->high == NO_HIGH || sum <= row->high);
}

/* --- inner cells --------------------------------------------------------- */

static void mark_used(struct builder *b, const struct target *t, size_t n)
{
    const struct book *book = b->book;

    b->used = syn_arena_alloc(book->arena, book->keys.n + 1, sizeof *b->used);
    for (size_t i = 0; i < book->keys.n; i++)
        b->used[i] = book->cells[i].low > 0 || book->cells[i].high != NO_HIGH;
    for (size_t i = 0; i < book->n_relations; i++)
        for (size_t k = 0; k < book->relations[i].n; k++)
            b->used[book->relations[i].at[k]] = true;
    for (size_t i = 0; i < book->n_maxima; i++)
        for (size_t k = 0; k < book->maxima[i].n; k++)
            b->used[book->maxima[i].at[k]] = true;
    for (size_t i = 0; i < n; i++)
        b->used[t[i].cell] = true;
}

static uint64_t mix(uint64_t x)
{
    x += UINT64_C(0x9e3779b97f4a7c15); /* splitmix64 (Steele et al. 2014). */
    x = (x ^ x >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    x = (x ^ x >> 27) * UINT64_C(0x94d049bb133111eb);
    return x ^ x >> 31;
}

/* The set of things that something is in, as 128 bits: sets that differ have
 * the same with a chance of one in 2^128. */
struct set {
    uint64_t part[2];
};

static void put_into(struct set *set, uint64_t thing)
{
    set->part[0] += mix(2 * thing);
    set->part[1] += mix(2 * thing + 1);
}

/* The atoms of dimension DIM; returns how many. */
static size_t split(struct builder *b, size_t dim)
{
    struct syn_arena *arena = b->book->arena;
    const struct dimension *d = &b->book->space.dims[dim];
    size_t n = d->names.n;
    bool *used = syn_arena_alloc(arena, n + 1, sizeof *used);
    struct set *sets = syn_arena_alloc(arena, n + 1, sizeof *sets);
    uint32_t *atom = syn_arena_alloc(arena, n + 1, sizeof *atom);
    struct index atoms = {.arena = arena};
    const struct set nothing = {{0}};

    for (size_t i = 0; i < b->book->keys.n; i++)
        if (b->used[i])
            used[b->book->cells[i].node[dim]] = true;
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; used[i] && k < d->nodes[i].n_leaves; k++)
            put_into(&sets[d->nodes[i].leaf[k]], i);
    for (size_t i = 0; i < n; i++)
        if (memcmp(&sets[i], &nothing, sizeof nothing) != 0)
            atom[i] = (uint32_t)syn_index_add(&atoms, &sets[i], sizeof *sets);
    b->grid.atoms[dim] = syn_arena_alloc(arena, n + 1, sizeof(uint32_t *));
    b->grid.n_atoms[dim] = syn_arena_alloc(arena, n + 1, sizeof(size_t));
    for (size_t i = 0; i < n; i++) {
        bool *taken = syn_arena_alloc(arena, atoms.n + 1, sizeof *taken);
        size_t *count = &b->grid.n_atoms[dim][i];
        if (!used[i])
            continue;
        b->grid.atoms[dim][i] =
            syn_arena_alloc(arena, atoms.n + 1, sizeof(uint32_t));
        for (size_t k = 0; k < d->nodes[i].n_leaves; k++) {
            uint32_t a = atom[d->nodes[i].leaf[k]];
            if (!taken[a])
                b->grid.atoms[dim][i][(*count)++] = a;
            taken[a] = true;
        }
    }
    return atoms.n ? atoms.n : 1;
}

static enum syn_status make_grid(struct builder *b)
{
    struct syn_arena *arena = b->book->arena;
    size_t n = b->book->space.n_dims;
    struct grid *g = &b->grid;

    g->n_dims = n;
    g->n_inner = 1;
    g->stride = syn_arena_alloc(arena, n + 1, sizeof *g->stride);
    g->atoms = syn_arena_alloc(arena, n + 1, sizeof *g->atoms);
    g->n_atoms = syn_arena_alloc(arena, n + 1, sizeof *g->n_atoms);
    for (size_t i = 0; i < n; i++) {
        size_t atoms = split(b, i);
        g->stride[i] = g->n_inner;
        if (atoms > MOST_INNER / g->n_inner)
            return SYN_EDOMAIN;
        g->n_inner *= atoms;
    }
    b->inner = syn_arena_alloc(arena, g->n_inner, sizeof *b->inner);
    return SYN_OK;
}

/* Fills b->inner with the inner cells of CELL. */
static void cover(struct builder *b, const struct cell *cell)
{
    const struct grid *g = &b->grid;

    b->inner[0] = 0;
    b->n = 1;
    for (size_t dim = 0; dim < g->n_dims; dim++) {
        const uint32_t *atom = g->atoms[dim][cell->node[dim]];
        size_t many = g->n_atoms[dim][cell->node[dim]], before = b->n;
        for (size_t k = many; k-- > 0;) /* The first last: it is in place. */
            for (size_t i = 0; i < before; i++)
                b->inner[k * before + i] =
                    b->inner[i] + atom[k] * (uint32_t)g->stride[dim];
        b->n = before * many;
    }
}

/* --- variables and rows -------------------------------------------------- */

static void make_variables(struct builder *b)
{
    struct syn_arena *arena = b->book->arena;
    struct set *sets = syn_arena_alloc(arena, b->grid.n_inner, sizeof *sets);
    struct index variables = {.arena = arena};
    const struct set nothing = {{0}};

    for (size_t i = 0; i < b->book->keys.n; i++) {
        if (!b->used[i])
            continue;
        cover(b, &b->book->cells[i]);
        for (size_t k = 0; k < b->n; k++)
            put_into(&sets[b->inner[k]], i);
    }
    b->variable = syn_arena_alloc(arena, b->grid.n_inner, sizeof *b->variable);
    b->first = syn_arena_alloc(arena, b->grid.n_inner, sizeof *b->first);
    for (size_t i = 0; i < b->grid.n_inner; i++) {
        if (memcmp(&sets[i], &nothing, sizeof nothing) == 0)
            continue;
        size_t before = variables.n;
        b->variable[i] =
            (uint32_t)syn_index_add(&variables, &sets[i], sizeof *sets) + 1;
        b->first[i] = b->variable[i] > before;
    }
    b->problem->n_vars = variables.n;
    b->sum = syn_arena_alloc(arena, variables.n + 1, sizeof *b->sum);
    b->seen = syn_arena_alloc(arena, variables.n + 1, sizeof *b->seen);
    b->touched = syn_arena_alloc(arena, variables.n + 1, sizeof *b->touched);
}

/* The sum of N cells, each BY times. */
static void sum_up(struct row *out,
                   struct builder *b,
                   const uint32_t *cells,
                   const int64_t *by,
                   size_t n)
{
    struct syn_arena *arena = b->book->arena;
    size_t many = 0;

    for (size_t i = 0; i < n; i++) {
        cover(b, &b->book->cells[cells[i]]);
        for (size_t k = 0; k < b->n; k++) {
            if (!b->first[b->inner[k]])
                continue;
            uint32_t v = b->variable[b->inner[k]] - 1;
            if (!b->seen[v])
                b->touched[many++] = v;
            b->seen[v] = true;
            b->sum[v] += by[i];
        }
    }
    uint32_t *at = syn_arena_alloc(arena, many + 1, sizeof *at);
    int64_t *factor = syn_arena_alloc(arena, many + 1, sizeof *factor);
    out->n = 0;
    for (size_t i = 0; i < many; i++) {
        uint32_t v = b->touched[i];
        if (b->sum[v] != 0) {
            at[out->n] = v;
            factor[out->n++] = b->sum[v];
        }
        b->sum[v] = 0;
        b->seen[v] = false;
    }
    out->at = at;
    out->by = factor;
}

static const int64_t once = 1;

static void make_rows(struct builder *b, const struct target *t, size_t n)
{
    struct problem *p = b->problem;
    const struct book *book = b->book;
    uint32_t *row_of =
        syn_arena_alloc(p->arena, book->keys.n + 1, sizeof *row_of);

    p->rows = syn_arena_alloc(p->arena, book->keys.n + book->n_relations + 1,
                              sizeof *p->rows);
    for (uint32_t i = 0; i < book->keys.n; i++) {
        const struct cell *c = &book->cells[i];
        struct row *row = &p->rows[p->n_rows];
        if (!b->used[i] || (c->low <= 0 && c->high == NO_HIGH))
            continue;
        sum_up(row, b, &i, &once, 1);
        row->low = c->low, row->high = c->high, row->cell = i;
        row->printed = c->shown && c->low == c->high;
        row_of[i] = (uint32_t)p->n_rows++;
    }
    for (size_t i = 0; i < book->n_relations; i++) {
        const struct relation *r = &book->relations[i];
        struct row *row = &p->rows[p->n_rows++];
        sum_up(row, b, r->at, r->by, r->n);
        row->low = r->low, row->high = r->high;
        row->cell = NO_CELL, row->relation = r->what;
    }
    p->peaks = syn_arena_alloc(p->arena, book->n_maxima + 1, sizeof *p->peaks);
    for (; p->n_peaks < book->n_maxima; p->n_peaks++) {
        const struct maximum *m = &book->maxima[p->n_peaks];
        uint32_t *rows = syn_arena_alloc(p->arena, m->n + 1, sizeof *rows);
        for (size_t k = 0; k < m->n; k++)
            rows[k] = row_of[m->at[k]];
        p->peaks[p->n_peaks] = (struct peak){m->n, rows, m->value};
    }
    p->goals = syn_arena_alloc(p->arena, n + 1, sizeof *p->goals);
    for (; p->n_goals < n; p->n_goals++) {
        struct row *goal = &p->goals[p->n_goals];
        sum_up(goal, b, &t[p->n_goals].cell, &once, 1);
        goal->low = 0, goal->high = NO_HIGH, goal->cell = t[p->n_goals].cell;
    }
}

/* --- what follows by putting in ------------------------------------------ */

/* What the variables without a value of ROW still may sum to. */
struct rest {
    size_t n, last; /* How many they are; the place of one. */
    bool positive;
    wide sum; /* Of those with a value. */
};

static struct rest rest_of(const struct row *row, const int64_t *fixed)
{
    struct rest r = {.positive = true};

    for (size_t i = 0; i < row->n; i++) {
        if (fixed[row->at[i]] >= 0) {
            r.sum += (wide)row->by[i] * fixed[row->at[i]];
            continue;
        }
        r.n++;
        r.last = i;
        r.positive &= row->by[i] > 0;
    }
    return r;
}

/* Puts values into ROW.  False if it cannot hold; *CHANGED if it gave one. */
static bool put_in(const struct row *row, int64_t *fixed, bool *changed)
{
    struct rest r = rest_of(row, fixed);
    wide low = row->low == NO_LOW ? NO_LOW : row->low - r.sum;
    wide high = row->high == NO_HIGH ? NO_HIGH : row->high - r.sum;

    if (low > high || (r.positive && high < 0))
        return false;
    if (r.n == 0)
        return low <= 0 && high >= 0;
    if (r.positive && high == 0)
        for (size_t i = 0; i < row->n; i++) {
            *changed |= fixed[row->at[i]] < 0;
            if (fixed[row->at[i]] < 0)
                fixed[row->at[i]] = 0;
        }
    else if (r.n == 1 && low == high) {
        if (low % row->by[r.last] != 0 || low / row->by[r.last] < 0)
            return false;
        fixed[row->at[r.last]] = (int64_t)(low / row->by[r.last]);
        *changed = true;
    }
    return true;
}

static bool put_all_in(struct problem *p)
{
    bool changed = true;

    p->fixed = syn_arena_alloc(p->arena, p->n_vars + 1, sizeof *p->fixed);
    for (size_t i = 0; i < p->n_vars; i++)
        p->fixed[i] = -1;
    while (changed) {
        changed = false;
        for (size_t i = 0; i < p->n_rows; i++)
            if (!put_in(&p->rows[i], p->fixed, &changed))
                return false;
    }
    return true;
}

/* --- blocks -------------------------------------------------------------- */

static uint32_t root_of(uint32_t *parent, uint32_t at)
{
    while (parent[at] != at)
        at = parent[at] = parent[parent[at]];
    return at;
}

/* Ties the variables of ROW that have no value to *TIE, NO_CELL at first. */
static void tie(const struct problem *p,
                uint32_t *parent,
                const struct row *row,
                uint32_t *last)
{
    for (size_t i = 0; i < row->n; i++) {
        uint32_t v = row->at[i];
        if (p->fixed[v] >= 0)
            continue;
        if (*last != NO_CELL)
            parent[root_of(parent, v)] = root_of(parent, *last);
        *last = v;
    }
}

static void make_blocks(struct problem *p)
{
    uint32_t *parent = syn_arena_alloc(p->arena, p->n_vars + 1, sizeof *parent);
    uint32_t *number = syn_arena_alloc(p->arena, p->n_vars + 1, sizeof *number);
    uint32_t last;

    for (uint32_t i = 0; i < p->n_vars; i++)
        parent[i] = i;
    for (size_t i = 0; i < p->n_rows; i++)
        last = NO_CELL, tie(p, parent, &p->rows[i], &last);
    for (size_t i = 0; i < p->n_goals; i++)
        last = NO_CELL, tie(p, parent, &p->goals[i], &last);
    for (size_t i = 0; i < p->n_peaks; i++) {
        last = NO_CELL;
        for (size_t k = 0; k < p->peaks[i].n; k++)
            tie(p, parent, &p->rows[p->peaks[i].row[k]], &last);
    }
    p->block = syn_arena_alloc(p->arena, p->n_vars + 1, sizeof *p->block);
    for (uint32_t i = 0; i < p->n_vars; i++) {
        uint32_t root = root_of(parent, i);
        if (number[root] == 0)
            number[root] = (uint32_t)++p->n_blocks;
        p->block[i] = number[root] - 1;
    }
}

enum syn_status syn_audit_problem_make(struct problem *out,
                                       const struct book *book,
                                       const struct target *targets,
                                       size_t n_targets)
{
    struct builder b = {.problem = out, .book = book};

    *out = (struct problem){.arena = book->arena, .book = book};
    mark_used(&b, targets, n_targets);
    enum syn_status status = make_grid(&b);
    if (status)
        return status;
    make_variables(&b);
    make_rows(&b, targets, n_targets);
    if (!put_all_in(out))
        return SYN_DONE;
    make_blocks(out);
    return SYN_OK;
}
