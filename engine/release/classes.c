/* Cells become units, inner counts become classes. */
#include "parts.h"

#include <stdlib.h>
#include <string.h>

/* --- classes ----------------------------------------------------------- */

/* The partition of the inner counts, refined by one cover after another. */
struct partition {
    uint32_t *class, *size; /* Of each inner count; of each class. */
    uint32_t *hit, *fresh;  /* Of each class, while a cover is laid over it. */
    uint32_t *parent;       /* Of each class, what it was cut from. */
    uint32_t n;
};

/* Cuts every class that COVER holds a part of into that part and the rest. */
static void refine(struct partition *part, const uint32_t *cover, size_t n)
{
    uint32_t before = part->n;

    for (size_t i = 0; i < n; i++)
        part->hit[part->class[cover[i]]]++;
    for (size_t i = 0; i < n; i++) {
        uint32_t k = part->class[cover[i]];
        if (part->hit[k] == part->size[k])
            continue;
        if (!part->fresh[k]) {
            part->parent[part->n] = k;
            part->fresh[k] = part->n++;
        }
        part->class[cover[i]] = part->fresh[k];
        part->size[part->fresh[k]]++;
    }
    for (size_t i = 0; i < n; i++)
        part->hit[part->class[cover[i]]] = 0;
    for (uint32_t k = before; k < part->n; k++) {
        uint32_t from = part->parent[k];
        part->size[from] -= part->size[k];
        part->hit[from] = part->fresh[from] = 0;
    }
}

/* Numbers classes by their first inner count. */
static void renumber(struct partition *part, size_t n_inner)
{
    uint32_t next = 1;

    memset(part->fresh, 0, part->n * sizeof *part->fresh);
    for (size_t i = 0; i < n_inner; i++) {
        uint32_t *k = &part->fresh[part->class[i]];
        if (!*k)
            *k = next++;
        part->class[i] = *k - 1;
    }
}

static struct partition partition_inner(const struct syn_plan *plan,
                                        struct syn_arena *arena)
{
    size_t n = plan->n_inner ? plan->n_inner : 1;
    struct partition part = {
        .class = syn_arena_alloc(arena, n, sizeof *part.class),
        .size = syn_arena_alloc(arena, n, sizeof *part.size),
        .hit = syn_arena_alloc(arena, n, sizeof *part.hit),
        .fresh = syn_arena_alloc(arena, n, sizeof *part.fresh),
        .parent = syn_arena_alloc(arena, n, sizeof *part.parent),
        .n = plan->n_inner > 0};

    part.size[0] = (uint32_t)plan->n_inner;
    for (size_t c = 0; c < plan->n_cells; c++)
        refine(&part, plan->cells[c].cover, plan->cells[c].n_cover);
    renumber(&part, plan->n_inner);
    return part;
}

/* --- units ------------------------------------------------------------- */

struct named_cover {
    const uint32_t *class;
    uint32_t n, cell;
};

static int by_cover(const void *a, const void *b)
{
    const struct named_cover *x = a, *y = b;

    if (x->n != y->n)
        return x->n < y->n ? -1 : 1;
    int order = x->n ? memcmp(x->class, y->class, x->n * sizeof *x->class) : 0;
    if (order)
        return order;
    return (x->cell > y->cell) - (x->cell < y->cell);
}

