/* node.h - a YAML file as a tree that knows its places, before any schema.
 *
 * Made from libyaml's events.  What the tree cannot hold is refused here:
 * anchors, aliases, tags, second documents, duplicate keys, keys that are no
 * texts, control characters, what is no UTF-8, too deep nesting. */
#ifndef SAMSYN_CATALOGUE_NODE_H
#define SAMSYN_CATALOGUE_NODE_H

#include <stdbool.h>
#include <stddef.h>

#include <samsyn/base/arena.h>
#include <samsyn/base/diag.h>
#include <samsyn/catalogue/schema.h>

enum syn_node_kind { SYN_NODE_SCALAR, SYN_NODE_LIST, SYN_NODE_MAP };

struct syn_node {
    enum syn_node_kind kind;
    struct syn_written at;
    const char *text; /* Of a scalar. */
    bool nothing;     /* A scalar that is not there: "key:". */
    bool refused;     /* Reported already; there is no value. */

    const struct syn_node *key;   /* Of a value in a map. */
    const struct syn_node *first; /* Of a list or a map. */
    const struct syn_node *next;  /* In the list or map it belongs to. */
    size_t n;                     /* Of a list or a map. */
};

/* Reads SIZE bytes of TEXT.  A file without content is an empty map.  The tree
 * points into a copy of TEXT in ARENA.
 *
 * Returns SYN_ECONFIG, after reporting every mistake up to the first one of
 * syntax; *OUT is NULL if there is nothing to go on with. */
enum syn_status syn_node_parse(const struct syn_node **out,
                               const char *path,
                               const char *text,
                               size_t size,
                               struct syn_arena *arena,
                               struct syn_diag *diag) SYN_NODISCARD;

/* Refuses bytes that are no UTF-8, or NUL, with their place. */
enum syn_status syn_bytes_check(const char *path,
                                const char *text,
                                size_t size,
                                struct syn_diag *diag) SYN_NODISCARD;

/* The value of KEY in the map NODE, or NULL. */
const struct syn_node *syn_node_find(const struct syn_node *node,
                                     const char *key);

#endif
