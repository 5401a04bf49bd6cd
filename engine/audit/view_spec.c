/* The specification of a view: JSON with a closed set of names. */
#include "view.h"

#include <math.h>
#include <string.h>

#include <samsyn/base/file.h>
#include <samsyn/base/limits.h>
#include <samsyn/base/text.h>

static enum syn_status
fail(const struct view *view, const char *text, const char *which)
{
    return syn_diag_fail(view->diag, SYN_ECONFIG,
                         (struct syn_loc){view->spec_path, 0, 0}, "audit.spec",
                         "%s: \"%s\"", syn_diag_text(view->diag, text, NULL),
                         which);
}

static enum syn_status
know_keys(const struct view *view, json_t *object, const char *const *known)
{
    const char *key;
    json_t *value;

    json_object_foreach(object, key, value)
    {
        size_t i = 0;
        while (known[i] && strcmp(known[i], key) != 0)
            i++;
        if (!known[i])
            return fail(view, "audit.spec.key", key);
    }
    return SYN_OK;
}

static const char *text_of(json_t *value)
{
    const char *text = json_string_value(value);
    return text ? text : "";
}

/* --- dimensions ---------------------------------------------------------- */

static enum syn_status
declare_node(struct view *view, size_t dim, const char *name, json_t *leaves)
{
    size_t i;
    json_t *leaf;

    if (!json_is_array(leaves) || !json_array_size(leaves))
        return fail(view, "audit.spec.leaves", name);
    json_array_foreach(leaves, i, leaf)
    {
        if (!json_is_string(leaf))
            return fail(view, "audit.spec.leaves", name);
        syn_space_declare(&view->book.space, dim, name, text_of(leaf));
    }
    return SYN_OK;
}

static enum syn_status declare_dims(struct view *view, json_t *dims)
{
    static const char *const known[] = {"name", "nodes", NULL};
    enum syn_status status = SYN_OK;
    size_t i;
    json_t *dim, *leaves;
    const char *node;

    json_array_foreach(dims, i, dim)
    {
        const char *name = text_of(json_object_get(dim, "name"));
        size_t at = syn_space_dimension(&view->book.space, name);
        if (at == INDEX_NONE)
            return fail(view, "audit.spec.dimension", name);
        status = know_keys(view, dim, known);
        json_object_foreach(json_object_get(dim, "nodes"), node,
                            leaves) if (!status) status =
            declare_node(view, at, node, leaves);
        if (status)
            return status;
        syn_space_node(&view->book.space, at, "T");
    }
    return SYN_OK;
}

/* --- reading ------------------------------------------------------------- */

static enum syn_status read_words(struct view *view)
{
    static const char *const policies[] = {"may-hide", "shown", "protect"};
    json_t *zeros = json_object_get(view->spec, "zeros");
    json_t *threshold = json_object_get(view->spec, "threshold");
    json_t *width = json_object_get(view->spec, "width");
    json_t *per = json_object_get(view->spec, "per");
    size_t i = 0;

    if (zeros) {
        while (i < 3 && strcmp(policies[i], text_of(zeros)) != 0)
            i++;
        if (i == 3)
            return fail(view, "audit.spec.zeros", text_of(zeros));
        view->zeros = (enum zeros)i;
    }
    if ((threshold && json_integer_value(threshold) < 1) ||
        (width && !json_is_integer(width)) ||
        (per && json_integer_value(per) < 1))
        return fail(view, "audit.spec.number", "threshold, width, per");
    if (threshold)
        view->threshold = json_integer_value(threshold);
    if (width)
        view->width = json_integer_value(width);
    else if (threshold)
        view->width = syn_width_of(view->threshold);
    if (per)
        view->usual.per = json_integer_value(per);
    return SYN_OK;
}

