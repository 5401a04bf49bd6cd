/* redrawn.h - areas that are others than were published.  Private to release.
 *
 * Where two areas have become one, or one two, the old figures and the new ones
 * together tell of the parts; how the areas lie in each other is not known.  So
 * an area is not shown for a period of which other areas of its indicator were
 * published, and it was not.  Where one of those is none any more, its cases
 * are in another one: nor is an area shown that counts something else than was
 * published, though it is called the same. */
#ifndef SAMSYN_RELEASE_REDRAWN_H
#define SAMSYN_RELEASE_REDRAWN_H

#include "nodes.h"

/* What PAST says of areas, beside the N_NODES of now; NULL: nothing. */
const struct redrawn *syn_redrawn_find(const struct syn_past *past,
                                       const struct node *nodes,
                                       size_t n_nodes,
                                       struct syn_arena *arena);

/* Whether NODE may not be shown in PERIOD, a quarter or a year.  REDRAWN may be
 * NULL. */
bool syn_redrawn_hides(const struct redrawn *redrawn,
                       const struct node *node,
                       struct syn_period period);

#endif
