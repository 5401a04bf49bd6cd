/* The rows of all tables, as cells; and where they disagree. */
#include "folder.h"

#include <string.h>

#include <samsyn/base/file.h>
#include <samsyn/base/limits.h>

/* Columns of tables that describe, and name no cell. */
static const char *const about[] = {
    "title",       "unit",        "of",          "estimate",  "lower",
    "upper",       "normal_low",  "normal_high", "skjermet",  "note",
    "recipe",      "lo",          "hi",          "rate",      "percent",
    "share",       "change",      "rank",        "per",       "source",
    "file",        "sha256",      "label",       "navn",      "enhet",
    "av",          "vurdering",   "områdenavn",  "frigitt",   "forhold",
    "normalt fra", "normalt til", "antall før",  "antall nå", NULL};

static bool is_about(const char *name)
{
    for (size_t i = 0; about[i]; i++)
        if (strcmp(about[i], name) == 0)
            return true;
    return syn_is_reserved_name(name);
}

static size_t value_column(const struct sheet *sheet)
{
    for (size_t i = 0; i < sheet->n_columns; i++)
        if (syn_is_value_name(sheet->column[i]))
            return i;
    return SIZE_MAX;
}

static size_t find_dim(const struct folder_audit *a, const char *name)
{
    for (size_t i = 0; i < a->n_dims; i++)
        if (strcmp(a->dims[i], name) == 0)
            return i;
    return SIZE_MAX;
}

static void add_dim(struct folder_audit *a, const char *name)
{
    if (find_dim(a, name) != SIZE_MAX || is_about(name) ||
        syn_is_value_name(name))
        return;
    *(const char **)syn_grow(&a->dims, a->n_dims, &a->dim_room, sizeof(char *),
                             a->arena) = name;
    a->n_dims++;
}

/* --- truth, hierarchy, manifest ------------------------------------------ */

static enum syn_status read_truth(struct folder_audit *a)
{
    enum syn_status status =
        syn_sheet_read(&a->truth, a->call->truth, a->arena, a->diag);

    if (status)
        return status;
    a->truth_count = value_column(&a->truth);
    if (a->truth_count == SIZE_MAX) {
        a->truth_count = a->truth.n_columns - 1;
        while (a->truth_count &&
               syn_is_reserved_name(a->truth.column[a->truth_count]))
            a->truth_count--;
    }
    for (size_t i = 0; i < a->truth.n_columns; i++)
        if (i != a->truth_count)
            add_dim(a, a->truth.column[i]);
    return SYN_OK;
}

static enum syn_status read_hierarchy(struct folder_audit *a)
{
    static const char *const names[] = {"dimension", "node", "leaf"};
    enum syn_status status =
        syn_sheet_read(&a->hierarchy, a->call->hierarchy, a->arena, a->diag);

    for (size_t i = 0; !status && i < 3; i++)
        if (syn_sheet_column(&a->hierarchy, names[i]) == SIZE_MAX)
            return syn_diag_fail(a->diag, SYN_ECONFIG,
                                 (struct syn_loc){a->hierarchy.path, 1, 0},
                                 "audit.hierarchy",
                                 "the columns of a hierarchy are dimension, "
                                 "node and leaf");
    return status;
}

static void decref(void *json)
{
    json_decref(json);
}

enum syn_status syn_folder_manifest(struct folder_audit *a,
                                    const char *path,
                                    struct source_folder *from)
{
    char *bytes;
    size_t size;
    json_error_t error;
    enum syn_status status =
        syn_file_read(&bytes, &size, path, SYN_LIST_BYTES, a->arena, a->diag);

    if (status)
        return status;
    json_t *root = json_loadb(bytes, size, JSON_REJECT_DUPLICATES, &error);
    if (!root)
        return syn_diag_fail(a->diag, SYN_EINPUT, (struct syn_loc){path, 0, 0},
                             "audit.unreadable", "this cannot be read as %s",
                             "JSON");
    syn_arena_defer(a->arena, decref, root);
    from->samsyn = json_object_get(root, "samsyn") != NULL;
    from->dims = json_object_get(root, "dims");
    from->additive = json_object_get(root, "additive");
    return SYN_OK;
}

/* --- rows ---------------------------------------------------------------- */

/* Whether the columns of SHEET are dimensions, a value, and what is about
 * them; with a truth or a hierarchy it must have one of their dimensions. */
static bool is_cell_table(const struct folder_audit *a,
                          const struct sheet *sheet)
{
    bool named = false;

    if (value_column(sheet) == SIZE_MAX || sheet->n_rows == 0)
        return false;
    for (size_t i = 0; i < sheet->n_columns; i++)
        named |= find_dim(a, sheet->column[i]) != SIZE_MAX;
    return named || (!a->truth.column && !a->hierarchy.column);
}

