/* The numbers in brackets are the requirements of store/ledger.h. */
#include <samsyn/store/ledger.h>

#include <sqlite3.h>

#include <samsyn/base/calendar.h>
#include <samsyn/base/text.h>
#include <samsyn/store/ingest.h>
#include <samsyn/store/store.h>

#include "remember.h"
#include "seal.h"
#include "tables.h"

/* Whether all of B is older than DAY and something of it is still here. */
static bool leaves(const struct syn_batch *b, int day)
{
    return !*b->purged_at && syn_month_first_day(b->covers_to + 1) <= day;
}

static enum syn_status select_old(struct syn_purged *out,
                                  struct sqlite3 *db,
                                  int day,
                                  struct syn_arena *arena,
                                  struct syn_diag *diag)
{
    const struct syn_batch *all;
    size_t n;

    *out = (struct syn_purged){0};
    enum syn_status status = syn_store_ledger(&all, &n, db, arena, diag);
    if (status)
        return status;
    struct syn_batch *old = syn_arena_alloc(arena, n, sizeof *old);
    for (size_t i = 0; i < n; i++) {
        if (!leaves(&all[i], day))
            continue;
        old[out->n++] = all[i];
        out->rows += all[i].superseded_by ? 0 : all[i].loaded;
        out->quarantined += all[i].quarantined;
    }
    out->batches = old;
    return SYN_OK;
}

static enum syn_status remove_batch(struct sqlite3 *db,
                                    const struct syn_batch *b,
                                    struct syn_arena *arena,
                                    struct syn_diag *diag)
{
    const char *rows = syn_rows_table(db, b->source, arena);
    char now[SYN_UTC_BYTES];
    long long id = (long long)b->id;
    enum syn_status status = SYN_OK;

    if (syn_table_exists(db, rows))
        status = syn_store_exec(
            db,
            syn_arena_printf(arena, "DELETE FROM \"%s\" WHERE batch = %lld",
                             rows, id),
            diag);
    if (!status)
        status = syn_store_exec(
            db,
            syn_arena_printf(arena,
                             "DELETE FROM quarantine WHERE batch = %lld;"
                             "DELETE FROM vintage WHERE batch = %lld;"
                             "UPDATE batch SET purged_at = '%s'"
                             " WHERE id = %lld;",
                             id, id, syn_utc_now(now), id),
            diag);
    return status ? status : syn_seal_put(db, b->id, NULL, arena, diag);
}

static enum syn_status remove_all(struct sqlite3 *db,
                                  const struct syn_purged *purged,
                                  int day,
                                  struct syn_arena *arena,
                                  struct syn_diag *diag)
{
    char before[SYN_DAY_BYTES];
    /* What is linked has to be linked anew (syn_store_settle()). */
    enum syn_status status =
        syn_store_exec(db,
                       "DELETE FROM setting WHERE name = 'settled';"
                       " DELETE FROM kept",
                       diag);

    syn_day_code(before, day);
    for (size_t i = 0; !status && i < purged->n; i++) {
        const struct syn_batch *b = &purged->batches[i];
        status = remove_batch(db, b, arena, diag);
        if (!status)
            status =
                syn_trail_add(db, "purge",
                              syn_arena_printf(arena, "batch=%lld before=%s",
                                               (long long)b->id, before),
                              arena, diag);
    }
    return status;
}

/* Gives the pages back.  The copy that VACUUM makes for it lies on disk, where
 * the system keeps temporary files: in memory a large store would not fit. */
static enum syn_status compact(struct sqlite3 *db, struct syn_diag *diag)
{
    int attached = sqlite3_limit(db, SQLITE_LIMIT_ATTACHED, 1);
    enum syn_status status = syn_store_exec(
        db, "PRAGMA temp_store = FILE; VACUUM; PRAGMA temp_store = MEMORY;",
        diag);

    sqlite3_limit(db, SQLITE_LIMIT_ATTACHED, attached);
    return status;
}

enum syn_status syn_store_purge(struct syn_purged *out,
                                struct sqlite3 *db,
                                const struct syn_catalogue *catalogue,
                                int day,
                                bool dry,
                                struct syn_arena *arena,
                                struct syn_diag *diag)
{
    if (dry)
        return select_old(out, db, day, arena, diag);
    struct syn_arena *step = syn_arena_new(SIZE_MAX / 2);
    enum syn_status status = syn_store_exec(db, "BEGIN IMMEDIATE", diag);
    if (!status)
        status = select_old(out, db, day, arena, diag);
    if (!status && out->n)
        status = remove_all(db, out, day, step, diag);
    if (!status && out->n)
        status = syn_withheld_purge(db, day, step, diag);
    syn_arena_free(step); /* Finalizes, so that nothing is open. */
    if (!status)
        status = syn_store_exec(db, "COMMIT", diag);
    if (status && !sqlite3_get_autocommit(db))
        sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL);
    if (status || !out->n)
        return status;
    status = syn_store_settle(db, catalogue, true, arena, diag);
    return status ? status : compact(db, diag);
}
