/* release/protect.h - which cells of a closed programme may be shown.
 *
 *  (1) A cell is a sum of inner counts.  Everything that is published together
 *      and everything that was published before is one system of equations in
 *      whole numbers that are not negative.
 *  (2) A small cell is a target; so is the small difference of two cells of
 *      which one holds the other, unless it is a cell itself.
 *  (3) Elimination modulo 2^61 - 1 chooses what to hide, so that no target is a
 *      combination of what is shown.
 *  (4) That is not enough: a target is safe only when two tables of whole
 *      numbers, both in agreement with all that is shown, differ in it by the
 *      width.  The two are its witness, checked in whole numbers.
 *  (5) Where there is no witness another cell is hidden, one that the dual
 *      solution of a linear program names; what proves needless in the end is
 *      shown again.
 *  (6) Same plan, same decisions: no clock, and chance only from a fixed seed.
 *
 * Elimination: Langsrud, GaussSuppression (Privacy in Statistical Databases,
 * 2024).  Linear programs: GLPK. */
#ifndef SAMSYN_RELEASE_PROTECT_H
#define SAMSYN_RELEASE_PROTECT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <samsyn/base/arena.h>

enum syn_zeros {
    SYN_ZEROS_MAY_HIDE, /* Printed, but may be hidden for others' sake. */
    SYN_ZEROS_SHOWN,    /* None is ever hidden. */
    SYN_ZEROS_PROTECT,  /* Small: "none" is itself sensitive. */
};

/* What earlier publications say of a cell. */
enum syn_standing {
    SYN_STANDING_OPEN,
    SYN_STANDING_SHOWN,
    SYN_STANDING_HIDDEN
};

/* One cell: the sum of the inner counts with numbers COVER, which ascend. */
struct syn_plan_cell {
    const uint32_t *cover;
    size_t n_cover;
    enum syn_standing standing;
    bool sensitive;      /* Hidden by another rule than its size. */
    int threshold;       /* Smallest count that is shown; 0: the plan's. */
    unsigned importance; /* 0 is hidden last. */
    int64_t size;        /* Typical of what was released; negative: unknown. */
};

/* The sum of the INNER counts that CELL covers. */
static inline int64_t syn_plan_sum(const struct syn_plan_cell *cell,
                                   const int64_t *inner)
{
    int64_t sum = 0;

    for (size_t i = 0; i < cell->n_cover; i++)
        sum += inner[cell->cover[i]];
    return sum;
}

/* The counts of two cells, first minus second, are to be kept apart: a target
 * when the difference is small. */
struct syn_plan_pair {
    uint32_t first, second;
};

/* Known to everybody: the sum of WEIGHT times cell is at least LOW. */
struct syn_plan_bound {
    const uint32_t *cell;
    const int *weight;
    size_t n;
    int64_t low;
};

/* All that is published together.  PAIRS are those beside the ones of (2). */
struct syn_plan {
    const int64_t *inner; /* Not negative. */
    size_t n_inner;
    const struct syn_plan_cell *cells;
    size_t n_cells;
    const struct syn_plan_pair *pairs;
    size_t n_pairs;
    const struct syn_plan_bound *bounds;
    size_t n_bounds;
    int threshold, width;
    enum syn_zeros zeros;
};

enum syn_decision { SYN_SHOW, SYN_HIDE_PRIMARY, SYN_HIDE_SECONDARY };

/* FIRST minus SECOND; SECOND is SYN_NO_CELL for a cell alone. */
#define SYN_NO_CELL UINT32_MAX
struct syn_plan_target {
    uint32_t first, second; /* Cells. */
};

/* What was decided.  REFUSED: earlier publications leave no safe pattern for
 * STUCK, and CAUSE are cells of theirs that pin it down; the decisions then
 * mean nothing. */
struct syn_protected {
    enum syn_decision *decision; /* Of each cell. */
    int64_t *value;              /* Of each cell, hidden ones too. */
    size_t n_primary, n_virtual, n_proved;
    size_t n_exposed; /* Small, and shown by an earlier publication. */
    bool refused;
    struct syn_plan_target stuck;
    uint32_t *cause;
    size_t n_cause;
};

/* Decides for every cell of PLAN.  n_proved counts the targets: a cell that is
 * small and hidden, or a difference; when not refused each has a witness. */
void syn_plan_protect(struct syn_protected *out,
                      const struct syn_plan *plan,
                      struct syn_arena *arena);

#endif
