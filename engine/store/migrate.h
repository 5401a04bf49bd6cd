/* migrate.h - a store of an older version becomes one of this.  Private.
 *
 * In one transaction: it is of the old version or of this.  What a version adds
 * is queries/schema/store_VERSION.sql; a new store goes the same way. */
#ifndef SAMSYN_STORE_MIGRATE_H
#define SAMSYN_STORE_MIGRATE_H

#include <samsyn/store/store.h>

enum { SYN_STORE_VERSION = 3 };

/* Runs the SQL of the versions after VERSION, in a transaction of the
 * caller's. */
enum syn_status syn_migrate_steps(struct sqlite3 *db,
                                  int version,
                                  struct syn_diag *diag) SYN_NODISCARD;

/* Brings the store up to date, if it is not: the batches that it has get the
 * fingerprint of what they hold now. */
enum syn_status syn_migrate(struct sqlite3 *db,
                            struct syn_diag *diag) SYN_NODISCARD;

#endif