static int by_number(const void *a, const void *b)
{
    const uint32_t *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

/* The classes of a cover, ascending, each once. */
static struct named_cover classes_of(const struct syn_plan_cell *cell,
                                     const struct partition *part,
                                     uint32_t *seen,
                                     uint32_t stamp,
                                     struct syn_arena *arena)
{
    uint32_t n = 0;

    for (size_t i = 0; i < cell->n_cover; i++) {
        uint32_t k = part->class[cell->cover[i]];
        n += seen[k] != stamp;
        seen[k] = stamp;
    }
    uint32_t *class = syn_arena_alloc(arena, n, sizeof *class);
    n = 0;
    for (size_t i = 0; i < cell->n_cover; i++) {
        uint32_t k = part->class[cell->cover[i]];
        if (seen[k] == stamp)
            class[n++] = k;
        seen[k] = 0;
    }
    qsort(class, n, sizeof *class, by_number);
    return (struct named_cover){.class = class, .n = n};
}

/* What CELL says goes for the unit that it is. */
static void join(struct unit *u,
                 const struct syn_plan_cell *cell,
                 const struct syn_plan *plan)
{
    int threshold = cell->threshold ? cell->threshold : plan->threshold;

    if (threshold > u->threshold)
        u->threshold = threshold;
    if (cell->importance < u->importance)
        u->importance = cell->importance;
    if (cell->size > u->size)
        u->size = cell->size;
    u->small |= cell->sensitive;
    u->ledger |= cell->standing == SYN_STANDING_SHOWN;
    u->locked |= cell->standing == SYN_STANDING_HIDDEN;
}

static void settle(struct unit *u, const struct syn_plan *plan)
{
    int64_t least = plan->zeros == SYN_ZEROS_PROTECT ? 0 : 1;

    u->small |= u->value >= least && u->value < u->threshold;
    u->width = plan->width + (u->threshold - plan->threshold);
    u->fixed = u->ledger || (u->value == 0 && !u->small && !u->locked &&
                             plan->zeros == SYN_ZEROS_SHOWN);
    if (u->size < 0)
        u->size = u->value;
}

static void make_units(struct problem *p,
                       const struct syn_plan *plan,
                       const struct partition *part)
{
    uint32_t n = (uint32_t)plan->n_cells;
    struct named_cover *named = syn_arena_alloc(p->arena, n, sizeof *named);
    uint32_t *seen = syn_arena_alloc(p->arena, plan->n_inner + 1, sizeof *seen);
    uint32_t *first = syn_arena_alloc(p->arena, n, sizeof *first);

    for (uint32_t c = 0; c < n; c++) {
        named[c] = classes_of(&plan->cells[c], part, seen, c + 1, p->arena);
        named[c].cell = c;
    }
    qsort(named, n, sizeof *named, by_cover);
    for (uint32_t i = 0; i < n; i++) {
        bool same =
            i && named[i].n == named[i - 1].n &&
            (!named[i].n || memcmp(named[i].class, named[i - 1].class,
                                   named[i].n * sizeof *named[i].class) == 0);
        first[named[i].cell] = same ? first[named[i - 1].cell] : named[i].cell;
        if (same)
            named[i].class = named[i - 1].class;
    }
    struct named_cover *cover = syn_arena_alloc(p->arena, n, sizeof *cover);
    for (uint32_t i = 0; i < n; i++)
        cover[named[i].cell] = named[i];
    p->unit = syn_arena_alloc(p->arena, n, sizeof *p->unit);
    p->unit_of = syn_arena_alloc(p->arena, n, sizeof *p->unit_of);
    for (uint32_t c = 0; c < n; c++) { /* Units in the order of their cells. */
        if (first[c] == c) {
            p->unit[p->n_units] = (struct unit){.class = cover[c].class,
                                                .n = cover[c].n,
                                                .first_cell = c,
                                                .importance = UINT32_MAX,
                                                .size = -1};
            p->unit_of[c] = p->n_units++;
        }
        p->unit_of[c] = p->unit_of[first[c]];
        join(&p->unit[p->unit_of[c]], &plan->cells[c], plan);
    }
    for (uint32_t u = 0; u < p->n_units; u++) {
        for (uint32_t i = 0; i < p->unit[u].n; i++)
            p->unit[u].value += p->mass[p->unit[u].class[i]];
        settle(&p->unit[u], plan);
    }
}

/* --- the rest ---------------------------------------------------------- */

/* The classes of row R, and how many. */
struct row {
    const uint32_t *class;
    uint32_t n;
};

static struct row unit_row(const struct problem *p, uint32_t r)
{
    return (struct row){p->unit[r].class, p->unit[r].n};
}

static struct row bound_row(const struct problem *p, uint32_t r)
{
    return (struct row){p->bound[r].class, p->bound[r].n};
}

/* For each class the rows that it is in. */
static const uint32_t *const *turn(const uint32_t **n_out,
                                   const struct problem *p,
                                   struct row (*row)(const struct problem *,
                                                     uint32_t),
                                   uint32_t n_rows)
{
    uint32_t *n = syn_arena_alloc(p->arena, p->n_classes, sizeof *n);
    uint32_t **in = syn_arena_alloc(p->arena, p->n_classes, sizeof *in);

    for (uint32_t r = 0; r < n_rows; r++)
        for (uint32_t i = 0; i < row(p, r).n; i++)
            n[row(p, r).class[i]]++;
    for (uint32_t k = 0; k < p->n_classes; k++) {
        in[k] = syn_arena_alloc(p->arena, n[k], sizeof **in);
        n[k] = 0;
    }
    for (uint32_t r = 0; r < n_rows; r++)
        for (uint32_t i = 0; i < row(p, r).n; i++) {
            uint32_t k = row(p, r).class[i];
            in[k][n[k]++] = r;
        }
    *n_out = n;
    return (const uint32_t *const *)in;
}

static struct bound make_bound(const struct problem *p,
                               const struct syn_plan_bound *said,
                               int64_t *weight)
{
    struct bound b = {.slack = -said->low};
    uint32_t n = 0;

    memset(weight, 0, p->n_classes * sizeof *weight);
    for (size_t i = 0; i < said->n; i++) {
        const struct unit *u = &p->unit[p->unit_of[said->cell[i]]];
        b.slack += said->weight[i] * u->value;
        for (uint32_t j = 0; j < u->n; j++)
            weight[u->class[j]] += said->weight[i];
    }
    for (uint32_t k = 0; k < p->n_classes; k++)
        n += weight[k] != 0;
    uint32_t *class = syn_arena_alloc(p->arena, n, sizeof *class);
    int64_t *kept = syn_arena_alloc(p->arena, n, sizeof *kept);
    for (uint32_t k = 0; k < p->n_classes; k++)
        if (weight[k]) {
            class[b.n] = k;
            kept[b.n++] = weight[k];
        }
    b.class = class;
    b.weight = kept;
    return b;
}

void syn_problem_make(struct problem *out,
                      const struct syn_plan *plan,
                      struct syn_arena *arena)
{
    struct partition part = partition_inner(plan, arena);

    *out = (struct problem){.n_classes = part.n,
                            .class_of = part.class,
                            .zeros = plan->zeros,
                            .arena = arena,
                            .n_bounds = (uint32_t)plan->n_bounds};
    out->mass = syn_arena_alloc(arena, part.n, sizeof *out->mass);
    for (size_t i = 0; i < plan->n_inner; i++)
        out->mass[part.class[i]] += plan->inner[i];
    make_units(out, plan, &part);
    out->in = turn(&out->n_in, out, unit_row, out->n_units);
    out->sum = syn_arena_alloc(arena, out->n_units, sizeof *out->sum);
    out->change = syn_arena_alloc(arena, part.n, sizeof *out->change);
    out->bound = syn_arena_alloc(arena, plan->n_bounds, sizeof *out->bound);
    int64_t *weight = syn_arena_alloc(arena, part.n, sizeof *weight);
    for (size_t i = 0; i < plan->n_bounds; i++)
        out->bound[i] = make_bound(out, &plan->bounds[i], weight);
    out->bound_in = turn(&out->n_bound_in, out, bound_row, out->n_bounds);
}

bool syn_unit_is_some(const struct problem *p, const struct unit *u)
{
    return p->zeros == SYN_ZEROS_SHOWN && u->value > 0;
}

/* --- order ------------------------------------------------------------- */

struct place {
    const struct unit *unit;
    int bucket;
    uint32_t number;
};

/* floor(log2(1 + N)) */
static int bucket_of(int64_t n)
{
    int bucket = 0;

    for (uint64_t left = (uint64_t)n + 1; left > 1; left >>= 1)
        bucket++;
    return bucket;
}

static int by_rank(const void *a, const void *b)
{
    const struct place *x = a, *y = b;

    if (x->unit->fixed != y->unit->fixed)
        return x->unit->fixed ? -1 : 1;
    if (x->unit->importance != y->unit->importance)
        return x->unit->importance < y->unit->importance ? -1 : 1;
    if (x->bucket != y->bucket)
        return x->bucket > y->bucket ? -1 : 1;
    return (x->number > y->number) - (x->number < y->number);
}

const uint32_t *syn_problem_order(const struct problem *p)
{
    struct place *place = syn_arena_alloc(p->arena, p->n_units, sizeof *place);
    uint32_t *order = syn_arena_alloc(p->arena, p->n_units, sizeof *order);

    for (uint32_t u = 0; u < p->n_units; u++)
        place[u] = (struct place){&p->unit[u], bucket_of(p->unit[u].size), u};
    qsort(place, p->n_units, sizeof *place, by_rank);
    for (uint32_t i = 0; i < p->n_units; i++)
        order[i] = place[i].number;
    return order;
}
