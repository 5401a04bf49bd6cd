/* Tables become a plan; the numbers in brackets are those of cross.h. */
#include <samsyn/release/cross.h>

#include <stdlib.h>
#include <string.h>

#include <samsyn/base/text.h>

#include "ledger.h"
#include "reconcile.h"

/* The cells of the programme, and those of the past that are not in it. */
struct crossing {
    const struct syn_cross *cross;
    struct syn_cross_cell *cell;
    size_t n_programme, n;
    const uint32_t **cover;
    size_t *n_cover;
    const struct syn_cross_past **past; /* Of each cell; NULL: none. */
    size_t n_inner;
    int64_t *inner; /* As they were (3). */
    bool *doubtful;
    struct syn_arena *arena;
};

/* --- cells (2) --------------------------------------------------------- */

static uint64_t key_of(const struct syn_cross *cross, const uint32_t *node)
{
    uint64_t key = 0;

    for (size_t d = 0; d < cross->n_dimensions; d++)
        key = key * cross->dimension[d].n_nodes + node[d];
    return key;
}

struct keyed {
    uint64_t key;
    size_t at;
};

static int by_key(const void *a, const void *b)
{
    const struct keyed *x = a, *y = b;

    if (x->key != y->key)
        return x->key < y->key ? -1 : 1;
    return (x->at > y->at) - (x->at < y->at);
}

static size_t size_of(const struct syn_cross *cross,
                      const struct syn_cross_table *table)
{
    size_t n = 1;

    for (size_t d = 0; d < cross->n_dimensions; d++)
        n *= table->n_nodes[d];
    return n;
}

/* The cells of table number T, the last dimension fastest. */
static void add_table(struct crossing *c, uint32_t t)
{
    const struct syn_cross_table *table = &c->cross->table[t];
    size_t n = size_of(c->cross, table);

    for (size_t i = 0; i < n; i++) {
        struct syn_cross_cell *cell = &c->cell[c->n++];
        size_t left = i;
        *cell = (struct syn_cross_cell){.table = t};
        for (size_t d = c->cross->n_dimensions; d-- > 0;) {
            cell->node[d] = table->node[d][left % table->n_nodes[d]];
            left /= table->n_nodes[d];
        }
    }
}

/* Every cell once, the past ones too: what is at FROM and later is past. */
static void join_cells(struct crossing *c)
{
    const struct syn_cross *cross = c->cross;
    struct keyed *keyed = syn_arena_alloc(c->arena, c->n, sizeof *keyed);
    bool *again = syn_arena_alloc(c->arena, c->n, sizeof *again);
    size_t from = c->n - cross->n_past, n = 0;

    for (size_t i = 0; i < c->n; i++)
        keyed[i] = (struct keyed){key_of(cross, c->cell[i].node), i};
    qsort(keyed, c->n, sizeof *keyed, by_key);
    for (size_t i = 0, first = 0; i < c->n; i++) {
        if (keyed[i].key != keyed[first].key)
            first = i;
        size_t at = keyed[first].at;
        again[keyed[i].at] = i != first;
        if (keyed[i].at < from)
            continue;
        const struct syn_cross_past *p = &cross->past[keyed[i].at - from];
        if (!c->past[at] || p->published || !c->past[at]->published)
            c->past[at] = p; /* What is out is out. */
    }
    for (size_t i = 0; i < c->n; i++) {
        if (i == from)
            c->n_programme = n;
        if (again[i])
            continue;
        c->past[n] = c->past[i];
        c->cell[n++] = c->cell[i];
    }
    if (from == c->n)
        c->n_programme = n;
    c->n = n;
}

