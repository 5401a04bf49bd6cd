#include <samsyn/catalogue/source.h>

#include <string.h>

#include <samsyn/base/asset.h>
#include <samsyn/csv/table.h>

#include "parts.h"
#include "scalar.h"

enum { NAME_BYTES = 60 };

static const char table_path[] = "queries/schema/sources.csv";

const char *const syn_column_kind_names[] = {
    "category", "set", "date", "number",   "moment",     "reported", "occurred",
    "time",     "age", "area", "case_key", "person_key", "weight",   NULL};

const char *const syn_geography_names[] = {"scene", "residence", NULL};

_Static_assert(sizeof syn_column_kind_names / sizeof *syn_column_kind_names ==
                   SYN_N_COLUMN_KINDS + 1,
               "a kind of column has no name");

enum { SOURCE, COLUMN, KIND, NORWEGIAN, VALUES, LINKS_TO, N_FIELDS };

static const struct syn_table_column fields[N_FIELDS] = {
    {"source", true},    {"column", true}, {"kind", true},
    {"norwegian", true}, {"values", true}, {"links_to", true},
};

static bool only_of(const char *name, const char *first, const char *rest)
{
    size_t n = strlen(name);

    return n > 0 && n <= NAME_BYTES && strchr(first, *name) &&
           strspn(name, rest) == n;
}

#define LETTERS "abcdefghijklmnopqrstuvwxyz"
#define DIGITS "0123456789"

bool syn_name_valid(const char *name)
{
    return only_of(name, LETTERS, LETTERS DIGITS "_");
}

bool syn_group_name_valid(const char *name)
{
    return only_of(name, LETTERS DIGITS, LETTERS DIGITS "_-");
}

bool syn_column_reserved(enum syn_column_kind *kind, const char *name)
{
    int found = syn_scalar_choice(syn_column_kind_names, name);

    if (strcmp(name, "sex") == 0)
        *kind = SYN_COL_CATEGORY;
    else if (found >= SYN_COL_REPORTED)
        *kind = (enum syn_column_kind)found;
    else
        return false;
    return true;
}

static enum syn_status read_column(struct syn_source_column *out,
                                   const struct syn_table *table,
                                   size_t row,
                                   struct syn_arena *arena,
                                   struct syn_diag *diag)
{
    const char *kind_name = syn_table_cell(table, row, KIND);
    const char *name = syn_table_cell(table, row, COLUMN);
    int kind = syn_scalar_choice(syn_column_kind_names, kind_name);
    const char *values = syn_table_cell(table, row, VALUES);
    enum syn_column_kind reserved;

    if (kind < 0 || !syn_name_valid(name) ||
        !syn_name_valid(syn_table_cell(table, row, SOURCE)) ||
        (syn_column_reserved(&reserved, name) && (int)reserved != kind))
        return syn_diag_fail(
            diag, SYN_ECONFIG, syn_table_loc(table, row), "catalogue.sources",
            "the column \"%s\" cannot be of kind \"%s\"", name, kind_name);
    *out = (struct syn_source_column){
        .name = name,
        .kind = (enum syn_column_kind)kind,
        .norwegian = syn_table_cell(table, row, NORWEGIAN),
        .values = *values ? syn_words(values, strlen(values), arena) : NULL};
    return SYN_OK;
}

/* The rows of a source stand together; each fills one of COLUMNS. */
static enum syn_status read_rows(struct syn_source *sources,
                                 size_t *n,
                                 struct syn_source_column *columns,
                                 const struct syn_table *table,
                                 struct syn_arena *arena,
                                 struct syn_diag *diag)
{
    for (size_t row = 0; row < table->n_rows; row++) {
        const char *name = syn_table_cell(table, row, SOURCE);
        const char *links_to = syn_table_cell(table, row, LINKS_TO);
        enum syn_status status =
            read_column(&columns[row], table, row, arena, diag);
        if (status)
            return status;
        if (!*n || strcmp(sources[*n - 1].name, name) != 0)
            sources[(*n)++] =
                (struct syn_source){.name = name, .columns = &columns[row]};
        sources[*n - 1].n_columns++;
        if (*links_to)
            sources[*n - 1].links_to = links_to;
    }
    return SYN_OK;
}

enum syn_status syn_sources_read(const struct syn_source **out,
                                 size_t *n,
                                 struct syn_arena *arena,
                                 struct syn_diag *diag)
{
    const struct syn_asset *asset = syn_asset_find(table_path);
    struct syn_table table;

    *out = NULL;
    *n = 0;
    if (!asset)
        return SYN_OK; /* A program without known sources, as in some tests. */
    enum syn_status status =
        syn_table_parse(&table, table_path, asset->text, asset->size, fields,
                        N_FIELDS, arena, diag);
    if (status)
        return status;
    struct syn_source *sources =
        syn_arena_alloc(arena, table.n_rows, sizeof *sources);
    struct syn_source_column *columns =
        syn_arena_alloc(arena, table.n_rows, sizeof *columns);
    *out = sources;
    return read_rows(sources, n, columns, &table, arena, diag);
}

const struct syn_source *
syn_source_find(const struct syn_source *sources, size_t n, const char *name)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(sources[i].name, name) == 0)
            return &sources[i];
    return NULL;
}

const struct syn_source_column *
syn_source_column_find(const struct syn_source *source, const char *name)
{
    for (size_t i = 0; i < source->n_columns; i++)
        if (strcmp(source->columns[i].name, name) == 0)
            return &source->columns[i];
    return NULL;
}
