#include "nodes.h"

static enum syn_hidden_by
rule_of(const struct programme *p, int node, size_t i, size_t t)
{
    const struct syn_series *s = &p->series->at[i];

    if (node == NO_NODE || !syn_programme_hides_node(p, node, s, t))
        return SYN_HIDDEN_BY_NONE;
    uint32_t cell = cell_of(p, node, s, t);
    if (cell == SYN_NO_CELL)
        return syn_indicator_is_sensitive(p->catalogue, s->indicator)
                   ? SYN_HIDDEN_BY_AREA
                   : SYN_HIDDEN_BY_REDRAWN;
    if (is_small_count(p, s, p->decided.value[cell]))
        return SYN_HIDDEN_BY_THRESHOLD;
    if (p->rule[cell])
        return p->rule[cell];
    if (syn_programme_rest_is_small(p, i, t))
        return SYN_HIDDEN_BY_REST;
    return p->was_hidden[cell] ? SYN_HIDDEN_BY_PUBLISHED
                               : SYN_HIDDEN_BY_SECONDARY;
}

struct syn_why syn_programme_why(const struct programme *p, size_t i, size_t t)
{
    struct syn_why why = {.hidden = syn_programme_hides(p, i, t)};

    if (!why.hidden)
        return why;
    why.count = rule_of(p, p->count_of[i], i, t);
    why.of = rule_of(p, p->whole_of[i], i, t);
    if (why.count || why.of)
        return why;
    why.least_records = syn_least_records(p->series->at[i].indicator);
    why.count = why.least_records ? SYN_HIDDEN_BY_RECORDS : SYN_HIDDEN_BY_REST;
    return why;
}
