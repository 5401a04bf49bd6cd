/* store/ledger.h - what was done to a store, and whether it still holds what
 * it was given.
 *
 *  (1) Every load, superseding, publication, purge and backup is a row of the
 *      table audit, written in the transaction of what it tells of.  A row has
 *      the hash of the row before: one that is changed, cut or put in between
 *      is found.  It holds hashes and counts, never a value.
 *  (2) Every batch has a fingerprint of its rows and a seal over itself, its
 *      quarantine and the key of the store.
 *  (3) A batch that is superseded or purged stays in the ledger; its events
 *      go.  What it had by month stays too (vintage), unless it is purged.
 *
 * This finds accidents, and changes by who does not know how it is made.  Who
 * can write the file can forge all of it; the last hash of the chain, kept
 * elsewhere, would show that. */
#ifndef SAMSYN_STORE_LEDGER_H
#define SAMSYN_STORE_LEDGER_H

#include <stdbool.h>

#include <samsyn/base/hash.h>
#include <samsyn/store/rows.h>

enum { SYN_UTC_BYTES = 32 };

/* Now, as 2025-04-30T12:00:00Z. */
const char *syn_utc_now(char out[SYN_UTC_BYTES]);

/* A row of the table audit. */
struct syn_trail_entry {
    int64_t id;
    const char *at, *actor, *command, *what, *result, *own;
    bool sound; /* Its hash is that of the row, and of the one before. */
};

/* Adds a row, inside a transaction of the caller's. */
enum syn_status syn_trail_add(struct sqlite3 *db,
                              const char *command,
                              const char *what,
                              struct syn_arena *arena,
                              struct syn_diag *diag) SYN_NODISCARD;

/* The rows, oldest first.  *WHOLE: all are sound, and none is missing at the
 * end. */
enum syn_status syn_trail_read(const struct syn_trail_entry **out,
                               size_t *n,
                               bool *whole,
                               struct sqlite3 *db,
                               struct syn_arena *arena,
                               struct syn_diag *diag) SYN_NODISCARD;

/* What was looked at. */
struct syn_verified {
    size_t batches, entries; /* Of the ledger, and of the audit table. */
    size_t published;        /* Publications. */
    uint64_t rows, quarantined;
    size_t wrong;
};

/* Compares all that the store at DB holds with what it says of itself, and
 * reports every difference as an error that names the batch.
 *
 * Returns SYN_EINPUT if anything differs; SYN_EIO if it cannot be read. */
enum syn_status syn_store_verify(struct syn_verified *out,
                                 struct sqlite3 *db,
                                 struct syn_arena *arena,
                                 struct syn_diag *diag) SYN_NODISCARD;

/* What leaves, or would. */
struct syn_purged {
    const struct syn_batch *batches;
    size_t n;
    int64_t rows, quarantined;
};

/* Removes the events, the quarantine and the vintage of the batches whose last
 * month ends before DAY, and the hidden counts of earlier periods, and
 * overwrites where they were.  A DRY run only says
 * which.  The months are missing from then on, and the same files are not
 * loaded again.
 *
 * Returns SYN_EIO; nothing is removed then. */
enum syn_status syn_store_purge(struct syn_purged *out,
                                struct sqlite3 *db,
                                const struct syn_catalogue *catalogue,
                                int day,
                                bool dry,
                                struct syn_arena *arena,
                                struct syn_diag *diag) SYN_NODISCARD;

/* Writes a copy of the store to PATH, which must not be there: consistent,
 * checked and synced.  It replaces the store by being copied to its place.
 *
 * Returns SYN_EIO; then there is no file at PATH that was not there before. */
enum syn_status syn_store_backup(char sha256[SYN_SHA256_HEX],
                                 struct sqlite3 *db,
                                 const char *path,
                                 struct syn_arena *arena,
                                 struct syn_diag *diag) SYN_NODISCARD;

#endif