/* A row of which no number is known or expected. */
static bool is_absent(const struct sheet *sheet, size_t row, size_t value)
{
    static const char *const codes[] = {"M", "N", "O", "L", "Z", NULL};
    size_t status = syn_sheet_column(sheet, "status");

    if (status == SIZE_MAX || *syn_sheet_cell(sheet, row, value))
        return false;
    for (size_t i = 0; codes[i]; i++)
        if (strcmp(codes[i], syn_sheet_cell(sheet, row, status)) == 0)
            return true;
    return false;
}

/* The component of a table whose columns are COLUMNS. */
static size_t component_of(const struct folder_audit *a, const size_t *columns)
{
    for (size_t d = 0; d < a->n_dims; d++)
        if (columns[d] != SIZE_MAX)
            return a->component[d];
    return SIZE_MAX;
}

/* Dimensions of one table belong together; tables without a common one are
 * about different things. */
static void join_dims(struct folder_audit *a, const struct sheet *sheet)
{
    size_t first = SIZE_MAX;

    for (size_t d = 0; d < a->n_dims; d++) {
        if (syn_sheet_column(sheet, a->dims[d]) == SIZE_MAX)
            continue;
        size_t old = a->component[d];
        if (first == SIZE_MAX)
            first = old;
        for (size_t k = 0; k < a->n_dims; k++)
            if (a->component[k] == old)
                a->component[k] = first;
    }
}

/* The text of dimension DIM in ROW, as a number in the pool. */
static uint32_t name_at(struct folder_audit *a,
                        const struct sheet *sheet,
                        size_t row,
                        size_t column)
{
    return column == SIZE_MAX ? (uint32_t)syn_index_add(&a->pool, "T", 1)
                              : sheet->cell[row * sheet->n_columns + column];
}

static uint32_t cell_number(struct folder_audit *a,
                            const struct sheet *sheet,
                            size_t row,
                            const size_t *columns,
                            size_t component)
{
    uint32_t *name = a->scratch;

    for (size_t d = 0; d < a->n_dims; d++)
        name[d] = a->component[d] == component
                      ? name_at(a, sheet, row, columns[d])
                      : UINT32_MAX;
    return (uint32_t)syn_index_add(&a->cells, name, a->n_dims * sizeof *name);
}

const char *syn_folder_key(const struct folder_audit *a, const struct entry *e)
{
    const uint32_t *name = a->cells.keys[e->cell].bytes;
    struct syn_text key = {.arena = a->arena};

    for (size_t d = 0; d < a->n_dims; d++)
        if (name[d] != UINT32_MAX)
            syn_text_addf(&key, "%s%s=%s", key.n ? ";" : "", a->dims[d],
                          (const char *)a->pool.keys[name[d]].bytes);
    return key.at ? key.at : "";
}

/* Which tables are attacked together with that of the row. */
static uint32_t universe_of(struct folder_audit *a,
                            const struct folder_file *file,
                            const struct sheet *sheet,
                            size_t row,
                            size_t component)
{
    size_t split = a->truth.column
                       ? SIZE_MAX
                       : syn_sheet_either(sheet, "indicator", "indikator");
    const char *root =
        split == SIZE_MAX
            ? ""
            : syn_folder_root(file->from, syn_sheet_cell(sheet, row, split));
    const struct {
        size_t component, root;
    } key = {component, syn_index_add(&a->pool, root, strlen(root))};

    return (uint32_t)syn_index_add(&a->universes, &key, sizeof key);
}

static void add_entry(struct folder_audit *a,
                      const struct folder_file *file,
                      const struct sheet *sheet,
                      size_t row,
                      const size_t *columns)
{
    size_t value = value_column(sheet), component = component_of(a, columns),
           form = syn_sheet_column(sheet, "form");
    struct decimal number;

    if (is_absent(sheet, row, value))
        return;
    struct entry *e = syn_grow(&a->entries, a->n_entries++, &a->entry_room,
                               sizeof *e, a->arena);
    *e = (struct entry){
        .file = file,
        .sheet = sheet,
        .row = (uint32_t)row,
        .value = (uint32_t)value,
        .dim_column = columns,
        .cell = cell_number(a, sheet, row, columns, component),
        .universe = universe_of(a, file, sheet, row, component),
        .counts = form == SIZE_MAX || !*syn_sheet_cell(sheet, row, form) ||
                  strcmp(syn_sheet_cell(sheet, row, form), "count") == 0};
    if (e->counts &&
        syn_decimal_read(&number, syn_sheet_cell(sheet, row, value),
                         sheet->comma)) {
        e->shown = syn_decimal_count(&e->count, number);
        e->dropped = !e->shown; /* A rate with no form: no count. */
    }
}

static void add_rows(struct folder_audit *a,
                     const struct folder_file *file,
                     const struct sheet *sheet)
{
    size_t *columns = syn_arena_alloc(a->arena, a->n_dims + 1, sizeof *columns);

    for (size_t d = 0; d < a->n_dims; d++)
        columns[d] = syn_sheet_column(sheet, a->dims[d]);
    if (component_of(a, columns) == SIZE_MAX)
        return;
    for (size_t row = 0; row < sheet->n_rows; row++)
        add_entry(a, file, sheet, row, columns);
}

