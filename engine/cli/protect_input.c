#include "protect_input.h"

#include <stdlib.h>
#include <string.h>

#include <samsyn/base/text.h>
#include <samsyn/csv/table.h>
#include <samsyn/extract/profiles.h>

enum { MOST = SYN_CROSS_DIMENSIONS, COUNT_DIGITS = 15 };

static const char total[] = "T";

/* What is being read.  A leaf has the same number as the node that it is. */
struct input {
    const struct syn_protect_files *files;
    const char *name[MOST];
    size_t n;
    struct syn_dictionary *node[MOST];
    uint32_t n_leaves[MOST];
    int64_t *inner;
    struct syn_arena *arena;
    struct syn_diag *diag;
};

/* A place in TABLE and a message that names WHAT stands there. */
static enum syn_status unknown(const struct input *in,
                               const struct syn_table *table,
                               size_t row,
                               size_t column,
                               const char *dimension)
{
    return syn_diag_fail(
        in->diag, SYN_ECONFIG,
        syn_table_locate(table, row, column, in->arena, in->diag),
        "protect.unknown", "\"%s\" is unknown here: the cells have no such %s",
        syn_table_cell(table, row, column), dimension);
}

/* --- columns ----------------------------------------------------------- */

static enum syn_status split_by(struct input *in)
{
    const char *at = in->files->by;

    for (bool more = true; more;) {
        size_t n = strcspn(at, ",");
        const char *name = syn_arena_strndup(in->arena, at, n);
        bool bad = !n || in->n == MOST || strcmp(name, in->files->freq) == 0;
        for (size_t d = 0; d < in->n; d++)
            bad |= strcmp(name, in->name[d]) == 0;
        if (bad)
            return syn_diag_fail(in->diag, SYN_EUSAGE, (struct syn_loc){0},
                                 "protect.by",
                                 "--by takes at most %d different columns "
                                 "beside the count, not \"%s\"",
                                 (int)MOST, in->files->by);
        in->name[in->n++] = name;
        more = at[n] == ',';
        at += n + more;
    }
    return SYN_OK;
}

/* Reads PATH with the dimensions and then MORE columns. */
static enum syn_status read_columns(struct syn_table *out,
                                    const struct input *in,
                                    const char *path,
                                    const char *const *more,
                                    size_t n_more)
{
    struct syn_table_column column[MOST + 2] = {0};

    for (size_t d = 0; d < in->n; d++)
        column[d] = (struct syn_table_column){in->name[d], false};
    for (size_t i = 0; i < n_more; i++)
        column[in->n + i] = (struct syn_table_column){more[i], false};
    return syn_table_read_some(out, path, column, in->n + n_more, in->arena,
                               in->diag);
}

static enum syn_status need_columns(const struct input *in,
                                    const struct syn_table *table,
                                    enum syn_status status,
                                    const char *const *more)
{
    for (size_t i = 0; i < table->n_columns; i++) {
        /* MORE has a name for each further column. NOLINTNEXTLINE */
        const char *name = i < in->n ? in->name[i] : more[i - in->n];
        if (table->where[i] == SIZE_MAX)
            return syn_diag_fail(
                in->diag, status, (struct syn_loc){table->path, 1, 0},
                "protect.column", "the file has no column \"%s\"", name);
    }
    return SYN_OK;
}

/* --- cells ------------------------------------------------------------- */

/* A whole number that is not negative. */
static bool parse_count(int64_t *out, const char *s)
{
    size_t digits = strspn(s, "0123456789");

    *out = strtoll(s, NULL, 10);
    return digits && digits <= COUNT_DIGITS && !s[digits];
}

static uint32_t add_node(struct syn_dictionary *nodes, const char *name)
{
    return syn_dictionary_add(nodes, name, strlen(name));
}

