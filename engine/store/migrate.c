#include "migrate.h"

#include <stdio.h>

#include <sqlite3.h>

#include <samsyn/base/asset.h>
#include <samsyn/base/limits.h>
#include <samsyn/base/text.h>

#include "read.h"
#include "seal.h"

static enum syn_status
read_version(int *out, struct sqlite3 *db, struct syn_diag *diag)
{
    int64_t version;

    if (!syn_read_number(&version, db, "PRAGMA user_version"))
        return syn_store_fail(db, diag);
    *out = (int)version;
    return SYN_OK;
}

enum syn_status
syn_migrate_steps(struct sqlite3 *db, int version, struct syn_diag *diag)
{
    enum syn_status status = SYN_OK;

    while (!status && version < SYN_STORE_VERSION) {
        char name[64], set[64];
        version++;
        snprintf(name, sizeof name, "queries/schema/store_%d.sql", version);
        snprintf(set, sizeof set, "PRAGMA user_version = %d", version);
        status = syn_store_exec(db, syn_asset_find(name)->text, diag);
        if (!status)
            status = syn_store_exec(db, set, diag);
    }
    return status;
}

/* Version 1 had 64 bits over numbers of profiles: it cannot be turned into the
 * new fingerprint, so what is there now counts. */
static enum syn_status
seal_batches(struct sqlite3 *db, struct syn_arena *arena, struct syn_diag *diag)
{
    const struct syn_batch *batches;
    size_t n;
    enum syn_status status = syn_store_ledger(&batches, &n, db, arena, diag);

    for (size_t i = 0; !status && i < n; i++) {
        const struct syn_batch *b = &batches[i];
        struct syn_print print;
        int64_t rows;
        if (!b->superseded_by)
            status = syn_print_of_batch(&print, &rows, db, b->source, b->id,
                                        arena, diag);
        if (!status)
            status = syn_seal_put(db, b->id, b->superseded_by ? NULL : &print,
                                  arena, diag);
    }
    return status;
}

enum syn_status syn_migrate(struct sqlite3 *db, struct syn_diag *diag)
{
    int version = 0;
    enum syn_status status = read_version(&version, db, diag);

    if (status || version == SYN_STORE_VERSION)
        return status;
    struct syn_arena *step = syn_arena_new(SYN_ARENA_BYTES);
    status = syn_store_exec(db, "BEGIN IMMEDIATE", diag);
    if (!status) /* Another may have been faster. */
        status = read_version(&version, db, diag);
    bool late = !status && version == SYN_STORE_VERSION;
    if (!status && !late)
        status = syn_migrate_steps(db, version, diag);
    if (!status && !late)
        status = seal_batches(db, step, diag);
    if (!status && !late)
        status = syn_trail_add(
            db, "migrate",
            syn_arena_printf(step, "version=%d", SYN_STORE_VERSION), step,
            diag);
    if (!status && !late)
        status = syn_seal_schema(db, diag);
    syn_arena_free(step); /* Finalizes, so that nothing is open. */
    if (!status)
        return syn_store_exec(db, "COMMIT", diag);
    if (!sqlite3_get_autocommit(db))
        sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL);
    return status;
}
