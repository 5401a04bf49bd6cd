#include <samsyn/store/store.h>

#include <stdio.h>
#include <string.h>

#include <sqlite3.h>

#include <samsyn/base/asset.h>
#include <samsyn/base/text.h>

#include "migrate.h"
#include "seal.h"

enum {
    APPLICATION_ID = 0x73796e31, /* "syn1" */
    BUSY_MS = 60000,
    HEAP_BYTES = 512 << 20,
    EXTRA = 3,         /* PRAGMA synchronous, as it reads back. */
    PAGE_BYTES = 32768 /* Events come and are read in order, many at a time. */
};

static void close_db(void *db)
{
    sqlite3_close_v2(db);
}

static void finalize(void *statement)
{
    sqlite3_finalize(statement);
}

enum syn_status syn_store_fail(struct sqlite3 *db, struct syn_diag *diag)
{
    const char *path = sqlite3_db_filename(db, "main");
    int rc = sqlite3_extended_errcode(db);

    if ((rc & 0xff) == SQLITE_FULL)
        return syn_diag_fail(diag, SYN_EIO, (struct syn_loc){path, 0, 0},
                             "store.full",
                             "the disk is full; nothing was stored");
    if ((rc & 0xff) == SQLITE_BUSY)
        return syn_diag_fail(diag, SYN_EIO, (struct syn_loc){path, 0, 0},
                             "store.busy",
                             "another program is using the store; try again");
    return syn_diag_fail(diag, SYN_EIO, (struct syn_loc){path, 0, 0},
                         "store.sqlite", "%s", sqlite3_errmsg(db));
}

enum syn_status
syn_store_exec(struct sqlite3 *db, const char *sql, struct syn_diag *diag)
{
    if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
        return syn_store_fail(db, diag);
    return SYN_OK;
}

enum syn_status syn_store_prepare(struct sqlite3_stmt **out,
                                  struct sqlite3 *db,
                                  const char *sql,
                                  struct syn_arena *arena,
                                  struct syn_diag *diag)
{
    if (sqlite3_prepare_v2(db, sql, -1, out, NULL) != SQLITE_OK)
        return syn_store_fail(db, diag);
    syn_arena_defer(arena, finalize, *out);
    return SYN_OK;
}

enum syn_status syn_store_step(struct sqlite3_stmt *statement,
                               struct syn_diag *diag)
{
    int rc = sqlite3_step(statement);

    if (rc == SQLITE_ROW)
        return SYN_OK;
    return rc == SQLITE_DONE
               ? SYN_DONE
               : syn_store_fail(sqlite3_db_handle(statement), diag);
}

/* --- settings ---------------------------------------------------------- */

static void harden(struct sqlite3 *db)
{
    static const struct {
        int id, value;
    } limits[] = {
        {SQLITE_LIMIT_LENGTH, 8 << 20},
        {SQLITE_LIMIT_SQL_LENGTH, 256 << 10},
        {SQLITE_LIMIT_COLUMN, 200},
        {SQLITE_LIMIT_EXPR_DEPTH, 64},
        {SQLITE_LIMIT_COMPOUND_SELECT, 8},
        {SQLITE_LIMIT_VDBE_OP, 25000},
        {SQLITE_LIMIT_FUNCTION_ARG, 16},
        {SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 50},
        {SQLITE_LIMIT_TRIGGER_DEPTH, 10},
        {SQLITE_LIMIT_ATTACHED, 0},
    };

    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++)
        sqlite3_limit(db, limits[i].id, limits[i].value);
    sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, NULL);
    sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
    sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
    sqlite3_extended_result_codes(db, 1);
    sqlite3_busy_timeout(db, BUSY_MS);
    sqlite3_hard_heap_limit64(HEAP_BYTES);
}

static int one_number(struct sqlite3 *db, const char *sql)
{
    sqlite3_stmt *statement;
    int value = -1;

    if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL) != SQLITE_OK)
        return -1;
    if (sqlite3_step(statement) == SQLITE_ROW)
        value = sqlite3_column_int(statement, 0);
    sqlite3_finalize(statement);
    return value;
}

static bool reads_back(struct sqlite3 *db, const char *sql, const char *wanted)
{
    sqlite3_stmt *statement;
    bool same = false;

    if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL) != SQLITE_OK)
        return false;
    if (sqlite3_step(statement) == SQLITE_ROW)
        same = strcmp((const char *)sqlite3_column_text(statement, 0),
                      wanted) == 0;
    sqlite3_finalize(statement);
    return same;
}

static enum syn_status set_pragmas(struct sqlite3 *db, struct syn_diag *diag)
{
    enum syn_status status = syn_store_exec(
        db,
        "PRAGMA journal_mode = DELETE; PRAGMA synchronous = EXTRA;"
        "PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF;"
        "PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0;"
        "PRAGMA cache_size = -16384; PRAGMA temp_store = MEMORY;"
        "PRAGMA secure_delete = ON;",
        diag);

    if (status || !*sqlite3_db_filename(db, "main"))
        return status; /* In memory there is nothing to keep. */
    if (!reads_back(db, "PRAGMA journal_mode", "delete") ||
        one_number(db, "PRAGMA synchronous") != EXTRA)
        return syn_diag_fail(
            diag, SYN_EIO,
            (struct syn_loc){sqlite3_db_filename(db, "main"), 0, 0},
            "store.pragma", "the store cannot be set to keep what it commits");
    return SYN_OK;
}

