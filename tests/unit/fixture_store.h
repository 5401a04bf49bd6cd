/* fixture_store.h - a project folder, its catalogue and its store.  Everything
 * is static. */
#ifndef SAMSYN_FIXTURE_STORE_H
#define SAMSYN_FIXTURE_STORE_H

#include <sqlite3.h>

#include "fixture.h"

#include <samsyn/catalogue/catalogue.h>
#include <samsyn/store/ingest.h>
#include <samsyn/store/rows.h>
#include <samsyn/store/store.h>

static struct syn_catalogue *catalogue;
static struct sqlite3 *db, *reader;
static struct syn_ingest_report report;

/* Reads the project in the folder and opens its store; handles that were open
 * are closed when the arena is. */
static inline void open_project(struct syn_arena *arena)
{
    assert_int_equal(syn_catalogue_read(&catalogue, folder, arena, &diag),
                     SYN_OK);
    assert_int_equal(
        syn_store_open(&db, path_of("samsyn.db", arena), arena, &diag), SYN_OK);
}

static inline enum syn_status ingest(bool supersede, struct syn_arena *arena)
{
    heard = (struct heard){0};
    return syn_store_ingest(&report, db, catalogue, supersede, arena, &diag);
}

static inline void settle(bool changed, struct syn_arena *arena)
{
    assert_int_equal(syn_store_settle(db, catalogue, changed, arena, &diag),
                     SYN_OK);
}

static inline void open_reader(struct syn_arena *arena)
{
    assert_int_equal(syn_store_open_reader(&reader, path_of("samsyn.db", arena),
                                           arena, &diag),
                     SYN_OK);
}

/* The first column of the first row of SQL; -9999 for NULL or none. */
static inline int64_t number_from(const char *sql)
{
    sqlite3_stmt *statement;
    int64_t value = -9999;

    if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL) != SQLITE_OK)
        fail_msg("%s: %s", sql, sqlite3_errmsg(db));
    if (sqlite3_step(statement) == SQLITE_ROW &&
        sqlite3_column_type(statement, 0) != SQLITE_NULL)
        value = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    return value;
}

/* All that SQL gives, columns by '|' and rows by ' '. */
static inline const char *text_from(const char *sql, struct syn_arena *arena)
{
    struct syn_text text = {.arena = arena};
    sqlite3_stmt *statement;

    if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL) != SQLITE_OK)
        fail_msg("%s: %s", sql, sqlite3_errmsg(db));
    syn_text_add(&text, "");
    while (sqlite3_step(statement) == SQLITE_ROW) {
        syn_text_add(&text, text.n ? " " : "");
        for (int i = 0; i < sqlite3_column_count(statement); i++) {
            const char *s = (const char *)sqlite3_column_text(statement, i);
            syn_text_addf(&text, "%s%s", i ? "|" : "", s ? s : "-");
        }
    }
    sqlite3_finalize(statement);
    return text.at ? text.at : "";
}

#endif