static enum syn_status find_leaves(struct input *in,
                                   const struct syn_table *cells)
{
    size_t n = 1;

    for (size_t d = 0; d < in->n; d++) {
        in->node[d] = syn_dictionary_new(in->arena);
        for (size_t row = 0; row < cells->n_rows; row++) {
            const char *name = syn_table_cell(cells, row, d);
            if (strcmp(name, total) == 0)
                return syn_diag_fail(
                    in->diag, SYN_EINPUT,
                    syn_table_locate(cells, row, d, in->arena, in->diag),
                    "protect.total",
                    "\"T\" is the name of the total, which is made here: leave "
                    "such rows out");
            add_node(in->node[d], name);
        }
        in->n_leaves[d] = (uint32_t)syn_dictionary_count(in->node[d]);
        if (n <= SYN_CROSS_INNER)
            n *= in->n_leaves[d];
    }
    if (n > SYN_CROSS_INNER)
        return syn_diag_fail(
            in->diag, SYN_EINPUT, (struct syn_loc){cells->path, 0, 0},
            "protect.too-fine", "the columns of --by make more than %d cells",
            (int)SYN_CROSS_INNER);
    in->inner = syn_arena_alloc(in->arena, n, sizeof *in->inner);
    for (size_t i = 0; i < n; i++)
        in->inner[i] = -1;
    return SYN_OK;
}

static enum syn_status fill_cells(struct input *in,
                                  const struct syn_table *cells)
{
    for (size_t row = 0; row < cells->n_rows; row++) {
        size_t at = 0;
        int64_t count;
        for (size_t d = 0; d < in->n; d++)
            at = at * in->n_leaves[d] +
                 add_node(in->node[d], syn_table_cell(cells, row, d));
        if (!parse_count(&count, syn_table_cell(cells, row, in->n)))
            return syn_diag_fail(
                in->diag, SYN_EINPUT,
                syn_table_locate(cells, row, in->n, in->arena, in->diag),
                "protect.count",
                "a count must be a whole number that is not negative");
        if (in->inner[at] >= 0)
            return syn_diag_fail(
                in->diag, SYN_EINPUT,
                syn_table_locate(cells, row, 0, in->arena, in->diag),
                "protect.twice", "the same cell stands here a second time");
        in->inner[at] = count;
    }
    return SYN_OK;
}

/* OUT has rows only if there is anything to do. */
static enum syn_status read_cells(struct syn_table *out, struct input *in)
{
    const char *const more[] = {in->files->freq};
    enum syn_status status = read_columns(out, in, in->files->cells, more, 1);

    if (status == SYN_ECONFIG)
        status = SYN_EINPUT; /* It is data, not configuration. */
    if (!status)
        status = need_columns(in, out, SYN_EUSAGE, more);
    if (status || !out->n_rows)
        return status;
    status = find_leaves(in, out);
    if (status || !in->inner)
        return status;
    status = fill_cells(in, out);
    size_t n = 1;
    for (size_t d = 0; d < in->n; d++)
        n *= in->n_leaves[d];
    for (size_t i = 0; i < n; i++)
        if (in->inner[i] < 0)
            in->inner[i] = 0; /* Absent. */
    return status;
}

/* --- nodes ------------------------------------------------------------- */

/* The number of the dimension called as CELL says. */
static enum syn_status find_dimension(size_t *out,
                                      const struct input *in,
                                      const struct syn_table *table,
                                      size_t row,
                                      size_t column)
{
    for (*out = 0; *out < in->n; ++*out)
        if (strcmp(in->name[*out], syn_table_cell(table, row, column)) == 0)
            return SYN_OK;
    return unknown(in, table, row, column,
                   syn_diag_text(in->diag, "protect.dimension", "dimension"));
}

/* The number of a node that is there, of which LEAST is the first that will
 * not do. */
static enum syn_status find_node(uint32_t *out,
                                 const struct input *in,
                                 const struct syn_table *table,
                                 size_t row,
                                 size_t column,
                                 size_t d)
{
    size_t n = syn_dictionary_count(in->node[d]);

    *out = add_node(in->node[d], syn_table_cell(table, row, column));
    if (*out < n)
        return SYN_OK;
    return unknown(in, table, row, column,
                   syn_diag_text(in->diag, "protect.node", "node"));
}

/* A leaf of a node. */
struct membership {
    size_t dimension;
    uint32_t node, leaf;
};

static enum syn_status take_membership(struct membership *out,
                                       struct input *in,
                                       const struct syn_table *table,
                                       size_t row)
{
    enum { DIMENSION, NODE, LEAF };
    size_t d;
    enum syn_status status = find_dimension(&d, in, table, row, DIMENSION);

    if (status)
        return status;
    const char *leaf = syn_table_cell(table, row, LEAF);
    out->dimension = d;
    out->leaf = add_node(in->node[d], leaf);
    if (out->leaf >= in->n_leaves[d])
        return unknown(in, table, row, LEAF,
                       syn_diag_text(in->diag, "protect.leaf", "leaf"));
    out->node = add_node(in->node[d], syn_table_cell(table, row, NODE));
    if (out->node >= in->n_leaves[d] || out->node == out->leaf)
        return SYN_OK;
    return syn_diag_fail(
        in->diag, SYN_ECONFIG,
        syn_table_locate(table, row, NODE, in->arena, in->diag),
        "protect.node-is-leaf",
        "\"%s\" is a leaf already, and cannot be a node of other leaves",
        syn_table_cell(table, row, NODE));
}

