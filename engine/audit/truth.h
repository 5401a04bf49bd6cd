/* truth.h - the true counts, by node names: inner cells, or cells of any level.
 * Private to audit. */
#ifndef SAMSYN_AUDIT_TRUTH_H
#define SAMSYN_AUDIT_TRUTH_H

#include "book.h"
#include "sheet.h"

struct truth {
    struct index keys; /* Of node tuples. */
    struct true_count {
        const uint32_t *node;
        int64_t value;
        bool hidden, published; /* What the column "state" says. */
    } * counts;
    size_t room;
};

/* Puts the rows of SHEET into OUT, and their names into SPACE.  DIM_COLUMN is
 * the column of each dimension.
 *
 * Returns SYN_EINPUT for a count that is none, or a cell that stands twice. */
enum syn_status syn_truth_load(struct truth *out,
                               const struct sheet *sheet,
                               const size_t *dim_column,
                               size_t count_column,
                               struct space *space,
                               struct syn_diag *diag) SYN_NODISCARD;

/* The true count of the cell: as it stands, or the sum of inner cells, where
 * an absent one is 0.  False if neither is known.  SPACE must be closed. */
bool syn_truth_count(int64_t *out,
                     const struct truth *truth,
                     const struct space *space,
                     const uint32_t *node);

#endif
