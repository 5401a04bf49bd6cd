/* problem.h - a book as a system over whole numbers.
 *
 * Inner cells that lie in the same cells of the book are one variable, their
 * sum: a table of the sums can always be dealt out to a table of the cells.
 * Private to audit. */
#ifndef SAMSYN_AUDIT_PROBLEM_H
#define SAMSYN_AUDIT_PROBLEM_H

#include "book.h"

__extension__ typedef __int128 wide;

/* LOW <= sum of BY[i] x variable AT[i] <= HIGH */
struct row {
    size_t n;
    const uint32_t *at;
    const int64_t *by;
    int64_t low, high;
    uint32_t cell;        /* It tells of this cell alone; or NO_CELL ... */
    const char *relation; /* ... and of this relation. */
    bool printed;         /* A printed count, or a marker that means one. */
};

#define NO_CELL UINT32_MAX

/* One of these rows has the sum VALUE, and none more. */
struct peak {
    size_t n;
    const uint32_t *row;
    int64_t value;
};

struct problem {
    struct syn_arena *arena;
    const struct book *book;
    size_t n_vars, n_rows, n_peaks;
    struct row *rows;
    struct peak *peaks;
    int64_t *fixed;  /* Value of each variable that can have one only; or -1. */
    uint32_t *block; /* Of each variable. */
    size_t n_blocks;
    struct row *goals; /* Of each target, in order. */
    size_t n_goals;
};

/* Returns SYN_DONE, nothing said, if no table fits, as far as is seen by
 * putting in; SYN_EDOMAIN if there are too many inner cells. */
enum syn_status syn_audit_problem_make(struct problem *out,
                                       const struct book *book,
                                       const struct target *targets,
                                       size_t n_targets) SYN_NODISCARD;

/* The sum of ROW at the table X. */
wide syn_row_sum(const struct row *row, const int64_t *x);

/* Whether the sum of ROW at X is one of its. */
bool syn_row_holds(const struct row *row, const int64_t *x);

/* A combination of printed rows that is the goal: sum of BY[i] x row AT[i] =
 * DIVISOR x goal. */
struct combination {
    size_t n;
    uint32_t *at;
    int64_t *by;
    int64_t divisor;
};

/* Elimination modulo a prime over the printed rows, made once and asked often.
 * What it answers was checked in whole numbers. */
struct elimination;
struct elimination *syn_elimination_make(const struct problem *problem);
bool syn_elimination_express(struct combination *out,
                             const struct elimination *elimination,
                             const struct row *goal);

/* Fills TARGETS. SYN_DONE as in syn_book_attack. */
enum syn_status
syn_audit_problem_solve(struct target *targets,
                        const struct problem *problem,
                        const struct attack *attack) SYN_NODISCARD;

#endif