/* Makes the nodes of dimension D: those of MEMBER, each leaf, and T. */
static void make_nodes(struct syn_dimension *out,
                       struct input *in,
                       size_t d,
                       const struct membership *member,
                       size_t n_members)
{
    uint32_t before = (uint32_t)syn_dictionary_count(in->node[d]);
    uint32_t whole = add_node(in->node[d], total), leaves = in->n_leaves[d];
    uint32_t n = (uint32_t)syn_dictionary_count(in->node[d]);
    struct syn_node *node = syn_arena_alloc(in->arena, n, sizeof *node);
    bool *in_node =
        syn_arena_alloc(in->arena, (size_t)n * leaves, sizeof *in_node);

    for (uint32_t l = 0; l < leaves; l++) {
        in_node[(size_t)l * leaves + l] = true;
        if (whole == before)
            in_node[(size_t)whole * leaves + l] = true;
    }
    for (size_t i = 0; i < n_members; i++)
        if (member[i].dimension == d)
            in_node[(size_t)member[i].node * leaves + member[i].leaf] = true;
    for (uint32_t k = 0; k < n; k++) {
        uint32_t *leaf = syn_arena_alloc(in->arena, leaves, sizeof *leaf);
        node[k] = (struct syn_node){
            .name = syn_arena_strdup(in->arena,
                                     syn_dictionary_text(in->node[d], k)),
            .leaf = leaf};
        for (uint32_t l = 0; l < leaves; l++)
            if (in_node[(size_t)k * leaves + l])
                leaf[node[k].n++] = l;
    }
    *out = (struct syn_dimension){
        .name = in->name[d], .n_leaves = leaves, .node = node, .n_nodes = n};
}

static enum syn_status read_hierarchy(struct syn_cross *out, struct input *in)
{
    static const struct syn_table_column columns[] = {
        {"dimension", true}, {"node", true}, {"leaf", true}};
    struct syn_table table = {0};
    enum syn_status status = SYN_OK;

    if (in->files->hierarchy)
        status = syn_table_read_some(&table, in->files->hierarchy, columns, 3,
                                     in->arena, in->diag);
    struct membership *member =
        syn_arena_alloc(in->arena, table.n_rows, sizeof *member);
    for (size_t row = 0; !status && row < table.n_rows; row++)
        status = take_membership(&member[row], in, &table, row);
    if (status)
        return status;
    struct syn_dimension *dimension =
        syn_arena_alloc(in->arena, in->n, sizeof *dimension);
    for (size_t d = 0; d < in->n; d++)
        make_nodes(&dimension[d], in, d, member, table.n_rows);
    out->dimension = dimension;
    out->n_dimensions = in->n;
    return SYN_OK;
}

/* --- tables ------------------------------------------------------------ */

/* Which nodes of a dimension a table lists. */
struct listing {
    bool *listed[MOST];
    bool any[MOST];
};

static uint32_t total_of(const struct input *in, size_t d)
{
    return add_node(in->node[d], total);
}

static void make_table(struct syn_cross_table *out,
                       const struct input *in,
                       const struct syn_cross *cross,
                       const char *name,
                       const struct listing *listing)
{
    *out = (struct syn_cross_table){.name = name};
    for (size_t d = 0; d < in->n; d++) {
        uint32_t n = cross->dimension[d].n_nodes;
        uint32_t *node = syn_arena_alloc(in->arena, n, sizeof *node);
        for (uint32_t k = 0; k < n; k++)
            if (!listing || (listing->any[d] ? listing->listed[d][k]
                                             : k == total_of(in, d)))
                node[out->n_nodes[d]++] = k;
        out->node[d] = node;
    }
}

