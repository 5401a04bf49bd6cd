/* release/cross.h - a publication as tables over dimensions, and what was
 * published of them before.
 *
 *  (1) A dimension has leaves, and nodes that are sets of leaves and may
 *      overlap: groups, areas in a town, quarters in a year, totals.  An inner
 *      count is for one leaf of each dimension.
 *  (2) A table is the cross of some nodes of each dimension.  All tables are
 *      protected together; a cell in two of them is one cell.
 *  (3) A cell that was published keeps its value, and one that was hidden stays
 *      hidden.  Where the counts have changed since, the correction is pending:
 *      the inner counts are put back so that they agree with what is out, and a
 *      sum that does not follow from that is hidden.
 *  (4) A revision adopts a correction that is 0 or at least the threshold, if
 * it can be shown beside the old values: corrections are targets too. */
#ifndef SAMSYN_RELEASE_CROSS_H
#define SAMSYN_RELEASE_CROSS_H

#include <samsyn/base/diag.h>
#include <samsyn/release/protect.h>

enum {
    SYN_CROSS_DIMENSIONS = 8,
    SYN_CROSS_INNER = 1 << 22, /* More inner counts: no programme is so fine. */
    SYN_CROSS_COVER = 1 << 27, /* Inner counts of all cells together. */
};

/* LEAF ascends. */
struct syn_node {
    const char *name;
    const uint32_t *leaf;
    uint32_t n;
};

struct syn_dimension {
    const char *name;
    uint32_t n_leaves;
    const struct syn_node *node;
    uint32_t n_nodes;
};

/* NODE[d] ascends, N_NODES[d] of them. */
struct syn_cross_table {
    const char *name;
    const uint32_t *node[SYN_CROSS_DIMENSIONS];
    uint32_t n_nodes[SYN_CROSS_DIMENSIONS];
};

/* An earlier cell; VALUE is nothing unless PUBLISHED. */
struct syn_cross_past {
    uint32_t node[SYN_CROSS_DIMENSIONS];
    bool published;
    int64_t value;
};

/* INNER has the last dimension fastest. */
struct syn_cross {
    const struct syn_dimension *dimension;
    size_t n_dimensions;
    const struct syn_cross_table *table;
    size_t n_tables;
    const int64_t *inner;
    const struct syn_cross_past *past;
    size_t n_past;
    int threshold, width;
    enum syn_zeros zeros;
    bool revise;
};

struct syn_cross_cell {
    uint32_t node[SYN_CROSS_DIMENSIONS];
    uint32_t table; /* The first that has it. */
    enum syn_decision decision;
    int64_t value; /* To be shown; of a hidden cell, the true one. */
};

/* What may be shown.  PENDING: cells that are out and whose count has changed
 * since. */
struct syn_crossed {
    struct syn_cross_cell *cell; /* By table, then by nodes. */
    size_t n;
    size_t n_primary, n_secondary, n_shown;
    size_t n_virtual, n_proved, n_pending, n_exposed;
};

/* Protects CROSS.
 *
 * Returns SYN_EINPUT if it is too large; SYN_EDISCLOSURE if there is no safe
 * pattern beside what is out: the message names tables, cells and a way out. */
enum syn_status syn_cross_protect(struct syn_crossed *out,
                                  const struct syn_cross *cross,
                                  struct syn_arena *arena,
                                  struct syn_diag *diag) SYN_NODISCARD;

#endif
