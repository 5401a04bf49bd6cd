/* reconcile.h - inner counts as they were when something was published.
 * Private to release. */
#ifndef SAMSYN_RELEASE_RECONCILE_H
#define SAMSYN_RELEASE_RECONCILE_H

#include <samsyn/release/protect.h>

/* A cell that is out, with its value. */
struct known {
    const uint32_t *cover;
    size_t n_cover;
    int64_t value;
};

/* Changes INNER as little as it can so that each of KNOWN has its value, and
 * sets DOUBTFUL for the inner counts that KNOWN does not settle.  False if they
 * contradict each other. */
bool syn_reconcile(int64_t *inner,
                   bool *doubtful,
                   size_t n_inner,
                   const struct known *known,
                   size_t n_known,
                   struct syn_arena *arena);

#endif
