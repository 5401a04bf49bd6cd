#include "seal.h"

#include <string.h>

#include <sqlite3.h>

#include <samsyn/base/calendar.h>
#include <samsyn/base/hash.h>
#include <samsyn/base/limits.h>
#include <samsyn/base/text.h>
#include <samsyn/extract/cells.h>
#include <samsyn/store/store.h>

#include "tables.h"

/* --- seals ------------------------------------------------------------- */

/* Adds every row of SQL, which has the parameter BATCH, to HASH. */
static enum syn_status hash_rows(struct syn_sha256 *hash,
                                 struct sqlite3 *db,
                                 const char *sql,
                                 int64_t batch,
                                 struct syn_arena *arena,
                                 struct syn_diag *diag)
{
    sqlite3_stmt *s;
    int rc;
    enum syn_status status = syn_store_prepare(&s, db, sql, arena, diag);

    if (status)
        return status;
    sqlite3_bind_int64(s, 1, batch);
    while ((rc = sqlite3_step(s)) == SQLITE_ROW)
        for (int i = 0; i < sqlite3_column_count(s); i++) {
            const char *text = (const char *)sqlite3_column_text(s, i);
            text = text ? text : "";
            syn_sha256_update(hash, text, strlen(text) + 1);
        }
    sqlite3_reset(s);
    return rc == SQLITE_DONE ? SYN_OK : syn_store_fail(db, diag);
}

enum syn_status syn_seal_of(char out[SYN_SHA256_HEX],
                            struct sqlite3 *db,
                            int64_t batch,
                            struct syn_arena *arena,
                            struct syn_diag *diag)
{
    struct syn_sha256 hash;

    syn_sha256_init(&hash);
    enum syn_status status = hash_rows(
        &hash, db,
        "SELECT id, source, contract, part, file, sha256, contract_sha256,"
        " covers_from, covers_to, extracted_at, encoding, delimiter, rows_read,"
        " loaded, quarantined, blank, loaded_at, fingerprint, fingerprint_b"
        " FROM batch WHERE id = ?1",
        batch, arena, diag);
    if (!status) /* Purging takes the quarantine away, and seals anew. */
        status = hash_rows(&hash, db,
                           "SELECT line, column, field, rule, sha256"
                           " FROM quarantine WHERE batch = ?1"
                           " ORDER BY line, column, field, rule, sha256",
                           batch, arena, diag);
    if (!status)
        status = hash_rows(&hash, db,
                           "SELECT hex(value) FROM setting WHERE name = 'key'"
                           " AND ?1 > 0",
                           batch, arena, diag);
    syn_sha256_final(&hash, out);
    return status;
}

enum syn_status syn_seal_put(struct sqlite3 *db,
                             int64_t batch,
                             const struct syn_print *fingerprint,
                             struct syn_arena *arena,
                             struct syn_diag *diag)
{
    char seal[SYN_SHA256_HEX];
    sqlite3_stmt *print, *put;
    enum syn_status status = syn_store_prepare(
        &print, db,
        "UPDATE batch SET fingerprint = ?2, fingerprint_b = ?3 WHERE id = ?1",
        arena, diag);

    if (!status)
        status = syn_store_prepare(
            &put, db, "UPDATE batch SET seal = ?2 WHERE id = ?1", arena, diag);
    if (!status && fingerprint) {
        sqlite3_bind_int64(print, 1, batch);
        sqlite3_bind_int64(print, 2, (sqlite3_int64)fingerprint->a);
        sqlite3_bind_int64(print, 3, (sqlite3_int64)fingerprint->b);
        if (sqlite3_step(print) != SQLITE_DONE)
            status = syn_store_fail(db, diag);
        sqlite3_reset(print);
    }
    if (!status)
        status = syn_seal_of(seal, db, batch, arena, diag);
    if (status)
        return status;
    sqlite3_bind_int64(put, 1, batch);
    sqlite3_bind_text(put, 2, seal, -1, SQLITE_TRANSIENT);
    if (sqlite3_step(put) != SQLITE_DONE)
        status = syn_store_fail(db, diag);
    sqlite3_reset(put);
    return status;
}

/* What the audit table says of a batch. */
static enum syn_status describe(const char **out,
                                struct sqlite3 *db,
                                int64_t batch,
                                struct syn_arena *arena,
                                struct syn_diag *diag)
{
    sqlite3_stmt *s;
    enum syn_status status = syn_store_prepare(
        &s, db,
        "SELECT printf('batch=%d source=%s contract=%s contract_sha256=%s"
        " sha256=%s loaded=%d quarantined=%d seal=%s', id, source, contract,"
        " contract_sha256, sha256, loaded, quarantined, seal)"
        " FROM batch WHERE id = ?1",
        arena, diag);

    *out = "";
    if (status)
        return status;
    sqlite3_bind_int64(s, 1, batch);
    if (sqlite3_step(s) == SQLITE_ROW)
        *out = syn_arena_strdup(arena, (const char *)sqlite3_column_text(s, 0));
    else
        status = syn_store_fail(db, diag);
    sqlite3_reset(s);
    return status;
}

enum syn_status syn_seal_loaded(struct sqlite3 *db,
                                int64_t batch,
                                const struct syn_print *fingerprint,
                                struct syn_arena *arena,
                                struct syn_diag *diag)
{
    const char *what;
    enum syn_status status = syn_seal_put(db, batch, fingerprint, arena, diag);

    if (!status)
        status = describe(&what, db, batch, arena, diag);
    return status ? status : syn_trail_add(db, "load", what, arena, diag);
}

/* --- the schema -------------------------------------------------------- */