static void list_cells(struct crossing *c)
{
    const struct syn_cross *cross = c->cross;
    size_t n = cross->n_past;

    for (size_t t = 0; t < cross->n_tables; t++)
        n += size_of(cross, &cross->table[t]);
    c->cell = syn_arena_alloc(c->arena, n, sizeof *c->cell);
    c->past = syn_arena_alloc(c->arena, n, sizeof *c->past);
    for (size_t t = 0; t < cross->n_tables; t++)
        add_table(c, (uint32_t)t);
    for (size_t i = 0; i < cross->n_past; i++)
        memcpy(c->cell[c->n++].node, cross->past[i].node,
               sizeof cross->past[i].node);
    join_cells(c);
}

/* --- covers (1) -------------------------------------------------------- */

static void
add_cover(uint32_t *out, const struct syn_cross *cross, const uint32_t *node)
{
    size_t n = 1;

    out[0] = 0;
    for (size_t d = 0; d < cross->n_dimensions; d++) {
        const struct syn_dimension *dimension = &cross->dimension[d];
        const struct syn_node *of = &dimension->node[node[d]];
        for (size_t i = n; i-- > 0;) /* From behind: they spread in place. */
            for (size_t l = of->n; l-- > 0;)
                out[i * of->n + l] = out[i] * dimension->n_leaves + of->leaf[l];
        n *= of->n;
    }
}

static size_t cover_size(const struct syn_cross *cross, const uint32_t *node)
{
    size_t n = 1;

    for (size_t d = 0; d < cross->n_dimensions; d++)
        n *= cross->dimension[d].node[node[d]].n;
    return n;
}

static enum syn_status make_covers(struct crossing *c, struct syn_diag *diag)
{
    size_t total = 0;

    c->cover = syn_arena_alloc(c->arena, c->n, sizeof *c->cover);
    c->n_cover = syn_arena_alloc(c->arena, c->n, sizeof *c->n_cover);
    for (size_t i = 0; i < c->n; i++)
        total += c->n_cover[i] = cover_size(c->cross, c->cell[i].node);
    if (c->n_inner > SYN_CROSS_INNER || total > SYN_CROSS_COVER)
        return syn_diag_fail(
            diag, SYN_EINPUT, (struct syn_loc){0}, "release.too-fine",
            "the tables are too fine to be protected together: leave out a "
            "dimension, or join its leaves");
    for (size_t i = 0; i < c->n; i++) {
        uint32_t *cover =
            syn_arena_alloc(c->arena, c->n_cover[i], sizeof *cover);
        add_cover(cover, c->cross, c->cell[i].node);
        c->cover[i] = cover;
    }
    return SYN_OK;
}

/* --- the past (3) ------------------------------------------------------ */

static bool is_out(const struct crossing *c, size_t cell)
{
    return c->past[cell] && c->past[cell]->published;
}

/* The inner counts as they were, and which are in doubt. */
static enum syn_status go_back(struct crossing *c, struct syn_diag *diag)
{
    struct known *known = syn_arena_alloc(c->arena, c->n, sizeof *known);
    size_t n = 0;

    c->inner = syn_arena_alloc(c->arena, c->n_inner, sizeof *c->inner);
    c->doubtful = syn_arena_alloc(c->arena, c->n_inner, sizeof *c->doubtful);
    memcpy(c->inner, c->cross->inner, c->n_inner * sizeof *c->inner);
    for (size_t i = 0; i < c->n; i++)
        if (is_out(c, i))
            known[n++] = (struct known){.cover = c->cover[i],
                                        .n_cover = c->n_cover[i],
                                        .value = c->past[i]->value};
    if (syn_reconcile(c->inner, c->doubtful, c->n_inner, known, n, c->arena))
        return SYN_OK;
    return syn_diag_fail(
        diag, SYN_EDISCLOSURE, (struct syn_loc){0}, "release.contradiction",
        "no table of whole numbers agrees with what was published earlier");
}

struct sized {
    size_t n, cell;
};

static int by_size(const void *a, const void *b)
{
    const struct sized *x = a, *y = b;

    if (x->n != y->n)
        return x->n > y->n ? -1 : 1;
    return (x->cell > y->cell) - (x->cell < y->cell);
}

