/* parts.h - the problem that a plan becomes.  Private to release.
 *
 * Cells with the same cover are one UNIT, decided once.  Inner counts that lie
 * in the same units cannot be told apart by anybody and are one CLASS; its MASS
 * is their sum. */
#ifndef SAMSYN_RELEASE_PARTS_H
#define SAMSYN_RELEASE_PARTS_H

#include <samsyn/release/protect.h>

enum { NO_UNIT = UINT32_MAX };

struct unit {
    const uint32_t *class; /* That it is the sum of, ascending. */
    uint32_t n;
    uint32_t first_cell; /* Of those that are this unit. */
    int64_t value;
    int64_t size;
    unsigned importance;
    int threshold, width;
    bool small;  /* By its size or another rule. */
    bool fixed;  /* Shown, whatever happens: by the ledger, or a zero. */
    bool ledger; /* Shown by the ledger. */
    bool locked; /* Hidden by the ledger. */
    bool shown;
};

/* FIRST minus SECOND, which may be NO_UNIT. */
struct target {
    uint32_t first, second;
    int width;
    uint32_t witness; /* Its number. */
};

/* A difference of two tables that agree with what is shown: CHANGE[i] is added
 * to class CLASS[i] on the way from the one to the other.  BELOW and ABOVE are
 * both moves from the truth; either may be empty. */
struct witness {
    struct move {
        const uint32_t *class;
        const int64_t *change;
        uint32_t n;
    } part[2];
};

struct bound {
    const uint32_t *class;
    const int64_t *weight;
    uint32_t n;
    int64_t slack; /* Of the truth; not negative. */
};

struct problem {
    struct unit *unit;
    uint32_t n_units;
    uint32_t *unit_of;  /* Of each cell. */
    uint32_t *class_of; /* Of each inner count. */
    int64_t *mass;      /* Of each class. */
    uint32_t n_classes;
    const uint32_t *const *in; /* in[class]: its units, ascending */
    const uint32_t *n_in;
    struct bound *bound;
    uint32_t n_bounds;
    struct target *target;
    uint32_t n_targets, n_virtual;
    struct witness *witness;
    uint32_t n_witnesses, room;
    enum syn_zeros zeros;
    struct syn_arena *arena;
};

/* classes.c: fills OUT but for targets and what is shown. */
void syn_problem_make(struct problem *out,
                      const struct syn_plan *plan,
                      struct syn_arena *arena);

/* targets.c */
void syn_problem_aim(struct problem *p, const struct syn_plan *plan);

/* Whether class K is in unit U. */
bool syn_unit_has(const struct problem *p, uint32_t u, uint32_t k);

/* The units in the order in which they are considered: what must be shown,
 * then by importance, size and place. */
const uint32_t *syn_problem_order(const struct problem *p);

/* eliminate.c: decides what is shown, so that no target is a combination of
 * it, unless by what is fixed. */
void syn_eliminate(struct problem *p, const uint32_t *order);

/* witness.c: the linear program of moves.  One for each problem; its rows
 * follow what is shown when syn_search_show() is told. */
struct search;

struct search *syn_search_new(struct problem *p);
void syn_search_show(struct search *search, uint32_t unit, bool shown);

/* Finds a witness for target T: one that is there, or a new one.  False if
 * there is none, or none was found. */
bool syn_search_prove(struct search *search, uint32_t t);

/* Checks anew, in whole numbers, that target T has a witness. */
bool syn_search_check(struct search *search, uint32_t t);

/* By how much witness W moves target T, or unit U. */
int64_t
syn_witness_moves(const struct problem *p, uint32_t w, const struct target *t);
bool syn_witness_stirs(const struct problem *p, uint32_t w, uint32_t u);

/* The units that keep target T from moving: those with a dual value.  Returns
 * how many; PINS has room for all units. */
uint32_t syn_search_pins(struct search *search, uint32_t t, uint32_t *pins);

/* repair.c: hides until every target has a witness.  Returns the target that
 * cannot have one, with its N_PINS PINS, or n_targets. */
uint32_t syn_repair(struct problem *p,
                    struct search *search,
                    const uint32_t *order,
                    uint32_t *pins,
                    uint32_t *n_pins);

/* Shows again what the witnesses can do without. */
void syn_prune(struct problem *p, struct search *search, const uint32_t *order);

#endif
