/* run/beside.h - the place beside others, by a table of comparators.
 *
 *  (1) Figures of the place are those of all its codes; one of them that is
 *      suppressed makes the sum unknown.
 *  (2) The two periods do not overlap: figures of both would be the same ones.
 *      Where nobody says which, they are the last that lies in the agreement
 *      period and the last that lies in the one before; else the last of the
 *      table, and the last before it.
 *  (3) The other places are those that are asked for; else "0", the whole
 *      country, where the table has it; else all. */
#ifndef SAMSYN_RUN_BESIDE_H
#define SAMSYN_RUN_BESIDE_H

#include <samsyn/assess/beside.h>
#include <samsyn/catalogue/catalogue.h>

struct sqlite3;

struct syn_beside_wanted {
    const char *source;         /* As contracts name it. */
    const char *before, *after; /* "2020-2021"; NULL: (2). */
    const char *area;           /* Code; NULL: (3). */
};

/* Everything in the table in order of its lines, where the figures of the place
 * and of the other one are known in both periods.
 *
 * Returns SYN_EUSAGE for a source that is no comparator, and for a period or an
 * area that the table does not have or that overlaps; SYN_EINPUT if there are
 * no two periods; SYN_EIO. */
enum syn_status syn_run_beside(const struct syn_beside **out,
                               size_t *n,
                               const struct syn_beside_wanted *wanted,
                               const struct syn_catalogue *catalogue,
                               struct sqlite3 *db,
                               struct syn_arena *arena,
                               struct syn_diag *diag) SYN_NODISCARD;

#endif