static struct listing *
make_listings(const struct input *in, const struct syn_cross *cross, size_t n)
{
    struct listing *listing = syn_arena_alloc(in->arena, n, sizeof *listing);

    for (size_t t = 0; t < n; t++)
        for (size_t d = 0; d < in->n; d++)
            listing[t].listed[d] = syn_arena_alloc(
                in->arena, cross->dimension[d].n_nodes + 1, sizeof(bool));
    return listing;
}

/* Without a file: one table, all nodes of all dimensions. */
static enum syn_status read_programme(struct syn_cross *out, struct input *in)
{
    static const struct syn_table_column columns[] = {
        {"table", true}, {"dimension", true}, {"node", true}};
    struct syn_dictionary *names = syn_dictionary_new(in->arena);
    struct syn_table table = {0};
    enum syn_status status = SYN_OK;

    if (in->files->programme)
        status = syn_table_read_some(&table, in->files->programme, columns, 3,
                                     in->arena, in->diag);
    if (status)
        return status;
    for (size_t row = 0; row < table.n_rows; row++)
        add_node(names, syn_table_cell(&table, row, 0));
    size_t n = in->files->programme ? syn_dictionary_count(names) : 1;
    struct listing *listing = make_listings(in, out, n);
    for (size_t row = 0; !status && row < table.n_rows; row++) {
        struct listing *l =
            &listing[add_node(names, syn_table_cell(&table, row, 0))];
        size_t d;
        uint32_t node;
        status = find_dimension(&d, in, &table, row, 1);
        if (!status)
            status = find_node(&node, in, &table, row, 2, d);
        if (!status)
            l->any[d] = l->listed[d][node] = true;
    }
    struct syn_cross_table *made = syn_arena_alloc(in->arena, n, sizeof *made);
    for (uint32_t t = 0; !status && t < n; t++)
        make_table(
            &made[t], in, out,
            in->files->programme
                ? syn_arena_strdup(in->arena, syn_dictionary_text(names, t))
                : in->files->cells,
            in->files->programme ? &listing[t] : NULL);
    out->table = made;
    out->n_tables = n;
    return status;
}

/* --- ledger ------------------------------------------------------------ */

static enum syn_status take_past(struct syn_cross_past *out,
                                 const struct input *in,
                                 const struct syn_table *table,
                                 size_t row)
{
    const char *state = syn_table_cell(table, row, in->n + 1);
    enum syn_status status = SYN_OK;

    for (size_t d = 0; !status && d < in->n; d++)
        status = find_node(&out->node[d], in, table, row, d, d);
    if (status)
        return status;
    out->published = strcmp(state, "published") == 0;
    if (!out->published && strcmp(state, "hidden") != 0)
        return syn_diag_fail(
            in->diag, SYN_ECONFIG,
            syn_table_locate(table, row, in->n + 1, in->arena, in->diag),
            "protect.state", "the state must be published or hidden");
    if (!out->published ||
        parse_count(&out->value, syn_table_cell(table, row, in->n)))
        return SYN_OK;
    return syn_diag_fail(
        in->diag, SYN_EINPUT,
        syn_table_locate(table, row, in->n, in->arena, in->diag),
        "protect.value",
        "a published value must be a whole number that is not negative");
}

static enum syn_status read_ledger(struct syn_cross *out, struct input *in)
{
    static const char *const more[] = {"value", "state"};
    struct syn_table table;

    if (!in->files->ledger)
        return SYN_OK;
    enum syn_status status =
        read_columns(&table, in, in->files->ledger, more, 2);
    if (!status)
        status = need_columns(in, &table, SYN_ECONFIG, more);
    if (status)
        return status;
    struct syn_cross_past *past =
        syn_arena_alloc(in->arena, table.n_rows, sizeof *past);
    for (size_t row = 0; !status && row < table.n_rows; row++)
        status = take_past(&past[row], in, &table, row);
    out->past = past;
    out->n_past = table.n_rows;
    return status;
}

enum syn_status syn_protect_read(struct syn_cross *out,
                                 const struct syn_protect_files *files,
                                 struct syn_arena *arena,
                                 struct syn_diag *diag)
{
    struct input in = {.files = files, .arena = arena, .diag = diag};
    struct syn_table cells;
    enum syn_status status = split_by(&in);

    if (!status)
        status = read_cells(&cells, &in);
    if (status || !cells.n_rows)
        return status;
    out->inner = in.inner;
    status = read_hierarchy(out, &in);
    if (!status)
        status = read_programme(out, &in);
    if (!status)
        status = read_ledger(out, &in);
    return status;
}