static enum syn_status create(struct sqlite3 *db, struct syn_diag *diag)
{
    const struct syn_asset *schema = syn_asset_find("queries/schema/store.sql");
    char identity[128], page[64];

    /* Before the first page is there; what another has made stays. */
    snprintf(page, sizeof page, "PRAGMA page_size = %d", PAGE_BYTES);
    snprintf(identity, sizeof identity,
             "PRAGMA application_id = %d; PRAGMA user_version = 1;",
             APPLICATION_ID);
    enum syn_status status = syn_store_exec(db, page, diag);
    if (!status)
        status = syn_store_exec(db, "BEGIN IMMEDIATE", diag);
    if (!status && one_number(db, "PRAGMA application_id") == APPLICATION_ID)
        return syn_store_exec(db, "COMMIT", diag); /* Another was faster. */
    if (!status)
        status = syn_store_exec(db, schema->text, diag);
    if (!status)
        status = syn_store_exec(db, identity, diag);
    if (!status)
        status = syn_migrate_steps(db, 1, diag);
    if (!status)
        status = syn_seal_schema(db, diag);
    return status ? status : syn_store_exec(db, "COMMIT", diag);
}

/* Whether the store is one that this program may touch; a new one is made. */
static enum syn_status check_identity(struct sqlite3 *db, struct syn_diag *diag)
{
    struct syn_loc where = {sqlite3_db_filename(db, "main"), 0, 0};
    int tables = one_number(db, "SELECT COUNT(*) FROM sqlite_schema");

    if (tables < 0)
        return syn_diag_fail(diag, SYN_EIO, where, "store.not-a-store",
                             "this is no store of samsyn: %s",
                             sqlite3_errmsg(db));
    int id = one_number(db, "PRAGMA application_id");
    if (tables == 0 && id == 0)
        return create(db, diag);
    if (id != APPLICATION_ID)
        return syn_diag_fail(diag, SYN_EIO, where, "store.foreign",
                             "this is a SQLite file of another program");
    int version = one_number(db, "PRAGMA user_version");
    if (version < 1 || version > SYN_STORE_VERSION)
        return syn_diag_fail(
            diag, SYN_EIO, where, "store.version",
            "the store was written by a newer version of samsyn");
    return SYN_OK;
}

enum syn_status syn_store_open(struct sqlite3 **out,
                               const char *path,
                               struct syn_arena *arena,
                               struct syn_diag *diag)
{
    int rc = sqlite3_open_v2(path, out,
                             SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE |
                                 SQLITE_OPEN_NOMUTEX,
                             /* One thread. */ NULL);

    syn_arena_defer(arena, close_db, *out);
    if (rc != SQLITE_OK)
        return syn_diag_fail(diag, SYN_EIO, (struct syn_loc){path, 0, 0},
                             "store.open", "cannot open the store: %s",
                             sqlite3_errmsg(*out));
    harden(*out);
    enum syn_status status = check_identity(*out, diag);
    if (!status)
        status = set_pragmas(*out, diag);
    if (!status)
        status = syn_migrate(*out, diag);
    return status;
}

enum syn_status syn_store_open_reader(struct sqlite3 **out,
                                      const char *path,
                                      struct syn_arena *arena,
                                      struct syn_diag *diag)
{
    int rc = sqlite3_open_v2(path, out,
                             SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, NULL);

    syn_arena_defer(arena, close_db, *out);
    if (rc != SQLITE_OK)
        return syn_diag_fail(diag, SYN_EIO, (struct syn_loc){path, 0, 0},
                             "store.open", "cannot open the store: %s",
                             sqlite3_errmsg(*out));
    harden(*out);
    return syn_store_exec(*out,
                          "PRAGMA trusted_schema = OFF;"
                          "PRAGMA temp_store = MEMORY;",
                          diag);
}

enum syn_status syn_store_key(unsigned char key[SYN_SIPHASH_KEY],
                              struct sqlite3 *db,
                              struct syn_arena *arena,
                              struct syn_diag *diag)
{
    sqlite3_stmt *insert, *select;

    syn_random_key(key);
    enum syn_status status = syn_store_prepare(
        &insert, db, "INSERT OR IGNORE INTO setting VALUES ('key', ?1)", arena,
        diag);
    if (status)
        return status;
    sqlite3_bind_blob(insert, 1, key, SYN_SIPHASH_KEY, SQLITE_STATIC);
    if (sqlite3_step(insert) != SQLITE_DONE)
        return syn_store_fail(db, diag);
    status = syn_store_prepare(&select, db,
                               "SELECT value FROM setting WHERE name = 'key'",
                               arena, diag);
    if (status)
        return status;
    if (sqlite3_step(select) != SQLITE_ROW ||
        sqlite3_column_bytes(select, 0) != SYN_SIPHASH_KEY)
        return syn_store_fail(db, diag);
    memcpy(key, sqlite3_column_blob(select, 0), SYN_SIPHASH_KEY);
    sqlite3_reset(select);
    return SYN_OK;
}
