#include "space.h"

#include <stdlib.h>
#include <string.h>

#include <samsyn/base/calendar.h>
#include <samsyn/base/text.h>

enum { UNSEEN, OPEN, CLOSED };

void syn_space_init(struct space *out,
                    const char *const *names,
                    size_t n,
                    struct syn_arena *arena)
{
    *out = (struct space){
        .arena = arena,
        .dims = syn_arena_alloc(arena, n ? n : 1, sizeof *out->dims),
        .n_dims = n};
    for (size_t i = 0; i < n; i++)
        out->dims[i] =
            (struct dimension){.name = names[i], .names.arena = arena};
}

size_t syn_space_dimension(const struct space *space, const char *name)
{
    for (size_t i = 0; i < space->n_dims; i++)
        if (strcmp(space->dims[i].name, name) == 0)
            return i;
    return INDEX_NONE;
}

size_t syn_space_find(const struct space *space, size_t dim, const char *name)
{
    return syn_index_find(&space->dims[dim].names, name, strlen(name));
}

static uint32_t add_node(struct space *space, size_t dim, const char *key)
{
    struct dimension *d = &space->dims[dim];
    size_t before = d->names.n, at = syn_index_add(&d->names, key, strlen(key));

    if (at == before)
        *(struct node *)syn_grow(&d->nodes, before, &d->room, sizeof *d->nodes,
                                 space->arena) =
            (struct node){.plain = (uint32_t)at};
    return (uint32_t)at;
}

uint32_t syn_space_node(struct space *space, size_t dim, const char *name)
{
    return add_node(space, dim, name);
}

/* Keys of nodes that stand apart begin with this, a unit separator. */
static const char apart = '\x1f';

uint32_t syn_space_apart(struct space *space, size_t dim, const char *name)
{
    struct dimension *d = &space->dims[dim];
    uint32_t plain = add_node(space, dim, name),
             at = add_node(space, dim,
                           syn_arena_printf(space->arena, "%c%s", apart, name));

    d->has_apart = true;
    d->nodes[at].apart = true;
    d->nodes[at].plain = plain;
    return at;
}

void syn_space_declare(struct space *space,
                       size_t dim,
                       const char *node,
                       const char *part)
{
    uint32_t whole = syn_space_node(space, dim, node),
             piece = syn_space_node(space, dim, part);
    struct node *n = &space->dims[dim].nodes[whole];

    n->declared = space->dims[dim].declared = true;
    *(uint32_t *)syn_grow(&n->part, n->n_parts, &n->room, sizeof *n->part,
                          space->arena) = piece;
    n->n_parts++;
}

const char *syn_space_name(const struct space *space, size_t dim, size_t node)
{
    const char *key = space->dims[dim].names.keys[node].bytes;

    return *key == apart ? key + 1 : key;
}

static bool is_total(const struct space *space, size_t dim, size_t node)
{
    return strcmp(syn_space_name(space, dim, node), "T") == 0;
}

/* --- periods ----------------------------------------------------------- */

/* Whether every name but T is a period; the shortest kind among them. */
static bool are_periods(enum syn_period_kind *shortest,
                        const struct space *space,
                        size_t dim)
{
    size_t n = 0;

    *shortest = SYN_YEAR;
    for (size_t i = 0; i < space->dims[dim].names.n; i++) {
        struct syn_period period;
        if (is_total(space, dim, i) || space->dims[dim].nodes[i].apart)
            continue;
        if (!syn_period_parse(&period, syn_space_name(space, dim, i)))
            return false;
        if (period.kind < *shortest)
            *shortest = period.kind;
        n++;
    }
    return n > 0;
}