static enum syn_status
read_method(const struct view *view, struct statement *s, json_t *from)
{
    json_t *method = json_object_get(from, "method"),
           *side = json_object_get(from, "side");
    const char *m = text_of(method), *d = text_of(side);

    if (method && strcmp(m, "garwood") != 0 && strcmp(m, "byar") != 0)
        return fail(view, "audit.spec.method", m);
    if (side && strcmp(d, "upper") != 0 && strcmp(d, "lower") != 0)
        return fail(view, "audit.spec.method", d);
    if (method)
        s->byar = strcmp(m, "byar") == 0;
    if (side)
        s->upper = strcmp(d, "upper") == 0;
    return SYN_OK;
}

static void decref(void *json)
{
    json_decref(json);
}

enum syn_status syn_spec_open(struct view *view, const char *path)
{
    static const char *const known[] = {
        "threshold", "width", "zeros", "dims",   "markers", "derived",
        "targets",   "per",   "of",    "method", "side",    NULL};
    json_error_t error;
    char *text;
    size_t size;

    view->spec_path = path;
    enum syn_status status = syn_file_read(&text, &size, path, SYN_LIST_BYTES,
                                           view->arena, view->diag);
    if (status)
        return status;
    view->spec = json_loadb(text, size, JSON_REJECT_DUPLICATES, &error);
    if (!json_is_object(view->spec)) {
        json_decref(view->spec);
        view->spec = NULL;
        return syn_diag_fail(
            view->diag, SYN_ECONFIG,
            (struct syn_loc){path, error.line > 0 ? (unsigned)error.line : 0,
                             error.column > 0 ? (unsigned)error.column : 0},
            "audit.json", "this is no JSON object");
    }
    syn_arena_defer(view->arena, decref, view->spec);
    status = know_keys(view, view->spec, known);
    if (!status)
        status = read_words(view);
    if (!status)
        status = read_method(view, &view->usual, view->spec);
    return status ? status
                  : declare_dims(view, json_object_get(view->spec, "dims"));
}

bool syn_spec_marker(int64_t *low,
                     int64_t *high,
                     const struct view *view,
                     const char *text)
{
    json_t *range =
        json_object_get(json_object_get(view->spec, "markers"), text);
    json_t *from = json_array_get(range, 0), *to = json_array_get(range, 1);

    if (!range)
        return false;
    *low = json_is_integer(from) ? json_integer_value(from) : 0;
    *high = json_is_integer(to) ? json_integer_value(to) : NO_HIGH;
    return true;
}

/* --- figures and targets ------------------------------------------------- */

/* The cell that the array, or the object by dimension, NAMES. */
static enum syn_status cell_of(uint32_t *out, struct view *view, json_t *names)
{
    struct space *space = &view->book.space;
    uint32_t *node =
        syn_arena_alloc(view->arena, space->n_dims + 1, sizeof *node);

    if (json_is_array(names) && json_array_size(names) != space->n_dims)
        return fail(view, "audit.spec.cell", "cell");
    for (size_t d = 0; d < space->n_dims; d++) {
        const char *name = json_string_value(
            json_is_array(names) ? json_array_get(names, d)
                                 : json_object_get(names, space->dims[d].name));
        if (!name)
            return fail(view, "audit.spec.cell", space->dims[d].name);
        if (syn_space_find(space, d, name) == INDEX_NONE)
            return fail(view, "audit.spec.node", name);
        node[d] = (uint32_t)syn_space_find(space, d, name);
    }
    *out = syn_book_cell(&view->book, node);
    return SYN_OK;
}

static enum syn_status decimal_of(struct decimal *out,
                                  const struct view *view,
                                  json_t *value,
                                  int decimals)
{
    const char *text = json_string_value(value);

    if (json_is_integer(value))
        *out = (struct decimal){json_integer_value(value), 1};
    else if (json_is_real(value))
        text =
            decimals == AS_WRITTEN
                ? syn_arena_printf(view->arena, "%.12g", json_real_value(value))
                : syn_arena_printf(view->arena, "%.*f", decimals,
                                   json_real_value(value));
    if (text ? !syn_decimal_read(out, text, false) : !json_is_integer(value))
        return fail(view, "audit.spec.number", text ? text : "shown");
    return SYN_OK;
}

