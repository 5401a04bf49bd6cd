#include "view.h"

#include <string.h>

#include <samsyn/base/text.h>

/* Columns that are about a value, and name no cell. */
static const char *const reserved[] = {"form",   "decimals", "population",
                                       "status", "state",    NULL};

/* What a value column may be called where several are left. */
static const char *const usual_names[] = {"value", "count",  "n",
                                          "freq",  "antall", NULL};

static bool is_one_of(const char *name, const char *const *names)
{
    for (; *names; names++)
        if (strcmp(name, *names) == 0)
            return true;
    return false;
}

bool syn_is_value_name(const char *name)
{
    return is_one_of(name, usual_names);
}

bool syn_is_reserved_name(const char *name)
{
    return is_one_of(name, reserved);
}

/* Which columns of the two files are what. */
struct layout {
    const char **dims;
    size_t *in_view, *in_truth; /* Of each dimension. */
    size_t n, value, count;
};

static enum syn_status named_column(size_t *out,
                                    const struct sheet *sheet,
                                    const char *name,
                                    struct syn_diag *diag)
{
    *out = name ? syn_sheet_column(sheet, name) : SIZE_MAX;
    if (name && *out == SIZE_MAX)
        return syn_diag_fail_at(diag, SYN_EUSAGE,
                                (struct syn_loc){sheet->path, 1, 0},
                                (struct syn_caret){0}, "audit.column",
                                "there is no column \"%s\"", name);
    return SYN_OK;
}

/* The value column: the one that is no dimension. */
static enum syn_status left_column(size_t *out,
                                   const struct sheet *sheet,
                                   const struct layout *layout,
                                   const char *option,
                                   struct syn_diag *diag)
{
    size_t left = 0, usual = 0, usual_at = 0;

    for (size_t i = 0; i < sheet->n_columns; i++) {
        if (is_one_of(sheet->column[i], reserved))
            continue;
        bool is_dim = false;
        for (size_t d = 0; d < layout->n; d++)
            is_dim |= strcmp(layout->dims[d], sheet->column[i]) == 0;
        if (is_dim)
            continue;
        left++;
        *out = i;
        if (is_one_of(sheet->column[i], usual_names)) {
            usual++;
            usual_at = i;
        }
    }
    if (left > 1 && usual == 1)
        *out = usual_at;
    else if (left != 1)
        return syn_diag_fail(
            diag, SYN_EUSAGE, (struct syn_loc){sheet->path, 1, 0},
            "audit.value-column",
            "%zu columns may hold the value; name it with --%s", left, option);
    return SYN_OK;
}

/* Whether both files have a value column of this name. */
static bool is_value_of_both(const struct sheet *view,
                             const struct sheet *truth,
                             const char *name)
{
    size_t dims = 0;

    for (size_t i = 0; i < view->n_columns; i++)
        dims += !is_one_of(view->column[i], reserved) &&
                syn_sheet_column(truth, view->column[i]) == SIZE_MAX;
    return dims == 0 && is_one_of(name, usual_names);
}

static enum syn_status find_columns(struct layout *out,
                                    const struct sheet *view,
                                    const struct sheet *truth,
                                    const struct syn_view_call *call,
                                    struct view *v)
{
    *out = (struct layout){
        .dims = syn_arena_alloc(v->arena, view->n_columns, sizeof(char *)),
        .in_view = syn_arena_alloc(v->arena, view->n_columns, sizeof(size_t)),
        .in_truth = syn_arena_alloc(v->arena, view->n_columns, sizeof(size_t))};
    enum syn_status status =
        named_column(&out->value, view, call->shown, v->diag);
    if (!status)
        status = named_column(&out->count, truth, call->freq, v->diag);
    for (size_t i = 0; !status && i < view->n_columns; i++) {
        size_t there = syn_sheet_column(truth, view->column[i]);
        if (there == SIZE_MAX || i == out->value || there == out->count ||
            is_one_of(view->column[i], reserved) ||
            is_value_of_both(view, truth, view->column[i]))
            continue;
        out->dims[out->n] = view->column[i];
        out->in_view[out->n] = i;
        out->in_truth[out->n++] = there;
    }
    if (!status && out->n == 0)
        return syn_diag_fail(v->diag, SYN_EUSAGE,
                             (struct syn_loc){view->path, 1, 0},
                             "audit.no-dimension",
                             "the view and the true counts have no column in "
                             "common");
    if (!status && !call->shown)
        status = left_column(&out->value, view, out, "shown", v->diag);
    if (!status && !call->freq)
        status = left_column(&out->count, truth, out, "freq", v->diag);
    return status;
}

