/* recall.h - a plan is decided once.  Private to release. */
#ifndef SAMSYN_RELEASE_RECALL_H
#define SAMSYN_RELEASE_RECALL_H

#include <samsyn/release/past.h>
#include <samsyn/release/protect.h>

/* syn_plan_protect(), or what MEMORY (may be NULL) has of the same plan.  A
 * refusal is not remembered. */
void syn_plan_recall(struct syn_protected *out,
                     const struct syn_plan *plan,
                     const struct syn_memory *memory,
                     struct syn_arena *arena);

#endif
