/* The attack on what the tables of all folders say together. */
#include "folder.h"

#include <string.h>

#include <samsyn/base/calendar.h>

static enum syn_status declare_hierarchy(const struct folder_audit *a,
                                         struct view *v)
{
    const struct sheet *h = &a->hierarchy;
    size_t dim = h->column ? syn_sheet_column(h, "dimension") : 0,
           node = h->column ? syn_sheet_column(h, "node") : 0,
           leaf = h->column ? syn_sheet_column(h, "leaf") : 0;

    for (size_t i = 0; h->column && i < h->n_rows; i++) {
        size_t at =
            syn_space_dimension(&v->book.space, syn_sheet_cell(h, i, dim));
        if (at == INDEX_NONE)
            return syn_diag_fail(a->diag, SYN_ECONFIG, syn_sheet_loc(h, i, dim),
                                 "audit.dimension",
                                 "no table has the dimension \"%s\"",
                                 syn_sheet_cell(h, i, dim));
        syn_space_declare(&v->book.space, at, syn_sheet_cell(h, i, node),
                          syn_sheet_cell(h, i, leaf));
    }
    return SYN_OK;
}

/* The nodes that a manifest declares, as in a specification of a view. */
static void declare_manifest(struct view *v, const struct source_folder *from)
{
    size_t i, k;
    json_t *dim, *leaves, *leaf;
    const char *node;

    json_array_foreach(from->dims, i, dim)
    {
        const char *name = json_string_value(json_object_get(dim, "name"));
        size_t at =
            name ? syn_space_dimension(&v->book.space, name) : INDEX_NONE;
        if (at == INDEX_NONE)
            continue;
        json_object_foreach(json_object_get(dim, "nodes"), node, leaves)
            json_array_foreach(leaves, k, leaf) if (json_is_string(leaf))
                syn_space_declare(&v->book.space, at, node,
                                  json_string_value(leaf));
    }
}

/* --- distinct persons ---------------------------------------------------- */

/* Whether the universe counts distinct persons, who may be in several periods:
 * their cells are no sums. */
static bool counts_persons(const struct folder_audit *a, size_t universe)
{
    for (size_t i = 0; i < a->n_entries; i++) {
        const struct entry *e = &a->entries[i];
        size_t unit = syn_sheet_either(e->sheet, "unit", "enhet");
        if (e->universe == universe && unit != SIZE_MAX)
            return strcmp(syn_sheet_cell(e->sheet, e->row, unit), "person") ==
                   0;
    }
    return false;
}

/* The dimension of periods, or INDEX_NONE. */
static size_t period_of(const struct view *v)
{
    size_t at = syn_space_dimension(&v->book.space, "period"),
           other = syn_space_dimension(&v->book.space, "periode");

    /* Of two, the one that this universe uses. */
    return at == INDEX_NONE || (other != INDEX_NONE &&
                                v->book.space.dims[other].names.n > 1)
               ? other
               : at;
}

/* The cell like CELL with the period CODE, or NO_CELL. */
static uint32_t
beside(const struct view *v, uint32_t cell, size_t dim, const char *code)
{
    size_t n = v->book.space.n_dims,
           at = syn_space_find(&v->book.space, dim, code);
    uint32_t *node = syn_arena_alloc(v->arena, n, sizeof *node);

    if (at == INDEX_NONE)
        return NO_CELL;
    memcpy(node, v->book.cells[cell].node, n * sizeof *node);
    node[dim] = (uint32_t)at;
    at = syn_index_find(&v->book.keys, node, n * sizeof *node);
    return at == INDEX_NONE ? NO_CELL : (uint32_t)at;
}

/* A part is at most its whole, the whole at most the sum of all its parts. */
static void tie_year(struct view *v, uint32_t cell, size_t dim, int year)
{
    uint32_t at[5] = {cell};
    const int64_t by[5] = {-1, 1, 1, 1, 1}, apart[2] = {1, -1};
    size_t found = 0;

    for (int q = 0; q < 4; q++) {
        char code[SYN_PERIOD_BYTES];
        const struct syn_period quarter = {SYN_QUARTER, year * 4 + q};
        uint32_t part = beside(v, cell, dim, syn_period_code(code, quarter));
        if (part == NO_CELL)
            continue;
        const uint32_t both[2] = {cell, part};
        at[++found] = part;
        syn_book_relate(&v->book, "persons in a part of a year", both, apart, 2,
                        0, NO_HIGH);
    }
    if (found == 4)
        syn_book_relate(&v->book, "persons in a year", at, by, 5, 0, NO_HIGH);
}

static void tie_persons(struct view *v)
{
    size_t dim = period_of(v);

    for (uint32_t i = 0, n = (uint32_t)v->book.keys.n; i < n; i++) {
        struct syn_period p;
        if (syn_period_parse(&p, syn_space_name(&v->book.space, dim,
                                                v->book.cells[i].node[dim])) &&
            p.kind == SYN_YEAR)
            tie_year(v, i, dim, p.index);
    }
}

/* --- universes ----------------------------------------------------------- */

