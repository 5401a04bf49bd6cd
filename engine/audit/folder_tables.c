/* The rows of all tables, as cells; and where they disagree. */
#include "folder.h"

#include <string.h>

#include <samsyn/base/file.h>
#include <samsyn/base/limits.h>

/* --- truth, hierarchy, manifest ------------------------------------------ */

static enum syn_status read_truth(struct folder_audit *a)
{
    enum syn_status status =
        syn_sheet_read(&a->truth, a->call->truth, a->arena, a->diag);

    if (status)
        return status;
    a->truth_count = syn_folder_value_column(&a->truth);
    if (a->truth_count == SIZE_MAX) {
        a->truth_count = a->truth.n_columns - 1;
        while (a->truth_count &&
               syn_is_reserved_name(a->truth.column[a->truth_count]))
            a->truth_count--;
    }
    for (size_t i = 0; i < a->truth.n_columns; i++)
        if (i != a->truth_count)
            syn_folder_add_dim(a, a->truth.column[i]);
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
    size_t value = syn_folder_value_column(sheet),
           component = component_of(a, columns),
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
    syn_folder_dims(a);
    a->scratch = syn_arena_alloc(a->arena, a->n_dims + 1, sizeof *a->scratch);
    syn_folder_each_table(a, add_rows);
    compare_all(a);
    return SYN_OK;
}
