/* nodes.h - the inside of a programme.  Private to release. */
#ifndef SAMSYN_RELEASE_NODES_H
#define SAMSYN_RELEASE_NODES_H

#include <samsyn/release/protect.h>

#include "programme.h"

enum { QUARTERS, YEARS, N_KINDS, QUARTERS_OF_YEAR = 4, NO_NODE = -1 };

/* A count by period: the counts of a series, or those that they are parts of.
 * SERIES and CELLS are by kind, quarters and years; CELL[t] is the number of
 * period T in the plan, or SYN_NO_CELL. */
struct node {
    const struct syn_indicator *indicator;
    bool is_of; /* What INDICATOR is a part of, where that has no name. */
    const struct syn_group *group;
    const char *area;
    const struct syn_series *series[N_KINDS];
    bool takes_of[N_KINDS];      /* Of SERIES, the counts that its own are parts
                                  * of. */
    const int64_t *const *atoms; /* Of its quarters; or NULL. */
    uint32_t *cell[N_KINDS];
};

/* The counts of an atom: those of its quarters are inner counts from FIRST. */
struct atom {
    const int64_t *count;
    uint32_t first;
};

/* A figure that is out, beside which COUNT; NaN: none is. */
struct figure {
    double value;
    int64_t count;
};

/* COUNT_OF and WHOLE_OF are the nodes of each series: its count, and what that
 * is a part of. */
struct programme {
    const struct syn_series_set *series;
    size_t n_now; /* The others are only in the past. */
    const struct syn_catalogue *catalogue;
    struct node *node;
    size_t n_nodes;
    int *count_of, *whole_of;
    int64_t *inner;
    size_t room_inner;
    struct atom *atom; /* By address: open addressing. */
    size_t n_slots;
    bool *is_out; /* By quarter from FIRST_QUARTER: something was said of it. */
    int first_quarter;
    size_t n_quarters;
    struct syn_plan plan;
    struct syn_plan_cell *cells;
    struct syn_plan_pair *pairs;
    struct syn_plan_bound *bounds;
    bool *is_sum;             /* Of each cell: a year that is its quarters. */
    enum syn_hidden_by *rule; /* Of each cell, that by which it is sensitive. */
    const struct redrawn *redrawn; /* Areas of the past; or NULL. */
    bool *was_hidden; /* Of each cell, when last published; or NULL. */
    struct syn_protected decided;
    size_t n_pending;       /* Cells that are out and another number by now. */
    bool is_beside;         /* Something was published before. */
    struct figure **figure; /* Of each series that has them, or NULL. */
    struct syn_arena *arena;
};

static inline int kind_of(const struct syn_series *s)
{
    return s->kind == SYN_YEAR ? YEARS : QUARTERS;
}

/* Whether nothing but the state says what period T was. */
static inline bool is_counted(const struct syn_series *s, size_t t)
{
    return s->state[t] == SYN_STATE_VALUE || s->state[t] == SYN_STATE_ZERO ||
           (s->state[t] == SYN_STATE_NOT_APPLICABLE && s->of);
}

/* Whether COUNT, of S, is too small to be shown. */
static inline bool is_small_count(const struct programme *p,
                                  const struct syn_series *s,
                                  int64_t count)
{
    return count > 0 &&
           count < syn_indicator_threshold(p->catalogue, s->indicator);
}

/* The cell of node number NODE in period T of S, a series of that node. */
static inline uint32_t cell_of(const struct programme *p,
                               int node,
                               const struct syn_series *s,
                               size_t t)
{
    const struct node *n = &p->node[node];

    return n
        ->cell[kind_of(s)][s->first + (int)t - n->series[kind_of(s)]->first];
}

/* NULL is the whole place. */
bool syn_same_area(const char *a, const char *b);

/* What N counts in period T of its series of KIND. */
int64_t syn_node_count(const struct node *n, int kind, size_t t);

/* The cell of quarter number Q of YEAR, or SYN_NO_CELL. */
uint32_t syn_node_quarter(const struct node *n, int year, int q);

/* answers.c: whether NODE is hidden in period T of S, a series of it. */
bool syn_programme_hides_node(const struct programme *p,
                              int node,
                              const struct syn_series *s,
                              size_t t);

/* Whether few of what series number I is a part of are not in it. */
bool syn_programme_rest_is_small(const struct programme *p, size_t i, size_t t);

/* Records that a figure must be of, so that none is known by it: five on each
 * side of a median, and above a p80 or p90. */
int syn_least_records(const struct syn_indicator *indicator);

/* ties.c: what is known beside the sums. */
void syn_programme_tie(struct programme *p);

/* ghosts.c: SERIES, and after them those of groups that only PAST has. */
const struct syn_series_set *
syn_programme_haunt(const struct syn_series_set *series,
                    const struct syn_past *past,
                    struct syn_arena *arena);

/* remember.c: decides on the plan, beside PAST (5). */
void syn_programme_decide(struct programme *p, const struct syn_past *past);

#endif