static enum syn_status
cells_of(uint32_t **out, size_t *n, struct view *view, json_t *list)
{
    enum syn_status status = SYN_OK;

    *n = json_array_size(list);
    *out = syn_arena_alloc(view->arena, *n + 1, sizeof **out);
    if (*n == 0)
        return fail(view, "audit.spec.cell", "cells");
    for (size_t i = 0; !status && i < *n; i++)
        status = cell_of(&(*out)[i], view, json_array_get(list, i));
    return status;
}

static enum syn_status
derive_list(struct view *view, enum form form, json_t *derived)
{
    uint32_t *cells;
    size_t n;
    struct decimal shown = {0, 1};
    int64_t value;
    enum syn_status status =
        cells_of(&cells, &n, view, json_object_get(derived, "cells"));

    if (status)
        return status;
    for (size_t i = 0; i < n; i++)
        view->book.cells[cells[i]].stated = true;
    if (form == RANK) {
        for (size_t i = 1; i < n; i++)
            syn_relate_order(&view->book, cells[i - 1], cells[i]);
        return SYN_OK;
    }
    status =
        decimal_of(&shown, view, json_object_get(derived, "shown"), AS_WRITTEN);
    if (status)
        return status;
    if (!syn_decimal_count(&value, shown))
        return fail(view, "audit.spec.number", "shown");
    syn_book_crown(&view->book, cells, n, value);
    return SYN_OK;
}

static enum syn_status
derive_figure(struct view *view, enum form form, json_t *derived)
{
    struct statement s = view->usual;
    json_t *population = json_object_get(derived, "population"),
           *of = json_object_get(derived, "of"),
           *decimals = json_object_get(derived, "decimals"),
           *per = json_object_get(derived, "per");

    s.form = form;
    s.loc = (struct syn_loc){view->spec_path, 0, 0};
    if (decimals)
        s.decimals = (int)json_integer_value(decimals);
    if (per)
        s.per = json_integer_value(per);
    if (s.per < 1 || s.decimals < AS_WRITTEN || s.decimals > 9)
        return fail(view, "audit.spec.number", "per, decimals");
    enum syn_status status = read_method(view, &s, derived);
    if (!status)
        status = cell_of(&s.cell, view, json_object_get(derived, "cell"));
    if (!status)
        status = decimal_of(&s.shown, view, json_object_get(derived, "shown"),
                            s.decimals);
    if (!status && population) {
        status = decimal_of(&s.population, view, population, AS_WRITTEN);
        s.has_population = true;
    }
    if (!status && of)
        status = cell_of(&s.of, view, of);
    if (status)
        return status;
    view->book.cells[s.cell].stated = true;
    if (form == COUNT)
        return fail(view, "audit.spec.form", "count");
    return syn_view_state(view, &s);
}

static enum syn_status derive(struct view *view, json_t *derived)
{
    static const char *const known[] = {
        "form", "cell",   "cells", "per",   "population", "decimals",
        "of",   "method", "side",  "shown", NULL};
    const char *name = text_of(json_object_get(derived, "form"));
    enum form form = syn_form_find(name);

    if (!json_is_object(derived) || form == N_FORMS)
        return fail(view, "audit.spec.form", name);
    enum syn_status status = know_keys(view, derived, known);
    if (status)
        return status;
    return form == RANK || form == MAXIMUM ? derive_list(view, form, derived)
                                           : derive_figure(view, form, derived);
}

enum syn_status syn_spec_apply(struct view *view)
{
    enum syn_status status = SYN_OK;
    size_t i;
    json_t *value;

    json_array_foreach(json_object_get(view->spec, "derived"), i, value)
    {
        status = derive(view, value);
        if (status)
            return status;
    }
    json_array_foreach(json_object_get(view->spec, "targets"), i, value)
    {
        uint32_t *cell = syn_grow(&view->asked, view->n_asked,
                                  &view->asked_room, sizeof *cell, view->arena);
        status = cell_of(cell, view, value);
        if (status)
            return status;
        view->n_asked++;
    }
    return SYN_OK;
}
