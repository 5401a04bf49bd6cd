#include "truth.h"

#include <string.h>

#include "forms.h"

enum syn_status syn_truth_load(struct truth *out,
                               const struct sheet *sheet,
                               const size_t *dim_column,
                               size_t count_column,
                               struct space *space,
                               struct syn_diag *diag)
{
    size_t state = syn_sheet_column(sheet, "state");

    *out = (struct truth){.keys.arena = space->arena};
    for (size_t i = 0; i < sheet->n_rows; i++) {
        const char *text = syn_sheet_cell(sheet, i, count_column);
        uint32_t *node =
            syn_arena_alloc(space->arena, space->n_dims + 1, sizeof *node);
        struct decimal number;
        int64_t value;
        for (size_t d = 0; d < space->n_dims; d++)
            node[d] = syn_space_node(space, d,
                                     syn_sheet_cell(sheet, i, dim_column[d]));
        if (*text == '\0' && state != SIZE_MAX)
            continue; /* A hidden cell whose value is not told. */
        if (!syn_decimal_read(&number, text, sheet->comma) ||
            !syn_decimal_count(&value, number))
            return syn_diag_fail(diag, SYN_EINPUT,
                                 syn_sheet_loc(sheet, i, count_column),
                                 "audit.count",
                                 "this is no count: a whole number, not "
                                 "negative, is wanted");
        size_t before = out->keys.n;
        if (syn_index_add(&out->keys, node, space->n_dims * sizeof *node) !=
            before)
            return syn_diag_fail(diag, SYN_EINPUT, syn_sheet_loc(sheet, i, 0),
                                 "audit.twice",
                                 "the same cell stands here a second time");
        struct true_count *count = syn_grow(&out->counts, before, &out->room,
                                            sizeof *count, space->arena);
        *count = (struct true_count){.node = node, .value = value};
        if (state != SIZE_MAX) {
            const char *word = syn_sheet_cell(sheet, i, state);
            count->hidden = strcmp(word, "hidden") == 0;
            count->published = strcmp(word, "published") == 0;
        }
    }
    return SYN_OK;
}

static bool has_leaf(const struct node *node, uint32_t leaf)
{
    size_t low = 0, high = node->n_leaves;

    while (low < high) {
        size_t middle = (low + high) / 2;
        if (node->leaf[middle] < leaf)
            low = middle + 1;
        else
            high = middle;
    }
    return low < node->n_leaves && node->leaf[low] == leaf;
}

static bool is_inner(const struct space *space, const uint32_t *node)
{
    for (size_t d = 0; d < space->n_dims; d++)
        if (!space->dims[d].nodes[node[d]].is_leaf)
            return false;
    return true;
}

static bool is_within(const struct space *space,
                      const uint32_t *inner,
                      const uint32_t *node)
{
    for (size_t d = 0; d < space->n_dims; d++)
        if (!has_leaf(&space->dims[d].nodes[node[d]], inner[d]))
            return false;
    return true;
}

bool syn_truth_count(int64_t *out,
                     const struct truth *truth,
                     const struct space *space,
                     const uint32_t *node)
{
    uint32_t *plain =
        syn_arena_alloc(space->arena, space->n_dims + 1, sizeof *plain);
    bool known = false, apart = false;

    *out = 0;
    if (truth->keys.n == 0)
        return false;
    for (size_t d = 0; d < space->n_dims; d++) {
        plain[d] = space->dims[d].nodes[node[d]].plain;
        apart |= plain[d] != node[d];
    }
    size_t at =
        syn_index_find(&truth->keys, plain, space->n_dims * sizeof *plain);
    if (at != INDEX_NONE)
        *out = truth->counts[at].value;
    if (at != INDEX_NONE || apart)
        return at != INDEX_NONE;
    for (size_t i = 0; i < truth->keys.n; i++) {
        if (!is_inner(space, truth->counts[i].node))
            continue;
        known = true;
        if (is_within(space, truth->counts[i].node, node))
            *out += truth->counts[i].value;
    }
    return known;
}
