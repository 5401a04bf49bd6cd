/* store/kept.h - what can be computed again, kept because that takes long.
 *
 *  (1) Nothing depends on it: what is not there is computed.  So nothing is
 * said of what could not be read or kept. (2) The last few are kept; a purge
 * drops all. */
#ifndef SAMSYN_STORE_KEPT_H
#define SAMSYN_STORE_KEPT_H

#include <stdbool.h>
#include <stddef.h>

struct sqlite3;

/* Fills OUT with the N bytes under KEY; false if there are none, or not N. */
bool syn_kept_recall(struct sqlite3 *db, const char *key, void *out, size_t n);

void syn_kept_keep(struct sqlite3 *db,
                   const char *key,
                   const void *bytes,
                   size_t n);

#endif
