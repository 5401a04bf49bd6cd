/* store/unique.h - how many rows of a stored extract are alone with what they
 * say of a person (extract/unique.h). */
#ifndef SAMSYN_STORE_UNIQUE_H
#define SAMSYN_STORE_UNIQUE_H

#include <samsyn/catalogue/catalogue.h>
#include <samsyn/extract/unique.h>

struct sqlite3;

/* Groups the rows of BATCH of SOURCE by day, age, sex and place, as far as
 * contracts provide them; only if there is an age or a sex.
 *
 * Returns SYN_EIO. */
enum syn_status syn_store_uniqueness(struct syn_uniqueness *out,
                                     struct sqlite3 *db,
                                     const struct syn_catalogue *catalogue,
                                     const struct syn_source *source,
                                     int64_t batch,
                                     struct syn_arena *arena,
                                     struct syn_diag *diag) SYN_NODISCARD;

#endif