/* A longer period is declared as the shortest ones in it. */
static void declare_periods(struct space *space, size_t dim)
{
    enum syn_period_kind kind;

    if (space->dims[dim].declared || !are_periods(&kind, space, dim))
        return;
    for (size_t i = 0, n = space->dims[dim].names.n; i < n; i++) {
        const char *name = syn_space_name(space, dim, i);
        struct syn_period whole;
        if (space->dims[dim].nodes[i].apart ||
            !syn_period_parse(&whole, name) || whole.kind == kind)
            continue;
        int first = syn_period_first_month(whole);
        for (int m = 0; m < syn_period_months(whole.kind);
             m += syn_period_months(kind)) {
            char code[SYN_PERIOD_BYTES];
            syn_space_declare(
                space, dim, name,
                syn_period_code(code, syn_period_of_month(kind, first + m)));
        }
    }
    space->dims[dim].declared = false;
}

/* --- leaves ------------------------------------------------------------ */

static int by_number(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

static void sort_leaves(struct node *node)
{
    size_t kept = 0;

    qsort(node->leaf, node->n_leaves, sizeof *node->leaf, by_number);
    for (size_t i = 0; i < node->n_leaves; i++)
        if (i == 0 || node->leaf[i] != node->leaf[i - 1])
            node->leaf[kept++] = node->leaf[i];
    node->n_leaves = kept;
}

/* Opens node number AT.  False if that needs itself. */
static bool open_up( // NOLINT(misc-no-recursion)
    struct dimension *d,
    size_t at,
    struct syn_arena *arena)
{
    struct node *node = &d->nodes[at];
    size_t n = 0;

    if (node->visit != UNSEEN)
        return node->visit == CLOSED;
    node->visit = OPEN;
    for (size_t i = 0; i < node->n_parts; i++)
        if (node->part[i] != at && !open_up(d, node->part[i], arena))
            return false;
    node->is_leaf = node->n_parts == 0;
    for (size_t i = 0; i < node->n_parts; i++)
        n += node->part[i] == at ? 1 : d->nodes[node->part[i]].n_leaves;
    node->leaf = syn_arena_alloc(arena, n + 1, sizeof *node->leaf);
    node->n_leaves = 0;
    if (node->is_leaf)
        node->leaf[node->n_leaves++] = (uint32_t)at;
    for (size_t i = 0; i < node->n_parts; i++) {
        const struct node *part = &d->nodes[node->part[i]];
        if (node->part[i] == at) /* {"13-15": ["13-15"]}: a leaf, declared. */
            node->leaf[node->n_leaves++] = (uint32_t)at;
        else
            for (size_t k = 0; k < part->n_leaves; k++)
                node->leaf[node->n_leaves++] = part->leaf[k];
    }
    sort_leaves(node);
    node->is_leaf = node->n_leaves == 1 && node->leaf[0] == at;
    node->visit = CLOSED;
    return true;
}

/* "T" that nobody declared. */
static void fill_total(struct space *space, size_t dim)
{
    struct dimension *d = &space->dims[dim];
    size_t at = syn_space_find(space, dim, "T");

    if (at == INDEX_NONE || d->nodes[at].declared)
        return;
    struct node *total = &d->nodes[at];
    total->leaf =
        syn_arena_alloc(space->arena, d->names.n, sizeof *total->leaf);
    total->n_leaves = 0;
    total->is_leaf = false;
    for (size_t i = 0; i < d->names.n; i++)
        if (i != at && d->nodes[i].is_leaf && !d->nodes[i].apart)
            total->leaf[total->n_leaves++] = (uint32_t)i;
    if (total->n_leaves == 0) { /* Only the total was told. */
        total->leaf[total->n_leaves++] = (uint32_t)at;
        total->is_leaf = true;
    }
}

enum syn_status syn_space_close(struct space *space, struct syn_diag *diag)
{
    for (size_t dim = 0; dim < space->n_dims; dim++) {
        struct dimension *d = &space->dims[dim];
        declare_periods(space, dim);
        for (size_t i = 0; i < d->names.n; i++)
            d->nodes[i].visit = UNSEEN;
        for (size_t i = 0; i < d->names.n; i++)
            if (!open_up(d, i, space->arena))
                return syn_diag_fail(
                    diag, SYN_ECONFIG, (struct syn_loc){0}, "audit.circle",
                    "the node \"%s\" of \"%s\" is a part of itself",
                    syn_space_name(space, dim, i), d->name);
        fill_total(space, dim);
    }
    return SYN_OK;
}
