/* store/unique.h - how many rows of an extract are alone with what they say of
 * a person.
 *
 * Whoever knows that somebody's case is in an extract finds it if no other row
 * has the same day, age, sex and place: it needs no name (uniqueness, the
 * simplest measure of the risk; Skinner and Elliot 2002). */
#ifndef SAMSYN_STORE_UNIQUE_H
#define SAMSYN_STORE_UNIQUE_H

#include <stdint.h>

#include <samsyn/catalogue/catalogue.h>

struct sqlite3;

struct syn_uniqueness {
    const char *columns; /* "reported, age, sex, area"; "": rows are not about
                          * persons, and nothing was counted. */
    int64_t rows;        /* Of the batch. */
    int64_t unique;      /* Alone in their group. */
    int64_t smallest;    /* Rows of the smallest group; 0: no rows. */
};

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
