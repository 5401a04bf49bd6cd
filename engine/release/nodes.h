/* nodes.h - the inside of a programme.  Private to release. */
#ifndef SAMSYN_RELEASE_NODES_H
#define SAMSYN_RELEASE_NODES_H

#include <samsyn/release/protect.h>

#include "programme.h"

/* A count by period: the counts of a series, or those that they are parts of.
 * SERIES and CELLS are by kind, quarters and years; CELL[t] is the number of
 * period T in the plan, or SYN_NO_CELL. */
struct node {
    const struct syn_indicator *indicator;
    bool is_of; /* What INDICATOR is a part of, where that has no name. */
    const struct syn_group *group;
    const char *area;
    const struct syn_series *series[2];
    bool takes_of[2]; /* Of SERIES, the counts that its own are parts of. */
    uint32_t *cell[2];
};

/* A figure that is out, beside which COUNT; NaN: none is. */
struct figure {
    double value;
    int64_t count;
};

enum { NO_NODE = -1 };

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
    struct syn_plan plan;
    struct syn_plan_cell *cells;
    struct syn_plan_pair *pairs;
    struct syn_plan_bound *bounds;
    size_t room_bounds;
    struct syn_protected decided;
    size_t n_pending;       /* Cells that are out and another number by now. */
    bool is_beside;         /* Something was published before. */
    struct figure **figure; /* Of each series that has them, or NULL. */
    struct syn_arena *arena;
};

static inline int kind_of(const struct syn_series *s)
{
    return s->kind == SYN_YEAR;
}

/* Whether nothing but the state says what period T was. */
static inline bool is_counted(const struct syn_series *s, size_t t)
{
    return s->state[t] == SYN_STATE_VALUE || s->state[t] == SYN_STATE_ZERO ||
           (s->state[t] == SYN_STATE_NOT_APPLICABLE && s->of);
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

/* ghosts.c: SERIES, and after them those of groups that only PAST has. */
const struct syn_series_set *
syn_programme_haunt(const struct syn_series_set *series,
                    const struct syn_past *past,
                    struct syn_arena *arena);

/* remember.c: decides on the plan, beside PAST (5). */
void syn_programme_decide(struct programme *p, const struct syn_past *past);

#endif