/* What is out, the widest first. */
static struct sized *sort_known(const struct crossing *c, size_t *n)
{
    struct sized *known = syn_arena_alloc(c->arena, c->n, sizeof *known);

    *n = 0;
    for (size_t i = 0; i < c->n; i++)
        if (is_out(c, i))
            known[(*n)++] = (struct sized){c->n_cover[i], i};
    qsort(known, *n, sizeof *known, by_size);
    return known;
}

/* Whether the sum of CELL follows from what is out and what is not in doubt:
 * it is cells that are out, and the rest is certain.  LEFT is zero between
 * calls. */
static bool follows(const struct crossing *c,
                    size_t cell,
                    const struct sized *known,
                    size_t n_known,
                    bool *left)
{
    size_t doubts = 0;

    for (size_t i = 0; i < c->n_cover[cell]; i++) {
        left[c->cover[cell][i]] = true;
        doubts += c->doubtful[c->cover[cell][i]];
    }
    for (size_t k = 0; doubts && k < n_known; k++) {
        const uint32_t *cover = c->cover[known[k].cell];
        size_t i = 0;
        while (i < known[k].n && left[cover[i]])
            i++;
        if (i < known[k].n)
            continue;
        for (i = 0; i < known[k].n; i++) {
            left[cover[i]] = false;
            doubts -= c->doubtful[cover[i]];
        }
    }
    for (size_t i = 0; i < c->n_cover[cell]; i++)
        left[c->cover[cell][i]] = false;
    return doubts == 0;
}

/* --- the plan ---------------------------------------------------------- */

static enum syn_standing standing_of(const struct crossing *c, size_t cell)
{
    if (!c->past[cell])
        return SYN_STANDING_OPEN;
    return c->past[cell]->published ? SYN_STANDING_SHOWN : SYN_STANDING_HIDDEN;
}

/* (3) What was published as a vintage. */
static struct vintage *make_vintage(const struct crossing *c)
{
    struct vintage *v = syn_arena_alloc(c->arena, 1, sizeof *v);
    enum syn_standing *standing =
        syn_arena_alloc(c->arena, c->n, sizeof *standing);

    for (size_t i = 0; i < c->n; i++)
        standing[i] = standing_of(c, i);
    *v = (struct vintage){.inner = c->inner, .standing = standing};
    return v;
}

/* All cells; a sum that does not follow from what is out is hidden, unless
 * corrections are adopted. */
static struct syn_plan make_plan(const struct crossing *c)
{
    struct syn_plan_cell *cells =
        syn_arena_alloc(c->arena, c->n, sizeof *cells);
    bool *left = syn_arena_alloc(c->arena, c->n_inner, sizeof *left);
    size_t n_known;
    const struct sized *known = sort_known(c, &n_known);

    for (size_t i = 0; i < c->n; i++) {
        cells[i] = (struct syn_plan_cell){
            .cover = c->cover[i], .n_cover = c->n_cover[i], .size = -1};
        if (!c->cross->revise && !c->past[i] &&
            !follows(c, i, known, n_known, left))
            cells[i].standing = SYN_STANDING_HIDDEN;
    }
    return (struct syn_plan){.inner = c->cross->inner,
                             .n_inner = c->n_inner,
                             .cells = cells,
                             .n_cells = c->n,
                             .threshold = c->cross->threshold,
                             .width = c->cross->width,
                             .zeros = c->cross->zeros};
}

/* --- the outcome ------------------------------------------------------- */

static void take_outcome(struct syn_crossed *out,
                         const struct crossing *c,
                         const struct syn_protected *decided)
{
    *out = (struct syn_crossed){.cell = c->cell,
                                .n = c->n_programme,
                                .n_virtual = decided->n_virtual,
                                .n_proved = decided->n_proved,
                                .n_exposed = decided->n_exposed};
    for (size_t i = 0; i < c->n_programme; i++) {
        struct syn_cross_cell *cell = &out->cell[i];
        cell->decision = decided->decision[i];
        cell->value = decided->value[i];
        out->n_primary += cell->decision == SYN_HIDE_PRIMARY;
        out->n_secondary += cell->decision == SYN_HIDE_SECONDARY;
        out->n_shown += cell->decision == SYN_SHOW;
    }
}

