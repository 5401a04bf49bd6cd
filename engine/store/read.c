#include "read.h"

#include <sqlite3.h>

#include <samsyn/base/text.h>

bool syn_read_number(int64_t *out, struct sqlite3 *db, const char *sql)
{
    sqlite3_stmt *s;

    *out = 0;
    if (sqlite3_prepare_v2(db, sql, -1, &s, NULL) != SQLITE_OK)
        return false;
    bool found = sqlite3_step(s) == SQLITE_ROW;
    if (found)
        *out = sqlite3_column_int64(s, 0);
    return sqlite3_finalize(s) == SQLITE_OK && found;
}

const char *
syn_read_text(sqlite3_stmt *statement, int at, struct syn_arena *arena)
{
    const char *text = (const char *)sqlite3_column_text(statement, at);

    return syn_arena_strdup(arena, text ? text : "");
}
