#include <samsyn/store/unique.h>

#include <string.h>

#include <sqlite3.h>

#include <samsyn/base/text.h>
#include <samsyn/store/rows.h>
#include <samsyn/store/store.h>

#include "tables.h"

/* What may tell who somebody is, as contracts name it, and where it is. */
static const struct {
    const char *column, *sql;
    bool person; /* Says that rows are about persons. */
} quasi[] = {{"occurred", "e.occurred", false},
             {"reported", "e.reported", false},
             {"age", "e.age, e.age_to", true},
             {"sex", "p.sex", true},
             {"area", "e.area", false},
             {"residence", "p.residence", false},
             {"municipality", "p.municipality", false}};

/* Lists the columns that SOURCE has.  Whether its rows are about persons. */
static bool list_columns(struct syn_text *names,
                         struct syn_text *sql,
                         const struct syn_catalogue *catalogue,
                         const struct syn_source *source)
{
    bool persons = false, dated = false;

    for (size_t i = 0; i < sizeof quasi / sizeof *quasi; i++) {
        const char *column = quasi[i].column;
        if (!syn_source_provides(catalogue, source, column))
            continue;
        if (i < 2 && dated)
            continue; /* One day is enough: the first that there is. */
        dated |= i < 2;
        persons |= quasi[i].person;
        syn_text_addf(names, "%s%s", names->n ? ", " : "", column);
        syn_text_addf(sql, "%s%s", sql->n ? ", " : "", quasi[i].sql);
    }
    return persons;
}

enum syn_status syn_store_uniqueness(struct syn_uniqueness *out,
                                     struct sqlite3 *db,
                                     const struct syn_catalogue *catalogue,
                                     const struct syn_source *source,
                                     int64_t batch,
                                     struct syn_arena *arena,
                                     struct syn_diag *diag)
{
    struct syn_text names = {.arena = arena}, columns = {.arena = arena};
    sqlite3_stmt *s;

    *out = (struct syn_uniqueness){.columns = ""};
    if (source->is_table || !list_columns(&names, &columns, catalogue, source))
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
    *out = (struct syn_uniqueness){.columns = names.at,
                                   .rows = sqlite3_column_int64(s, 0),
                                   .unique = sqlite3_column_int64(s, 1),
                                   .smallest = sqlite3_column_int64(s, 2)};
    sqlite3_reset(s);
    return SYN_OK;
}
