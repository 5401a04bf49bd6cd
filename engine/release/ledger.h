/* ledger.h - what is out, beside what is about to be shown.  Private to
 * release.
 *
 *  (1) A publication is a vintage: the inner counts as they were, and what was
 *      said of each cell.  All of them are protected with the new plan as one.
 *  (2) An inner count with the same value in two vintages is the same one: a
 *      reader would take it for that.  One that has changed is another, and the
 *      two are kept apart by nothing but their difference: that is a target
 *      when it is small.
 *  (3) A cell that is out is shown, one that was hidden stays hidden.
 *  (4) A correction that is small, of an inner count that is out, waits, as
 *      does one to a count that may not be shown: the count is taken as it was.
 *      So are a total and its parts where they would not agree otherwise, a
 *      cell that is out and could not be shown with its correction, and, where
 *      there is no safe pattern, what is nearest to the trouble.
 *      Sums are made of the counts as taken, so that all that is shown belongs
 *      to one table.
 *  (5) Frozen: every correction waits. */
#ifndef SAMSYN_RELEASE_LEDGER_H
#define SAMSYN_RELEASE_LEDGER_H

#include <samsyn/base/diag.h>
#include <samsyn/release/past.h>
#include <samsyn/release/protect.h>

/* INNER and STANDING are by the numbers of the plan.  An inner count that no
 * cell of the vintage has is as in the one before, or else as it is now.
 * ALONE, if there is one: what was shown of a cell that was no sum of INNER,
 * or -1. */
struct vintage {
    const int64_t *inner;
    const enum syn_standing *standing; /* OPEN: nothing was said. */
    const int64_t *alone;
};

struct past {
    const struct vintage *vintage; /* Oldest first. */
    size_t n;
    bool frozen;
    const struct syn_memory *memory; /* May be NULL. */
};

/* Decides on the first N_NOW cells of PLAN; the others are only in the PAST.
 * *N_PENDING are the cells that are out and whose count is another by now. */
void syn_ledger_protect(struct syn_protected *out,
                        size_t *n_pending,
                        const struct syn_plan *plan,
                        size_t n_now,
                        const struct past *past,
                        struct syn_arena *arena);

/* Says that TARGET, in TABLE, cannot be hidden beside CAUSES, which are out,
 * and what to do: leave the table out, or join what is finest in DIMENSION.
 * Returns SYN_EDISCLOSURE. */
enum syn_status syn_ledger_refuse(const char *table,
                                  const char *target,
                                  const char *causes,
                                  const char *dimension,
                                  struct syn_diag *diag);

#endif
