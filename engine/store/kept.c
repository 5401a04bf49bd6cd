#include <samsyn/store/kept.h>

#include <string.h>

#include <sqlite3.h>

/* Two for each of a project's ways to be looked at, and some. */
#define KEEP_LAST "8"

bool syn_kept_recall(struct sqlite3 *db, const char *key, void *out, size_t n)
{
    sqlite3_stmt *s = NULL;
    bool found = false;

    if (sqlite3_prepare_v2(db, "SELECT bytes FROM kept WHERE key = ?1", -1, &s,
                           NULL) == SQLITE_OK &&
        sqlite3_bind_text(s, 1, key, -1, SQLITE_STATIC) == SQLITE_OK &&
        sqlite3_step(s) == SQLITE_ROW) {
        const void *bytes = sqlite3_column_blob(s, 0);
        found = bytes && (size_t)sqlite3_column_bytes(s, 0) == n;
        if (found)
            memcpy(out, bytes, n);
    }
    sqlite3_finalize(s);
    return found;
}

static bool run(struct sqlite3 *db, const char *sql)
{
    return sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK;
}

static bool
insert(struct sqlite3 *db, const char *key, const void *bytes, size_t n)
{
    sqlite3_stmt *s = NULL;
    bool done =
        sqlite3_prepare_v2(db, "INSERT OR REPLACE INTO kept VALUES (?1, ?2)",
                           -1, &s, NULL) == SQLITE_OK &&
        sqlite3_bind_text(s, 1, key, -1, SQLITE_STATIC) == SQLITE_OK &&
        sqlite3_bind_blob64(s, 2, bytes, n, SQLITE_STATIC) == SQLITE_OK &&
        sqlite3_step(s) == SQLITE_DONE;

    sqlite3_finalize(s);
    return done;
}

void syn_kept_keep(struct sqlite3 *db,
                   const char *key,
                   const void *bytes,
                   size_t n)
{
    if (!run(db, "BEGIN IMMEDIATE"))
        return;
    if (insert(db, key, bytes, n) &&
        run(db, "DELETE FROM kept WHERE rowid NOT IN"
                " (SELECT rowid FROM kept ORDER BY rowid DESC"
                " LIMIT " KEEP_LAST ")") &&
        run(db, "COMMIT"))
        return;
    run(db, "ROLLBACK");
}
