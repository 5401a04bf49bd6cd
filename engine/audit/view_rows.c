/* The rows of a view, as statements. */
#include "view.h"

#include <stdlib.h>
#include <string.h>

const char *const syn_form_names[] = {"count", "rate", "percent", "change",
                                      "limit", "rank", "maximum", NULL};

enum form syn_form_find(const char *name)
{
    for (int i = 0; i < N_FORMS; i++)
        if (strcmp(name, syn_form_names[i]) == 0)
            return (enum form)i;
    return N_FORMS;
}

static enum syn_status
fail(const struct view *view, struct syn_loc loc, const char *text)
{
    return syn_diag_fail(view->diag, SYN_EINPUT, loc, "audit.statement", "%s",
                         syn_diag_text(view->diag, text, NULL));
}

/* The total of a percent: the same cell, at T in the last dimension. */
static uint32_t total_of(struct view *view, uint32_t cell)
{
    size_t n = view->book.space.n_dims;
    uint32_t *node = syn_arena_alloc(view->arena, n + 1, sizeof *node);

    memcpy(node, view->book.cells[cell].node, n * sizeof *node);
    node[n - 1] = syn_space_node(&view->book.space, n - 1, "T");
    return syn_book_cell(&view->book, node);
}

static void bound(struct view *view, uint32_t cell, struct counts counts)
{
    syn_book_bound(&view->book, cell, counts.low, counts.high);
}

enum syn_status syn_view_state(struct view *view, const struct statement *s)
{
    struct figure figure;

    if (!syn_figure_make(&figure, s->shown, s->decimals))
        return fail(view, s->loc, "audit.state.digits");
    if ((s->form == RATE || s->form == CHANGE) &&
        (!s->has_population || s->population.digits <= 0))
        return fail(view, s->loc, "audit.state.population");
    switch (s->form) {
    case RATE:
        bound(view, s->cell, syn_counts_of_rate(figure, s->per, s->population));
        break;
    case CHANGE:
        bound(view, s->cell, syn_counts_of_change(figure, s->population));
        break;
    case LIMIT:
        bound(view, s->cell, syn_counts_of_limit(figure, s->byar, s->upper));
        break;
    case PERCENT:
        if (s->has_population && s->population.digits > 0)
            bound(view, s->cell,
                  syn_counts_of_rate(figure, 100, s->population));
        else
            syn_relate_percent(&view->book, figure, s->cell,
                               s->of != NO_CELL ? s->of
                                                : total_of(view, s->cell));
        break;
    default:
        break;
    }
    return SYN_OK;
}

static void mark(struct view *view, uint32_t cell, const char *text)
{
    int64_t low = 0, high = NO_HIGH, least = view->zeros == SHOWN ? 1 : 0;

    (void)syn_spec_marker(&low, &high, view, text);
    view->book.cells[cell].hidden = true;
    if (low < least && high >= least)
        low = least;
    if (low == high) /* The marker is a way to print a number. */
        view->book.cells[cell].shown = true;
    syn_book_bound(&view->book, cell, low, high);
}

static enum syn_status count_row(struct view *view, const struct statement *s)
{
    struct cell *cell = &view->book.cells[s->cell];
    int64_t value;

    if (!syn_decimal_count(&value, s->shown))
        return fail(view, s->loc, "audit.state.count");
    cell->shown = true;
    syn_book_bound(&view->book, s->cell, value, value);
    return SYN_OK;
}

static void rank_row(struct view *view, const struct statement *s)
{
    struct place *place =
        syn_grow(&view->places, view->n_places++, &view->place_room,
                 sizeof *view->places, view->arena);

    *place = (struct place){s->shown, s->cell};
}

