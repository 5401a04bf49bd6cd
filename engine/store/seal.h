/* seal.h - what a batch says of itself when it is loaded, superseded and
 * migrated: fingerprint, seal, vintage, entry in the audit table.  Private. */
#ifndef SAMSYN_STORE_SEAL_H
#define SAMSYN_STORE_SEAL_H

#include <samsyn/store/ledger.h>

#include "fingerprint.h"

/* The seal that BATCH should have: over its row, its quarantine, the key. */
enum syn_status syn_seal_of(char out[SYN_SHA256_HEX],
                            struct sqlite3 *db,
                            int64_t batch,
                            struct syn_arena *arena,
                            struct syn_diag *diag) SYN_NODISCARD;

/* Writes the fingerprint and then the seal of BATCH, once all else is there.
 * A superseded batch keeps its fingerprint: NULL. */
enum syn_status syn_seal_put(struct sqlite3 *db,
                             int64_t batch,
                             const struct syn_print *fingerprint,
                             struct syn_arena *arena,
                             struct syn_diag *diag) SYN_NODISCARD;

/* The same, for a batch that was just loaded, with its audit entry. */
enum syn_status syn_seal_loaded(struct sqlite3 *db,
                                int64_t batch,
                                const struct syn_print *fingerprint,
                                struct syn_arena *arena,
                                struct syn_diag *diag) SYN_NODISCARD;

/* The hash of all tables, views, indexes and triggers, as SQL. */
enum syn_status syn_seal_schema_of(char out[SYN_SHA256_HEX],
                                   struct sqlite3 *db,
                                   struct syn_arena *arena,
                                   struct syn_diag *diag) SYN_NODISCARD;

/* Keeps that hash; in every transaction that may change one of them. */
enum syn_status syn_seal_schema(struct sqlite3 *db,
                                struct syn_diag *diag) SYN_NODISCARD;

/* Has SUCCESSOR supersede OLD: notes what OLD had by month, removes its
 * events, writes the audit entry. */
enum syn_status syn_seal_retire(struct sqlite3 *db,
                                int64_t old,
                                const char *source,
                                int64_t successor,
                                struct syn_arena *arena,
                                struct syn_diag *diag) SYN_NODISCARD;

#endif
