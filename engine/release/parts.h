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

/* FIRST minus SECOND, which may be NO_UNIT.  Its witness is two moves from the
 * truth: BELOW and ABOVE. */
struct target {
    uint32_t first, second;
    int width;
    uint32_t below, above;
    bool proved;
};

/* The way from the truth to another table that agrees with what is shown:
 * CHANGE[i] is added to class CLASS[i], and so BY[i] to unit UNIT[i]; both
 * lists ascend.  Move 0 is the truth itself. */
struct move {
    const uint32_t *class;
    const int64_t *change;
    uint32_t n;
    const uint32_t *unit;
    const int64_t *by;
    uint32_t n_units;
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
    const uint32_t *const *bound_in; /* bound_in[class]: its bounds. */
    const uint32_t *n_bound_in;
    struct target *target;
    uint32_t n_targets, n_virtual;
    struct move *move;
    uint32_t n_moves, room;
    int thrift;            /* Linear programs that may still be solved. */
    bool is_pruning;       /* Small ones will do. */
    int64_t *sum, *change; /* Of units, of classes; zero between calls. */
    enum syn_zeros zeros;
    struct syn_arena *arena;
};

/* protect.c: syn_plan_protect() of a plan that hangs together. */
void syn_block_protect(struct syn_protected *out,
                       const struct syn_plan *plan,
                       struct syn_arena *arena);

/* classes.c: fills OUT but for targets and what is shown. */
void syn_problem_make(struct problem *out,
                      const struct syn_plan *plan,
                      struct syn_arena *arena);

/* targets.c */
void syn_problem_aim(struct problem *p, const struct syn_plan *plan);

/* Whether a hidden unit is known not to be nothing: zeros would be shown. */
bool syn_unit_is_some(const struct problem *p, const struct unit *u);

/* The units in the order in which they are considered: what must be shown,
 * then by importance, size and place. */
const uint32_t *syn_problem_order(const struct problem *p);

/* eliminate.c: decides what is shown, so that no target is a combination of
 * it, unless by what is fixed. */
void syn_eliminate(struct problem *p, const uint32_t *order);

/* exchange.c: moves between classes that are in the same shown units. */
struct exchange;

struct exchange *syn_exchange_new(struct problem *p);
void syn_exchange_renew(struct exchange *exchange);

/* Moves T by SIGN times WANTED, or as much as can be.  Returns by how much. */
int64_t syn_exchange_move(struct move *out,
                          struct exchange *exchange,
                          const struct target *t,
                          int sign,
                          int wanted);

/* moves.c: the linear program of moves. */
struct search;

struct search *syn_search_new(struct problem *p);

/* Before a thread that searched ends, after all its searches. */
void syn_search_forget(void);

/* The same without a linear program, if it can do all that is WANTED. */
bool syn_search_short_cut(struct move *out,
                          struct search *search,
                          const struct target *t,
                          int sign,
                          int wanted);

/* To be called after the units that are shown have changed. */
void syn_search_renew(struct search *search);

/* Costs of the classes for the next moves; 0: all the same, else by chance that
 * is the same each time. */
void syn_search_cost(struct search *search, int attempt);

/* How many classes take part in the next moves: those near the target, more of
 * them, or all. */
enum scope { SCOPE_NEAR, SCOPE_FAR, SCOPE_ALL };
void syn_search_scope(struct search *search, enum scope scope);

/* Whether there were more than took part since. */
bool syn_search_was_cut(const struct search *search);

/* Looks for a move of T by SIGN times WANTED, or as much as there is, in whole
 * numbers.  Returns by how much; REACH is what real numbers could do. */
int64_t syn_search_move(struct move *out,
                        double *reach,
                        struct search *search,
                        const struct target *t,
                        int sign,
                        int wanted);

/* The units that keep T from moving: those with a dual value.  Returns how
 * many; PINS has room for all units twice. */
uint32_t
syn_search_pins(struct search *search, const struct target *t, uint32_t *pins);

/* witness.c */

/* Begins with the truth as the only table. */
void syn_witness_begin(struct problem *p);

/* Finds a witness for target T: moves that are there, or new ones.  False if
 * there is none, or none was found; if p->thrift is used up, none is sought by
 * a linear program. */
bool syn_witness_find(struct problem *p, struct search *search, uint32_t t);

/* Checks anew, in whole numbers, that target T has a witness. */
bool syn_witness_check(struct problem *p, uint32_t t);

/* By how much one more in class K moves target T. */
int syn_target_weight(const struct problem *p,
                      const struct target *t,
                      uint32_t k);

/* Fills what MOVE does to units.  False if the table that it leads to does not
 * agree with what is shown. */
bool syn_move_weigh(struct problem *p, struct move *move);

/* By how much MOVE moves target T. */
int64_t syn_move_of(const struct move *move, const struct target *t);

/* Whether the witness of T moves unit U. */
bool syn_witness_stirs(const struct problem *p, uint32_t t, uint32_t u);

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
