/* The attack on what the tables of all folders say together. */
#include "folder.h"

#include <string.h>

#include <samsyn/base/limits.h>

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

/* --- universes ----------------------------------------------------------- */

/* A view while it is filled, and the ties of each cell. */
struct weaving {
    struct folder_audit *audit;
    struct view *view;
    const struct ties **ties;
    size_t n, room;
    uint32_t *node; /* Scratch: the names of one cell. */
};

/* The number of the cell of entry E, or of what it is a part of. */
static uint32_t
cell_of(struct weaving *w, const struct entry *e, const struct ties *ties)
{
    struct space *space = &w->view->book.space;
    uint32_t *node = w->node;
    const struct ties *whole = syn_folder_ties(w->audit, e);

    for (size_t d = 0; d < space->n_dims; d++) {
        const char *name =
            e->dim_column[d] == SIZE_MAX
                ? "T"
                : syn_sheet_cell(e->sheet, e->row, e->dim_column[d]);
        if (ties != whole && (strcmp(space->dims[d].name, "indicator") == 0 ||
                              strcmp(space->dims[d].name, "indikator") == 0))
            name = whole->of_name;
        node[d] = ties->in[d] == SUM ? syn_space_node(space, d, name)
                                     : syn_space_apart(space, d, name);
        space->dims[d].nodes[node[d]].used = true;
    }
    uint32_t cell = syn_book_cell(&w->view->book, node);
    while (w->n <= cell) {
        *(const struct ties **)syn_grow(&w->ties, w->n, &w->room,
                                        sizeof *w->ties, w->view->arena) = NULL;
        w->n++;
    }
    w->ties[cell] = ties;
    w->view->book.cells[cell].file = e->file->doc.file;
    return cell;
}

/* What the column "of" says: the count is a part of that. */
static void add_whole(struct weaving *w,
                      const struct entry *e,
                      const struct ties *ties,
                      uint32_t part)
{
    static const int64_t apart[] = {1, -1};
    struct book *book = &w->view->book;
    size_t at = syn_sheet_either(e->sheet, "of", "av");
    struct decimal number;
    int64_t count;

    if (!ties->of || at == SIZE_MAX)
        return;
    uint32_t whole = cell_of(w, e, ties->of);
    const uint32_t both[] = {whole, part};
    if (!book->cells[part].stated) /* Else another file said so. */
        syn_book_relate(book, "a part of its whole", both, apart, 2, 0,
                        NO_HIGH);
    if (syn_decimal_read(&number, syn_sheet_cell(e->sheet, e->row, at),
                         e->sheet->comma) &&
        syn_decimal_count(&count, number)) {
        book->cells[whole].shown = book->cells[whole].stated = true;
        syn_book_bound(book, whole, count, count);
    } else if (ties->of_is_own) {
        book->cells[whole].hidden = book->cells[whole].stated = true;
    }
}

static enum syn_status add_entry(struct weaving *w, const struct entry *e)
{
    const struct ties *ties = syn_folder_ties(w->audit, e);

    if (ties->of_things)
        return SYN_OK;
    struct columns at = syn_view_columns(e->sheet, e->value);
    uint32_t cell = cell_of(w, e, ties);

    add_whole(w, e, ties, cell);
    return syn_view_row_at(w->view, e->sheet, e->row,
                           w->view->book.cells[cell].node, &at);
}

static enum syn_status declare(const struct folder_audit *a, struct view *v)
{
    const struct source_folder *last = NULL;
    enum syn_status status = declare_hierarchy(a, v);

    for (size_t i = 0; !status && i < a->n_files; i++) {
        if (a->files[i].from != last)
            declare_manifest(v, a->files[i].from);
        last = a->files[i].from;
    }
    if (status || !a->truth.column)
        return status;
    for (size_t d = 0; d < a->n_dims; d++)
        if (a->truth_dims[d] == SIZE_MAX)
            return syn_diag_fail(
                a->diag, SYN_ECONFIG, (struct syn_loc){a->truth.path, 1, 0},
                "audit.dimension", "no table has the dimension \"%s\"",
                a->dims[d]);
    return syn_truth_load(&v->truth, &a->truth, a->truth_dims, a->truth_count,
                          &v->book.space, a->diag);
}

static enum syn_status
fill(struct folder_audit *a, struct view *v, uint32_t universe)
{
    struct weaving w = {
        .audit = a,
        .view = v,
        .node = syn_arena_alloc(v->arena, a->n_dims + 1, sizeof *w.node)};
    enum syn_status status = declare(a, v);

    for (size_t i = 0; !status && i < a->n_entries; i++)
        if (a->entries[i].universe == universe && !a->entries[i].dropped)
            status = add_entry(&w, &a->entries[i]);
    if (status)
        return status;
    syn_view_rank(v);
    status = syn_space_close(&v->book.space, a->diag);
    if (!status)
        syn_folder_tie(&v->book, w.ties, w.n);
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
            syn_folder_find(a, e->file->doc.file, syn_folder_key(a, e), "LEAK",
                            "a hidden number is printed");
    }
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
    const char *file = v->book.cells[t->cell].file;
    syn_folder_find(
        a, file ? file : "-",
        syn_arena_strdup(a->arena, syn_book_long(&v->book, t->cell)),
        syn_verdict_names[t->verdict], syn_arena_strdup(a->arena, t->recipe));
    struct syn_finding_line *line = &a->findings[a->n_findings - 1];
    /* The value of a hidden cell is told to who knows the truth. */
    line->has_interval = a->truth.column || t->verdict != EXACT;
    line->bounded = t->high != NO_HIGH;
    line->low = t->low;
    line->high = t->high;
}

/* What is tied together, in an arena of its own. */
static enum syn_status attack_universe(struct folder_audit *a,
                                       uint32_t universe,
                                       struct syn_arena *step)
{
    struct view v = syn_view_new(step, a->diag);
    struct targets targets;

    v.threshold = a->threshold;
    v.width = a->width;
    syn_book_init(&v.book, a->dims, a->n_dims, step);
    enum syn_status status = fill(a, &v, universe);
    if (status)
        return status;
    if (universe == 0)
        tell_printed(a, &v);
    syn_view_targets(&targets, &v);
    a->n_targets += targets.n;
    status = syn_book_attack(
        targets.list, targets.n, &v.book,
        &(struct attack){a->width, a->truth.column != NULL, false, &a->work});
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
    a->work = a->call->work > 0 ? a->call->work : AUDIT_WORK;
    for (uint32_t i = 0; !status && i < a->universes.n; i++) {
        struct syn_arena *step = syn_arena_new(SYN_ARENA_BYTES);
        status = attack_universe(a, i, step);
        syn_arena_free(step);
    }
    return status;
}
