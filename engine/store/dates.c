#include <samsyn/store/dates.h>

#include <samsyn/base/text.h>
#include <samsyn/store/store.h>
#include <sqlite3.h>

#include "tables.h"

enum syn_status syn_store_dates(syn_dates_take *take,
                                void *data,
                                struct sqlite3 *db,
                                const struct syn_source *source,
                                int from,
                                int to,
                                struct syn_arena *arena,
                                struct syn_diag *diag)
{
    const char *table = syn_arena_printf(arena, "event_%s", source->name);
    sqlite3_stmt *s;

    if (!syn_table_exists(db, table))
        return SYN_OK;
    enum syn_status status = syn_store_prepare(
        &s, db,
        syn_arena_printf(arena,
                         "SELECT occurred, reported, weight FROM \"%s\""
                         " WHERE occurred BETWEEN %d AND %d"
                         "   AND reported IS NOT NULL",
                         table, from, to),
        arena, diag);
    while (!status && !(status = syn_store_step(s, diag)))
        take(data, sqlite3_column_int(s, 0), sqlite3_column_int(s, 1),
             sqlite3_column_int64(s, 2));
    return status == SYN_DONE ? SYN_OK : status;
}
