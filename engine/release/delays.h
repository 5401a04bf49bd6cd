/* delays.h - private to release. */
#ifndef SAMSYN_RELEASE_DELAYS_H
#define SAMSYN_RELEASE_DELAYS_H

#include <samsyn/release/release.h>

/* Makes the completeness that may be told of DELAYS; false if none may, or none
 * is known. */
bool syn_completeness_make(struct syn_completeness *out,
                           const struct syn_delays *delays,
                           const struct syn_catalogue *catalogue,
                           struct syn_arena *arena);

#endif
