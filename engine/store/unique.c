#include <samsyn/store/unique.h>

#include <sqlite3.h>

#include <samsyn/base/text.h>
#include <samsyn/store/rows.h>
#include <samsyn/store/store.h>

#include "tables.h"

/* Where what may tell who somebody is stands. */
static const char *const sql_of[SYN_N_QUASI] = {
    "e.occurred", "e.reported",  "e.age, e.age_to", "p.sex",
    "e.area",     "p.residence", "p.municipality"};

/* The columns that SOURCE has, for a GROUP BY; their names. */
static const char *list_columns(struct syn_text *sql,
                                const struct syn_catalogue *catalogue,
                                const struct syn_source *source)
{
    bool there[SYN_N_QUASI];

    for (unsigned q = 0; q < SYN_N_QUASI; q++)
        there[q] = syn_source_provides(catalogue, source, syn_quasi_names[q]);
    const char *names = syn_quasi_choose(there, sql->arena);
    for (unsigned q = 0; q < SYN_N_QUASI; q++)
        if (there[q])
            syn_text_addf(sql, "%s%s", sql->n ? ", " : "", sql_of[q]);
    return names;
}

enum syn_status syn_store_uniqueness(struct syn_uniqueness *out,
                                     struct sqlite3 *db,
                                     const struct syn_catalogue *catalogue,
                                     const struct syn_source *source,
                                     int64_t batch,
                                     struct syn_arena *arena,
                                     struct syn_diag *diag)
{
    struct syn_text columns = {.arena = arena};
    sqlite3_stmt *s;

    *out = (struct syn_uniqueness){.columns = ""};
    if (source->is_table)
        return SYN_OK;
    const char *names = list_columns(&columns, catalogue, source);
    if (!*names)
        return SYN_OK;
    enum syn_status status = syn_store_prepare(
        &s, db,
        syn_arena_printf(
            arena,
            "SELECT coalesce(sum(rows), 0), coalesce(sum(rows = 1), 0),"
            " coalesce(min(rows), 0) FROM (SELECT count(*) AS rows"
            " FROM \"event_%s\" AS e JOIN \"profile_%s\" AS p"
            " ON p.profile = e.profile WHERE e.batch = ?1 GROUP BY %s)",
            source->name, source->name, columns.at),
        arena, diag);
    if (status)
        return status;
    sqlite3_bind_int64(s, 1, batch);
    if (sqlite3_step(s) != SQLITE_ROW)
        return syn_store_fail(db, diag);
    *out = (struct syn_uniqueness){.columns = names,
                                   .rows = sqlite3_column_int64(s, 0),
                                   .unique = sqlite3_column_int64(s, 1),
                                   .smallest = sqlite3_column_int64(s, 2)};
    sqlite3_reset(s);
    return SYN_OK;
}