/* Fills what the columns of ROW say. */
static enum syn_status read_row(struct statement *s,
                                const struct view *view,
                                const struct sheet *sheet,
                                size_t row,
                                const struct columns *at)
{
    const char *text;
    struct decimal number;
    int64_t whole;

    if (at->form != SIZE_MAX &&
        *(text = syn_sheet_cell(sheet, row, at->form))) {
        s->form = syn_form_find(text);
        if (s->form == N_FORMS || s->form == MAXIMUM)
            return fail(view, syn_sheet_loc(sheet, row, at->form),
                        "audit.state.form");
    }
    if (at->decimals != SIZE_MAX &&
        *(text = syn_sheet_cell(sheet, row, at->decimals))) {
        if (!syn_decimal_read(&number, text, false) ||
            !syn_decimal_count(&whole, number) || whole > 9)
            return fail(view, syn_sheet_loc(sheet, row, at->decimals),
                        "audit.state.decimals");
        s->decimals = (int)whole;
    }
    if (at->population != SIZE_MAX &&
        *(text = syn_sheet_cell(sheet, row, at->population))) {
        if (!syn_decimal_read(&s->population, text, sheet->comma) ||
            s->population.digits <= 0)
            return fail(view, syn_sheet_loc(sheet, row, at->population),
                        "audit.state.population");
        s->has_population = true;
    }
    return SYN_OK;
}

enum syn_status syn_view_row(struct view *view,
                             const struct sheet *sheet,
                             size_t row,
                             const size_t *dim_column,
                             const struct columns *at)
{
    struct space *space = &view->book.space;
    uint32_t *node =
        syn_arena_alloc(view->arena, space->n_dims + 1, sizeof *node);

    for (size_t d = 0; d < space->n_dims; d++) {
        node[d] =
            syn_space_node(space, d,
                           dim_column[d] == SIZE_MAX
                               ? "T"
                               : syn_sheet_cell(sheet, row, dim_column[d]));
        space->dims[d].nodes[node[d]].used = true;
    }
    return syn_view_row_at(view, sheet, row, node, at);
}

enum syn_status syn_view_row_at(struct view *view,
                                const struct sheet *sheet,
                                size_t row,
                                const uint32_t *node,
                                const struct columns *at)
{
    struct statement s = view->usual;
    const char *text = syn_sheet_cell(sheet, row, at->value);

    s.cell = syn_book_cell(&view->book, node);
    s.loc = syn_sheet_loc(sheet, row, at->value);
    view->book.cells[s.cell].stated = true;
    enum syn_status status = read_row(&s, view, sheet, row, at);
    if (status)
        return status;
    if (!syn_decimal_read(&s.shown, text, sheet->comma)) {
        mark(view, s.cell, text);
        return SYN_OK;
    }
    if (s.form == COUNT)
        return count_row(view, &s);
    if (s.form == RANK) {
        rank_row(view, &s);
        return SYN_OK;
    }
    return syn_view_state(view, &s);
}

static int by_place(const void *a, const void *b)
{
    const struct place *x = a, *y = b;
    wide left = (wide)x->place.digits * y->place.scale,
         right = (wide)y->place.digits * x->place.scale;

    if (left != right)
        return left < right ? -1 : 1;
    return (x->cell > y->cell) - (x->cell < y->cell);
}

static bool is_same_place(const struct place *a, const struct place *b)
{
    return (wide)a->place.digits * b->place.scale ==
           (wide)b->place.digits * a->place.scale;
}

/* Every cell of a place is at least each of the next place. */
void syn_view_rank(struct view *view)
{
    const struct place *p = view->places;
    size_t before = 0, first = 0;

    if (!p)
        return;
    qsort(view->places, view->n_places, sizeof *p, by_place);
    for (size_t i = 0; i < view->n_places; i++) {
        if (i && !is_same_place(&p[i], &p[i - 1])) {
            before = first;
            first = i;
        }
        for (size_t k = before; k < first; k++)
            syn_relate_order(&view->book, p[k].cell, p[i].cell);
    }
}

struct columns syn_view_columns(const struct sheet *sheet, size_t value)
{
    return (struct columns){value, syn_sheet_column(sheet, "form"),
                            syn_sheet_column(sheet, "decimals"),
                            syn_sheet_column(sheet, "population")};
}

enum syn_status syn_view_rows(struct view *view,
                              const struct sheet *sheet,
                              const size_t *dim_column,
                              size_t value_column)
{
    const struct columns at = syn_view_columns(sheet, value_column);
    enum syn_status status = SYN_OK;

    for (size_t i = 0; !status && i < sheet->n_rows; i++)
        status = syn_view_row(view, sheet, i, dim_column, &at);
    syn_view_rank(view);
    return status;
}
