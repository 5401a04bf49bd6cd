/* tables.h - the tables and views of a source.  Private to store. */
#ifndef SAMSYN_STORE_TABLES_H
#define SAMSYN_STORE_TABLES_H

#include <samsyn/base/text.h>
#include <samsyn/extract/extract.h>
#include <samsyn/store/rows.h>
#include <samsyn/store/store.h>

/* The layout of SOURCE in CATALOGUE. */
struct syn_layout syn_layout_of(const struct syn_catalogue *catalogue,
                                const struct syn_source *source,
                                struct syn_arena *arena);

/* Makes what is missing of profile_SOURCE and of event_SOURCE, or cell_SOURCE
 * where that has figures: tables, or columns
 * that a contract added since. */
enum syn_status syn_tables_make(struct sqlite3 *db,
                                const struct syn_source *source,
                                const struct syn_layout *layout,
                                struct syn_arena *arena,
                                struct syn_diag *diag) SYN_NODISCARD;

/* Makes the views of all sources anew, and for linked ones the pairs. */
enum syn_status syn_views_make(struct sqlite3 *db,
                               const struct syn_catalogue *catalogue,
                               bool relink,
                               struct syn_arena *arena,
                               struct syn_diag *diag) SYN_NODISCARD;

/* The table that DB has the rows of SOURCE in: "event_SOURCE", or "cell_SOURCE"
 * for figures. */
const char *
syn_rows_table(struct sqlite3 *db, const char *source, struct syn_arena *arena);

/* Whether DB has a table or view called NAME. */
bool syn_table_exists(struct sqlite3 *db, const char *name);

/* The values of a category that has several, of the column %s, as JSON.  Not by
 * json_quote(), which may not stand in a view. */
#define SYN_VALUES_SQL                                                         \
    "'[\"' || replace(replace(replace(%s, '\\', '\\\\'), '\"', '\\\"'),"       \
    " '|', '\",\"') || '\"]'"

/* Adds joins that make a row of each value of the categories that have several,
 * for the same; behind the last table of FROM. */
void syn_add_splits(struct syn_text *sql,
                    const struct syn_catalogue *catalogue,
                    const struct syn_source *source,
                    const char *prefix,
                    const char *other,
                    struct syn_arena *arena);

/* Adds "PREFIX.name AS name" for the categories of SOURCE, and of what it is
 * linked to (prefix OTHER) those that it has not itself. */
void syn_add_categories(struct syn_text *sql,
                        const struct syn_catalogue *catalogue,
                        const struct syn_source *source,
                        const char *prefix,
                        const char *other,
                        struct syn_arena *arena);

#endif