/* --- refusal ----------------------------------------------------------- */

enum { NAMED = 4 };

static void name_cell(struct syn_text *text,
                      const struct syn_cross *cross,
                      const uint32_t *node)
{
    for (size_t d = 0; d < cross->n_dimensions; d++)
        syn_text_addf(text, "%s%s=%s", d ? ";" : "", cross->dimension[d].name,
                      cross->dimension[d].node[node[d]].name);
}

static bool is_in_table(const struct syn_cross *cross,
                        const struct syn_cross_table *table,
                        const uint32_t *node)
{
    for (size_t d = 0; d < cross->n_dimensions; d++) {
        bool found = false;
        for (uint32_t i = 0; i < table->n_nodes[d]; i++)
            found |= table->node[d][i] == node[d];
        if (!found)
            return false;
    }
    return true;
}

/* The dimension to coarsen: the last that NODE is no widest node of. */
static const char *finest_dimension(const struct syn_cross *cross,
                                    const uint32_t *node)
{
    for (size_t d = cross->n_dimensions; d-- > 0;)
        if (cross->dimension[d].node[node[d]].n < cross->dimension[d].n_leaves)
            return cross->dimension[d].name;
    return cross->dimension[0].name;
}

static enum syn_status refuse(const struct crossing *c,
                              const struct syn_protected *decided,
                              struct syn_diag *diag)
{
    const struct syn_cross *cross = c->cross;
    struct syn_text target = {.arena = c->arena}, tables = target,
                    causes = target;
    const uint32_t *node = c->cell[decided->stuck.first].node;

    name_cell(&target, cross, node);
    if (decided->stuck.second != SYN_NO_CELL) {
        syn_text_add(&target, " - ");
        name_cell(&target, cross, c->cell[decided->stuck.second].node);
    }
    for (size_t t = 0; t < cross->n_tables; t++)
        if (is_in_table(cross, &cross->table[t], node))
            syn_text_addf(&tables, "%s%s", tables.n ? ", " : "",
                          cross->table[t].name);
    for (size_t i = 0; i < decided->n_cause && i < NAMED; i++) {
        syn_text_add(&causes, i ? ", " : "");
        name_cell(&causes, cross, c->cell[decided->cause[i]].node);
    }
    if (decided->n_cause > NAMED)
        syn_text_add(&causes, ", ...");
    return syn_ledger_refuse(tables.n ? tables.at : "-", target.at,
                             causes.n ? causes.at : "-",
                             finest_dimension(cross, node), diag);
}

enum syn_status syn_cross_protect(struct syn_crossed *out,
                                  const struct syn_cross *cross,
                                  struct syn_arena *arena,
                                  struct syn_diag *diag)
{
    struct crossing c = {.cross = cross, .n_inner = 1, .arena = arena};
    struct syn_protected decided;

    for (size_t d = 0; d < cross->n_dimensions; d++)
        if (c.n_inner <= SYN_CROSS_INNER)
            c.n_inner *= cross->dimension[d].n_leaves;
    list_cells(&c);
    enum syn_status status = make_covers(&c, diag);
    if (!status)
        status = go_back(&c, diag);
    if (status)
        return status;
    const struct syn_plan plan = make_plan(&c);
    const struct past past = {.vintage = make_vintage(&c),
                              .n = cross->n_past > 0,
                              .frozen = !cross->revise};
    size_t pending;
    syn_ledger_protect(&decided, &pending, &plan, c.n_programme, &past, arena);
    if (decided.refused)
        return refuse(&c, &decided, diag);
    take_outcome(out, &c, &decided);
    out->n_pending = pending;
    return SYN_OK;
}
