/* programme_parts.h - the nodes and cells of a programme, while it is made.
 * Private to release. */
#ifndef SAMSYN_RELEASE_PROGRAMME_PARTS_H
#define SAMSYN_RELEASE_PROGRAMME_PARTS_H

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
    bool takes_of[N_KINDS]; /* Of SERIES, the counts that its own are parts of.
                             */
    const int64_t *const *atoms; /* Of its quarters; or NULL. */
    uint32_t *cell[N_KINDS];
};

/* The counts of an atom: those of its quarters are inner counts from FIRST. */
struct atom {
    const int64_t *count;
    uint32_t first;
};

/* The nodes of each series: its count, and what that is a part of. */
struct programme {
    const struct syn_series_set *series;
    const struct syn_catalogue *catalogue;
    struct node *node;
    size_t n_nodes;
    int *count_of, *whole_of;
    int64_t *inner;
    size_t room_inner;
    struct atom *atom; /* By address: open addressing. */
    size_t n_atoms, n_slots;
    struct syn_plan plan;
    struct syn_plan_cell *cells;
    struct syn_plan_pair *pairs;
    struct syn_plan_bound *bounds;
    bool *is_sum; /* Of each cell: a year that is its quarters. */
    struct syn_protected decided;
    struct syn_arena *arena;
};

/* NULL is the whole place. */
bool syn_same_area(const char *a, const char *b);

/* The cell of quarter number Q of YEAR, or SYN_NO_CELL. */
uint32_t syn_node_quarter(const struct node *n, int year, int q);

/* ties.c: what is known beside the sums. */
void syn_programme_tie(struct programme *p);

#endif
