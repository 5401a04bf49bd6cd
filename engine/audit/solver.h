/* solver.h - a problem while it is solved, block after block.  Private to
 * audit. */
#ifndef SAMSYN_AUDIT_SOLVER_H
#define SAMSYN_AUDIT_SOLVER_H

#include <glpk.h>

#include "problem.h"

enum { MOST_TERMS = 12 };

/* Numbers of rows, goals or peaks, block after block. */
struct sorted {
    uint32_t *item;
    size_t *start; /* Of each block; one more at the end. */
};

struct end {
    int64_t value;
    bool reached, unbounded;
    uint32_t term[MOST_TERMS]; /* Rows that hold it there. */
    size_t n_terms;
};

struct solver {
    const struct problem *problem;
    const struct attack *attack;
    struct target *targets;
    struct sorted vars, rows, goals, peaks;
    struct elimination *elimination;   /* Made when first asked. */
    int64_t *x, *best_low, *best_high; /* Reached, for each target. */
    int32_t *column;                   /* Of each variable, in its block. */
    uint32_t block;
    glp_prob *lp;
    bool found;      /* A table of this block; */
    int64_t *base;   /* the first that was found. */
    int64_t *from;   /* Scratch: where a move begins. */
    glp_prob *moves; /* Made when first needed; see move.c. */
};

/* Sorts the N items of KIND by block; those whose variables all have their
 * value come last, as block number n_blocks. */
enum sorted_kind { VARS, ROWS, GOALS, PEAKS };
void syn_sorted_make(struct sorted *out,
                     const struct problem *problem,
                     enum sorted_kind kind,
                     size_t n);

/* How many of S the block has, and the one at I. */
size_t syn_sorted_count(const struct sorted *s, size_t block);
uint32_t syn_sorted_item(const struct sorted *s, size_t block, size_t i);

/* Takes s->x for a table of the block if it is one (2). */
bool syn_solver_take(struct solver *s);

/* Looks for a table near s->base, or near no table but whole numbers, in which
 * GOAL (NULL: none) sums to VALUE: the shortest moves between tables are
 * cycles, and nearly always whole.  True if one was taken. */
bool syn_solver_move(struct solver *s, const struct row *goal, int64_t value);

/* What a step in LP costs: it goes through the matrix. */
int64_t syn_solver_cost(glp_prob *lp);

/* Runs GLPK's simplex method on LP, at most STEPS, and books the work.  False:
 * there is no answer. */
bool syn_solver_run(struct solver *s, glp_prob *lp, glp_smcp *how, int steps);

/* Whether the work that may be done is done. */
bool syn_solver_is_spent(const struct solver *s);

/* Forgets the moves of the block before. */
void syn_solver_forget_moves(struct solver *s);

/* How the goal is given away, in words. */
const char *syn_recipe_sum(const struct solver *s,
                           const struct combination *c,
                           const struct target *t);
const char *syn_recipe_interval(const struct solver *s,
                                const struct target *t,
                                const struct end *low,
                                const struct end *high);

#endif