/* --- targets ------------------------------------------------------------- */

static void add_target(struct targets *t, const struct view *v, uint32_t cell)
{
    if (t->taken[cell])
        return;
    t->taken[cell] = true;
    struct target *target =
        syn_grow(&t->list, t->n++, &t->room, sizeof *target, v->arena);
    *target = (struct target){.cell = cell};
}

/* Whether the true count of NODE is one to protect; where it is not known, what
 * was PRINTED is, and a hidden cell counts as one. */
static bool is_sensitive(const struct view *v,
                         const uint32_t *node,
                         bool hidden,
                         int64_t printed)
{
    int64_t count;

    if (!syn_truth_count(&count, &v->truth, &v->book.space, node)) {
        if (hidden)
            return true;
        count = printed;
    }
    if (count == 0)
        return hidden && v->zeros == PROTECT;
    return hidden || count < v->threshold;
}

static bool is_target(const struct view *v, uint32_t cell)
{
    const struct cell *c = &v->book.cells[cell];

    if (!c->stated)
        return false;
    return is_sensitive(v, c->node, c->hidden && !c->shown,
                        c->shown ? c->low : 0);
}

/* A node that no row of the view uses is a difference of others: each small
 * cell of it, beside a cell of the view, is a target. */
static void add_differences(struct targets *t,
                            struct view *v,
                            size_t dim,
                            uint32_t unused,
                            size_t n_cells)
{
    struct book *book = &v->book;
    size_t n = book->space.n_dims;
    uint32_t *node = syn_arena_alloc(v->arena, n, sizeof *node);

    for (size_t i = 0; i < n_cells; i++) {
        if (!book->cells[i].stated)
            continue;
        memcpy(node, book->cells[i].node, n * sizeof *node);
        node[dim] = unused;
        size_t known = syn_index_find(&book->keys, node, n * sizeof *node);
        if (known != INDEX_NONE && t->taken[known])
            continue;
        if (!is_sensitive(v, node, false, 0))
            continue;
        if (known == INDEX_NONE && book->keys.n == t->n_taken)
            return; /* Room for as many as there were. */
        add_target(t, v, syn_book_cell(book, node));
    }
}

void syn_view_targets(struct targets *t, struct view *v)
{
    *t = (struct targets){0};
    struct book *book = &v->book;
    size_t n_cells = book->keys.n, unused = 0;

    for (size_t d = 0; d < book->space.n_dims; d++)
        for (size_t i = 0; i < book->space.dims[d].names.n; i++)
            unused += !book->space.dims[d].nodes[i].used;
    t->n_taken = n_cells * (unused + 1);
    t->taken = syn_arena_alloc(v->arena, t->n_taken + 1, sizeof *t->taken);
    for (uint32_t i = 0; i < n_cells; i++)
        if (is_target(v, i))
            add_target(t, v, i);
    for (size_t i = 0; i < v->n_asked; i++)
        add_target(t, v, v->asked[i]);
    for (size_t d = 0; d < book->space.n_dims; d++) {
        const struct dimension *dim = &book->space.dims[d];
        for (uint32_t i = 0; i < dim->names.n; i++)
            if (!dim->nodes[i].used && !dim->has_apart &&
                (dim->nodes[i].declared ||
                 strcmp(syn_space_name(&book->space, d, i), "T") != 0))
                add_differences(t, v, d, i, n_cells);
    }
}

