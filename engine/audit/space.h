/* space.h - dimensions, and the nodes that cells are named by.
 *
 * A node is a set of leaves; nodes may overlap.  A name that was not declared
 * is a leaf, and its own node; "T" that was not declared is all leaves.  In a
 * dimension without declared nodes whose names are periods, a year is its
 * quarters or months.
 *
 * A node that stands apart is no sum: it is a leaf of its own, beside the node
 * of the same name that says what lies in it.  Private to audit. */
#ifndef SAMSYN_AUDIT_SPACE_H
#define SAMSYN_AUDIT_SPACE_H

#include <stdbool.h>

#include <samsyn/base/diag.h>

#include "index.h"

struct node {
    bool declared, used; /* Used: a row of what was published names it. */
    bool is_leaf;
    bool apart;     /* It is no sum, ... */
    uint32_t plain; /* ... and this is the node of its name; else itself. */
    uint32_t *part; /* Nodes it was declared as. */
    size_t n_parts, room;
    uint32_t *leaf; /* The same as leaves, ascending; after syn_space_close. */
    size_t n_leaves;
    int visit; /* Of the walk that opens it up. */
};

struct dimension {
    const char *name;
    struct index names;
    struct node *nodes; /* By number in NAMES. */
    size_t room;
    bool declared;
    bool has_apart;
};

struct space {
    struct syn_arena *arena;
    struct dimension *dims;
    size_t n_dims;
};

void syn_space_init(struct space *out,
                    const char *const *names,
                    size_t n,
                    struct syn_arena *arena);

/* The number of the dimension, or of the node, called NAME; INDEX_NONE. */
size_t syn_space_dimension(const struct space *space, const char *name);
size_t syn_space_find(const struct space *space, size_t dim, const char *name);

/* The same, added if it is not there. */
uint32_t syn_space_node(struct space *space, size_t dim, const char *name);

/* The node called NAME that stands apart. */
uint32_t syn_space_apart(struct space *space, size_t dim, const char *name);

/* Says that the node PART belongs to NODE. */
void syn_space_declare(struct space *space,
                       size_t dim,
                       const char *node,
                       const char *part);

/* Opens every node up into leaves.  Call it again when nodes were added.
 *
 * Returns SYN_ECONFIG if a node is declared as a part of itself. */
enum syn_status syn_space_close(struct space *space,
                                struct syn_diag *diag) SYN_NODISCARD;

const char *syn_space_name(const struct space *space, size_t dim, size_t node);

#endif
