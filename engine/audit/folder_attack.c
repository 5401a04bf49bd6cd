/* The attack on what the tables of all folders say together. */
#include "folder.h"

#include <string.h>

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
    return syn_space_close(&v->book.space, a->diag);
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
    line->has_interval = true;
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
    syn_view_targets(&targets, &v);
    a->n_targets += targets.n;
    status = syn_book_attack(targets.list, targets.n, &v.book,
                             &(struct attack){a->width, false}, a->diag);
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