/* --- the answer ---------------------------------------------------------- */

static void
tell(struct syn_view *out, const struct targets *t, const struct view *v)
{
    const struct space *space = &v->book.space;
    struct syn_view_line *lines =
        syn_arena_alloc(v->arena, t->n + 1, sizeof *lines);
    enum verdict worst = SAFE;

    for (size_t i = 0; i < t->n; i++) {
        const struct target *from = &t->list[i];
        const char **names =
            syn_arena_alloc(v->arena, space->n_dims + 1, sizeof(char *));
        for (size_t d = 0; d < space->n_dims; d++)
            names[d] =
                syn_space_name(space, d, v->book.cells[from->cell].node[d]);
        lines[i] =
            (struct syn_view_line){.cell = names,
                                   .low = from->low,
                                   .high = from->high,
                                   .bounded = from->high != NO_HIGH,
                                   .linear = from->linear,
                                   .verdict = syn_verdict_names[from->verdict],
                                   .recipe = from->recipe};
        if (from->verdict > worst)
            worst = from->verdict;
    }
    out->n = t->n;
    out->lines = lines;
    out->verdict = syn_verdict_names[worst];
    out->safe = worst == SAFE;
}

static enum syn_status read_view(struct view *v,
                                 const struct syn_view_call *call,
                                 const struct sheet *view,
                                 const struct sheet *truth,
                                 struct syn_view *out)
{
    struct layout layout;
    enum syn_status status = find_columns(&layout, view, truth, call, v);

    if (status)
        return status;
    syn_book_init(&v->book, layout.dims, layout.n, v->arena);
    out->dims = layout.dims;
    out->n_dims = layout.n;
    if (call->spec)
        status = syn_spec_open(v, call->spec);
    if (call->threshold > 0)
        v->threshold = call->threshold;
    if (call->threshold > 0 && call->width <= 0)
        v->width = syn_width_of(call->threshold);
    if (call->width > 0)
        v->width = call->width;
    if (!status)
        status = syn_truth_load(&v->truth, truth, layout.in_truth, layout.count,
                                &v->book.space, v->diag);
    if (!status)
        status = syn_view_rows(v, view, layout.in_view, layout.value);
    if (!status)
        status = syn_spec_apply(v);
    return status ? status : syn_space_close(&v->book.space, v->diag);
}

struct view syn_view_new(struct syn_arena *arena, struct syn_diag *diag)
{
    return (struct view){
        .arena = arena,
        .diag = diag,
        .threshold = 5,
        .width = 3,
        .usual = {
            .of = NO_CELL, .decimals = AS_WRITTEN, .per = 1000, .upper = true}};
}

enum syn_status syn_view_audit(struct syn_view *out,
                               const struct syn_view_call *call,
                               struct syn_arena *arena,
                               struct syn_diag *diag)
{
    struct view v = syn_view_new(arena, diag);
    struct sheet view, truth;
    struct targets targets;
    int64_t work = call->work > 0 ? call->work : AUDIT_WORK;

    *out = (struct syn_view){0};
    enum syn_status status = syn_sheet_read(&view, call->view, arena, diag);
    if (!status)
        status = syn_sheet_read(&truth, call->truth, arena, diag);
    if (!status)
        status = read_view(&v, call, &view, &truth, out);
    if (status)
        return status;
    syn_view_targets(&targets, &v);
    status = syn_book_attack(targets.list, targets.n, &v.book,
                             &(struct attack){v.width, true, true, &work});
    if (status == SYN_EDOMAIN)
        return syn_diag_fail(diag, SYN_EINPUT,
                             (struct syn_loc){call->view, 0, 0}, "audit.large",
                             "the table has too many inner cells; audit it in "
                             "parts");
    if (status == SYN_DONE)
        return syn_diag_fail(diag, SYN_EINPUT,
                             (struct syn_loc){call->view, 0, 0},
                             "audit.contradiction",
                             "the view contradicts itself: no table fits it");
    if (!status)
        tell(out, &targets, &v);
    return status;
}
