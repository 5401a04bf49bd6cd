/* load.h - one extract into the store, inside a transaction.  Private. */
#ifndef SAMSYN_STORE_LOAD_H
#define SAMSYN_STORE_LOAD_H

#include <samsyn/store/ingest.h>

/* Loads the extract of ITEM, whose facts and part are known, and fills its
 * summary.  REPLACES is the batch that it supersedes, or 0.  Runs inside
 * the caller's transaction, which must be rolled back if it fails. */
enum syn_status syn_load(struct syn_ingested *item,
                         struct sqlite3 *db,
                         const struct syn_catalogue *catalogue,
                         const unsigned char *key,
                         int64_t replaces,
                         bool supersede,
                         struct syn_arena *arena,
                         struct syn_diag *diag) SYN_NODISCARD;

/* Looks for live batches that cover months of ITEM already, other than REPLACES
 * and SUCCESSOR: reports the first and returns SYN_EINPUT, or, to SUPERSEDE,
 * has SUCCESSOR supersede them all. */
enum syn_status syn_load_overlaps(const struct syn_ingested *item,
                                  struct sqlite3 *db,
                                  int64_t replaces,
                                  int64_t successor,
                                  bool supersede,
                                  struct syn_arena *arena,
                                  struct syn_diag *diag) SYN_NODISCARD;

#endif