static enum syn_status
fill(const struct folder_audit *a, struct view *v, size_t universe)
{
    const struct source_folder *last = NULL;
    enum syn_status status = declare_hierarchy(a, v);

    for (size_t i = 0; !status && i < a->n_files; i++) {
        if (a->files[i].from != last)
            declare_manifest(v, a->files[i].from);
        last = a->files[i].from;
    }
    if (!status && a->truth.column) {
        for (size_t d = 0; d < a->n_dims; d++)
            if (a->truth_dims[d] == SIZE_MAX)
                return syn_diag_fail(
                    a->diag, SYN_ECONFIG, (struct syn_loc){a->truth.path, 1, 0},
                    "audit.dimension", "no table has the dimension \"%s\"",
                    a->dims[d]);
        status = syn_truth_load(&v->truth, &a->truth, a->truth_dims,
                                a->truth_count, &v->book.space, a->diag);
    }
    for (size_t i = 0; !status && i < a->n_entries; i++) {
        const struct entry *e = &a->entries[i];
        if (e->universe != universe || e->dropped)
            continue;
        struct columns at = syn_view_columns(e->sheet, e->value);
        status = syn_view_row(v, e->sheet, e->row, e->dim_column, &at);
    }
    if (status)
        return status;
    syn_view_rank(v);
    size_t period = period_of(v);
    bool persons = period != INDEX_NONE && counts_persons(a, universe);
    if (persons)
        v->book.space.dims[period].declared = true; /* Years are no sums. */
    status = syn_space_close(&v->book.space, a->diag);
    if (!status && persons)
        tie_persons(v);
    return status;
}

/* Cells that TRUTH calls hidden, and a table shows. */
static void tell_printed(struct folder_audit *a, const struct view *v)
{
    const struct space *space = &v->book.space;
    uint32_t *node = syn_arena_alloc(a->arena, a->n_dims + 1, sizeof *node);

    for (size_t i = 0; a->truth.column && i < a->n_entries; i++) {
        const struct entry *e = &a->entries[i];
        bool known = e->shown && !e->file->from->known;
        for (size_t d = 0; known && d < a->n_dims; d++) {
            size_t at = syn_space_find(
                space, d,
                e->dim_column[d] == SIZE_MAX
                    ? "T"
                    : syn_sheet_cell(e->sheet, e->row, e->dim_column[d]));
            known = at != INDEX_NONE;
            node[d] = (uint32_t)at;
        }
        size_t found = known ? syn_index_find(&v->truth.keys, node,
                                              a->n_dims * sizeof *node)
                             : INDEX_NONE;
        if (found != INDEX_NONE && v->truth.counts[found].hidden &&
            v->truth.counts[found].value == e->count)
            syn_folder_find(a, e->file->doc.file, e->key, "LEAK",
                            "a hidden number is printed");
    }
}

/* The file where the cell was stated last, in the folders that are audited. */
static const char *file_of(const struct folder_audit *a, const char *key)
{
    const char *file = "-";

    for (size_t i = 0; i < a->n_entries; i++)
        if (strcmp(a->entries[i].key, key) == 0)
            file = a->entries[i].file->doc.file;
    return file;
}

/* Whether a hidden number like this is one that had to be hidden. */
static bool is_sensitive(const struct folder_audit *a,
                         const struct view *v,
                         const struct target *t)
{
    int64_t count;
    bool known =
        a->truth.column && syn_truth_count(&count, &v->truth, &v->book.space,
                                           v->book.cells[t->cell].node);

    if (known)
        return count > 0 && count < a->threshold;
    return t->low < a->threshold && t->high > 0;
}

static void
tell(struct folder_audit *a, const struct view *v, const struct target *t)
{
    if (t->verdict == SAFE || !is_sensitive(a, v, t))
        return;
    const char *key = syn_book_long(&v->book, t->cell);
    syn_folder_find(a, file_of(a, key), key, syn_verdict_names[t->verdict],
                    t->recipe);
    struct syn_finding_line *line = &a->findings[a->n_findings - 1];
    /* The value of a hidden cell is told to who knows the truth. */
    line->has_interval = a->truth.column || t->verdict != EXACT;
    line->bounded = t->high != NO_HIGH;
    line->low = t->low;
    line->high = t->high;
}

static enum syn_status attack_universe(struct folder_audit *a, size_t universe)
{
    struct view v = syn_view_new(a->arena, a->diag);
    struct targets targets;

    v.threshold = a->threshold;
    v.width = a->width;
    syn_book_init(&v.book, a->dims, a->n_dims, a->arena);
    enum syn_status status = fill(a, &v, universe);
    if (status)
        return status;
    if (universe == 0)
        tell_printed(a, &v);
    syn_view_targets(&targets, &v);
    a->n_targets += targets.n;
    status = syn_book_attack(
        targets.list, targets.n, &v.book,
        &(struct attack){a->width, a->truth.column != NULL, false});
    if (status == SYN_EDOMAIN) {
        syn_folder_find(a, "-", "-", "UNPROVEN",
                        "the tables have too many inner cells");
        return SYN_OK;
    }
    if (status == SYN_DONE) {
        syn_folder_find(a, "-", "-", "INCONSISTENT",
                        "no table fits the numbers that are shown");
        return SYN_OK;
    }
    for (size_t i = 0; !status && i < targets.n; i++)
        tell(a, &v, &targets.list[i]);
    return status;
}

enum syn_status syn_folder_attack(struct folder_audit *a)
{
    enum syn_status status = SYN_OK;

    if (!a->call->attack || a->n_dims == 0)
        return SYN_OK;
    for (size_t i = 0; !status && i < a->universes.n; i++)
        status = attack_universe(a, i);
    return status;
}
