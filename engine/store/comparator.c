#include <samsyn/store/comparator.h>

#include <string.h>

#include <sqlite3.h>

#include <samsyn/base/limits.h>
#include <samsyn/base/text.h>
#include <samsyn/store/store.h>

#include "read.h"
#include "tables.h"

enum { MOST_COLUMNS = SYN_COLUMNS };

/* Columns of SOURCE but the area, and which of them say what a figure is. */
struct columns {
    const char *name[MOST_COLUMNS];
    bool tells[MOST_COLUMNS];
    size_t n;
};

static enum syn_status find_columns(struct columns *out,
                                    struct sqlite3 *db,
                                    const struct syn_layout *layout,
                                    const char *source,
                                    struct syn_arena *arena,
                                    struct syn_diag *diag)
{
    for (size_t i = 0; i < layout->n_categories; i++) {
        const char *column = layout->categories[i];
        int64_t most = 0;
        if (strcmp(column, "area") == 0)
            continue;
        if (!syn_read_number(
                &most, db,
                syn_arena_printf(
                    arena,
                    "SELECT max(n) FROM (SELECT"
                    " count(DISTINCT p.\"%s\") AS n"
                    " FROM \"cell_%s\" AS c JOIN \"profile_%s\" AS p"
                    " ON p.profile = c.profile"
                    " GROUP BY p.area, c.period)",
                    column, source, source)))
            return syn_store_fail(db, diag);
        out->name[out->n] = column;
        out->tells[out->n++] = most > 1;
    }
    return SYN_OK;
}

enum { AREA, PERIOD, VALUE, STATE, FIRST_COLUMN };

static struct syn_outside row_of(sqlite3_stmt *s, struct syn_arena *arena)
{
    struct syn_text what = {.arena = arena};
    const char *period = syn_read_text(s, PERIOD, arena);
    struct syn_outside row = {
        .area = syn_read_text(s, AREA, arena),
        .value = sqlite3_column_double(s, VALUE),
        .state = syn_cell_state_of(syn_read_text(s, STATE, arena))};

    if (!syn_span_read(&row.span, period, strlen(period)))
        row.span = (struct syn_span){0, -1};
    for (int i = FIRST_COLUMN; i < sqlite3_column_count(s); i++)
        syn_text_addf(&what, "%s%s", what.n ? ", " : "",
                      syn_read_text(s, i, arena));
    row.what = what.n ? what.at : "";
    return row;
}

enum syn_status syn_store_outside(const struct syn_outside **out,
                                  size_t *n,
                                  struct sqlite3 *db,
                                  const struct syn_catalogue *catalogue,
                                  const struct syn_source *source,
                                  struct syn_arena *arena,
                                  struct syn_diag *diag)
{
    struct columns *columns = syn_arena_alloc(arena, 1, sizeof *columns);
    struct syn_text sql = {.arena = arena};
    struct syn_layout layout;
    int64_t rows = 0;
    sqlite3_stmt *s;

    syn_layout_make(&layout, source, catalogue->contracts,
                    catalogue->n_contracts, arena);
    enum syn_status status =
        find_columns(columns, db, &layout, source->name, arena, diag);
    if (status)
        return status;
    if (!syn_read_number(&rows, db,
                         syn_arena_printf(arena,
                                          "SELECT count(*) FROM \"cell_%s\"",
                                          source->name)))
        return syn_store_fail(db, diag);
    syn_text_add(&sql, "SELECT p.area, c.period, c.value, c.state");
    for (size_t i = 0; i < columns->n; i++)
        if (columns->tells[i])
            syn_text_addf(&sql, ", p.\"%s\"", columns->name[i]);
    syn_text_addf(&sql,
                  " FROM \"cell_%s\" AS c JOIN \"profile_%s\" AS p ON"
                  " p.profile = c.profile ORDER BY c.batch, c.line, c.rowid",
                  source->name, source->name);
    status = syn_store_prepare(&s, db, sql.at, arena, diag);
    struct syn_outside *at =
        syn_arena_alloc(arena, (size_t)rows + 1, sizeof *at);
    *out = at;
    *n = 0;
    while (!status && (int64_t)*n < rows && !(status = syn_store_step(s, diag)))
        at[(*n)++] = row_of(s, arena);
    return status == SYN_DONE ? SYN_OK : status;
}