/* --- agreement ----------------------------------------------------------- */

/* The first entry of every cell, by key. */
static void
compare_with(struct folder_audit *a, const struct entry *first, struct entry *e)
{
    size_t age = e->file->from->order, before = first->file->from->order;
    int64_t delta = e->count - first->count;

    if (!first->shown && !e->shown)
        return;
    if (first->shown && e->shown && delta == 0)
        return;
    if (age == before) {
        e->dropped = first->shown && e->shown;
        syn_folder_find(
            a, e->file->doc.file, syn_folder_key(a, e), "INCONSISTENT",
            first->shown && e->shown
                ? syn_arena_printf(a->arena, "another number in %s",
                                   first->file->doc.file)
                : syn_arena_printf(a->arena, "hidden in %s, shown in %s",
                                   (first->shown ? e : first)->file->doc.file,
                                   (first->shown ? first : e)->file->doc.file));
        return;
    }
    if (!first->shown || !e->shown)
        return; /* Both are known: the attack decides. */
    e->dropped = true;
    if (delta > -a->threshold && delta < a->threshold)
        syn_folder_find(a, e->file->doc.file, syn_folder_key(a, e), "EXACT",
                        syn_arena_printf(a->arena,
                                         "this number - that in %s: a "
                                         "correction below the threshold",
                                         first->file->doc.file));
}

static void compare_all(struct folder_audit *a)
{
    const struct entry **first =
        syn_arena_alloc(a->arena, a->cells.n + 1, sizeof *first);

    for (size_t i = 0; i < a->n_entries; i++) {
        struct entry *e = &a->entries[i];
        if (e->dropped || !e->counts)
            continue;
        if (first[e->cell])
            compare_with(a, first[e->cell], e);
        else
            first[e->cell] = e;
    }
}

/* Calls FN with every table that names cells. */
static void each_table(struct folder_audit *a,
                       void (*fn)(struct folder_audit *,
                                  const struct folder_file *,
                                  const struct sheet *))
{
    for (size_t i = 0; i < a->n_files; i++)
        for (size_t k = 0; k < a->files[i].doc.n_tables; k++)
            if (is_cell_table(a, &a->files[i].doc.tables[k]))
                fn(a, &a->files[i], &a->files[i].doc.tables[k]);
}

/* Whether a column holds measures: a number with decimals stands in it. */
static bool is_measure(const struct sheet *sheet, size_t column)
{
    struct decimal number;

    for (size_t i = 0; i < sheet->n_rows; i++)
        if (syn_decimal_read(&number, syn_sheet_cell(sheet, i, column), true) &&
            number.scale > 1)
            return true;
    return false;
}

static void add_dims(struct folder_audit *a,
                     const struct folder_file *file,
                     const struct sheet *sheet)
{
    (void)file;
    for (size_t c = 0; c < sheet->n_columns; c++)
        if (!is_measure(sheet, c))
            add_dim(a, sheet->column[c]);
}

static void join_file(struct folder_audit *a,
                      const struct folder_file *file,
                      const struct sheet *sheet)
{
    (void)file;
    join_dims(a, sheet);
}

static void find_dims(struct folder_audit *a)
{
    size_t dimension = syn_sheet_column(&a->hierarchy, "dimension");

    for (size_t i = 0; a->hierarchy.column && i < a->hierarchy.n_rows; i++)
        add_dim(a, syn_sheet_cell(&a->hierarchy, i, dimension));
    if (!a->truth.column)
        each_table(a, add_dims);
    a->component =
        syn_arena_alloc(a->arena, a->n_dims + 1, sizeof *a->component);
    for (size_t d = 0; d < a->n_dims; d++)
        a->component[d] = d;
    if (a->truth.column)
        join_dims(a, &a->truth);
    each_table(a, join_file);
    a->truth_dims =
        syn_arena_alloc(a->arena, a->n_dims + 1, sizeof *a->truth_dims);
    for (size_t d = 0; a->truth.column && d < a->n_dims; d++)
        a->truth_dims[d] = syn_sheet_column(&a->truth, a->dims[d]);
}

enum syn_status syn_folder_lists(struct folder_audit *a)
{
    enum syn_status status = SYN_OK;

    if (a->call->truth)
        status = read_truth(a);
    if (!status && a->call->hierarchy)
        status = read_hierarchy(a);
    if (!status)
        syn_folder_hidden(a);
    return status;
}

enum syn_status syn_folder_tables(struct folder_audit *a)
{
    find_dims(a);
    a->scratch = syn_arena_alloc(a->arena, a->n_dims + 1, sizeof *a->scratch);
    each_table(a, add_rows);
    compare_all(a);
    return SYN_OK;
}