enum syn_status syn_seal_schema_of(char out[SYN_SHA256_HEX],
                                   struct sqlite3 *db,
                                   struct syn_arena *arena,
                                   struct syn_diag *diag)
{
    struct syn_sha256 hash;

    syn_sha256_init(&hash);
    enum syn_status status = hash_rows(
        &hash, db,
        "SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE ?1 = 0"
        " ORDER BY type, name",
        0, arena, diag);
    syn_sha256_final(&hash, out);
    return status;
}

static enum syn_status
put_schema(struct sqlite3 *db, struct syn_arena *arena, struct syn_diag *diag)
{
    char sha256[SYN_SHA256_HEX];
    sqlite3_stmt *put;
    enum syn_status status = syn_seal_schema_of(sha256, db, arena, diag);

    if (!status)
        status = syn_store_prepare(
            &put, db, "INSERT OR REPLACE INTO setting VALUES ('schema', ?1)",
            arena, diag);
    if (status)
        return status;
    sqlite3_bind_blob(put, 1, sha256, SYN_SHA256_HEX - 1, SQLITE_STATIC);
    return sqlite3_step(put) == SQLITE_DONE ? SYN_OK : syn_store_fail(db, diag);
}

enum syn_status syn_seal_schema(struct sqlite3 *db, struct syn_diag *diag)
{
    struct syn_arena *step = syn_arena_new(SYN_ARENA_BYTES);
    enum syn_status status = put_schema(db, step, diag);

    syn_arena_free(step);
    return status;
}

/* --- vintages ---------------------------------------------------------- */

/* Rows by day, figures by period.  An event without a date of its own has that
 * of its case, as it was when the store was last settled. */
static const char *
days_sql(struct sqlite3 *db, const char *source, struct syn_arena *arena)
{
    const char *rows = syn_rows_table(db, source, arena);
    const char *link = syn_arena_printf(arena, "link_%s", source);
    bool linked = syn_table_exists(db, link);

    if (strncmp(rows, "cell_", 5) == 0)
        return syn_arena_printf(arena,
                                "SELECT period, count(*), count(*) FROM \"%s\""
                                " WHERE batch = ?1 GROUP BY period"
                                " ORDER BY period",
                                rows);
    return syn_arena_printf(
        arena,
        "SELECT coalesce(e.reported, e.occurred%s) AS day, count(*),"
        " sum(e.weight) FROM \"event_%s\" AS e%s WHERE e.batch = ?1"
        " GROUP BY day ORDER BY day",
        linked ? ", l.reported, l.occurred" : "", source,
        linked ? syn_arena_printf(
                     arena, " LEFT JOIN \"%s\" AS l ON l.case_key = e.case_key",
                     link)
               : "");
}

static enum syn_status add_month(struct sqlite3 *db,
                                 sqlite3_stmt *insert,
                                 sqlite3_stmt *day,
                                 int64_t batch,
                                 struct syn_diag *diag)
{
    char code[SYN_PERIOD_BYTES] = "";
    struct syn_span span = {0};
    int type = sqlite3_column_type(day, 0);

    if (type == SQLITE_TEXT)
        (void)syn_span_read(&span, (const char *)sqlite3_column_text(day, 0),
                            (size_t)sqlite3_column_bytes(day, 0));
    else if (type != SQLITE_NULL)
        span.from = syn_day_month(sqlite3_column_int(day, 0));
    if (type != SQLITE_NULL)
        syn_period_code(code, (struct syn_period){SYN_MONTH, span.from});
    sqlite3_bind_int64(insert, 1, batch);
    sqlite3_bind_text(insert, 2, code, -1, SQLITE_TRANSIENT);
    sqlite3_bind_int64(insert, 3, sqlite3_column_int64(day, 1));
    sqlite3_bind_int64(insert, 4, sqlite3_column_int64(day, 2));
    int rc = sqlite3_step(insert);
    sqlite3_reset(insert);
    return rc == SQLITE_DONE ? SYN_OK : syn_store_fail(db, diag);
}

static enum syn_status put_vintage(struct sqlite3 *db,
                                   int64_t batch,
                                   const char *source,
                                   struct syn_arena *arena,
                                   struct syn_diag *diag)
{
    sqlite3_stmt *day, *insert;
    int rc = SQLITE_DONE;
    enum syn_status status =
        syn_store_prepare(&day, db, days_sql(db, source, arena), arena, diag);

    if (!status)
        status = syn_store_prepare(
            &insert, db,
            "INSERT INTO vintage VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO UPDATE"
            " SET rows = rows + excluded.rows,"
            " weight = weight + excluded.weight",
            arena, diag);
    if (status)
        return status;
    sqlite3_bind_int64(day, 1, batch);
    while (!status && (rc = sqlite3_step(day)) == SQLITE_ROW)
        status = add_month(db, insert, day, batch, diag);
    sqlite3_reset(day);
    return status || rc == SQLITE_DONE ? status : syn_store_fail(db, diag);
}

enum syn_status syn_seal_retire(struct sqlite3 *db,
                                int64_t old,
                                const char *source,
                                int64_t successor,
                                struct syn_arena *arena,
                                struct syn_diag *diag)
{
    enum syn_status status = put_vintage(db, old, source, arena, diag);

    if (!status)
        status = syn_store_exec(
            db,
            syn_arena_printf(
                arena,
                "UPDATE batch SET superseded_by = %lld WHERE id = %lld;"
                "DELETE FROM \"%s\" WHERE batch = %lld;",
                (long long)successor, (long long)old,
                syn_rows_table(db, source, arena), (long long)old),
            diag);
    return status ? status
                  : syn_trail_add(db, "supersede",
                                  syn_arena_printf(arena, "batch=%lld by=%lld",
                                                   (long long)old,
                                                   (long long)successor),
                                  arena, diag);
}
