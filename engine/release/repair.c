/* Hiding more where there is no witness, and showing again what was needless.
 */
#include "parts.h"

#include <limits.h>
#include <string.h>

/* Linear programs that pruning may take, in a block: enough for some thousand
 * cells; beyond, what is not proved cheaply stays hidden. */
enum { PRUNE_PROGRAMS = 2000 };

/* The cell to hide: of those that PIN the target the one that matters least.
 * RANK[u] is the place of unit u in the order. */
static uint32_t choose(const struct problem *p,
                       const uint32_t *pins,
                       uint32_t n,
                       const uint32_t *rank)
{
    uint32_t best = NO_UNIT;

    for (uint32_t i = 0; i < n; i++)
        if (!p->unit[pins[i]].fixed &&
            (best == NO_UNIT || rank[pins[i]] > rank[best]))
            best = pins[i];
    return best;
}

static const uint32_t *rank_of(const struct problem *p, const uint32_t *order)
{
    uint32_t *rank = syn_arena_alloc(p->arena, p->n_units, sizeof *rank);

    for (uint32_t i = 0; i < p->n_units; i++)
        rank[order[i]] = i;
    return rank;
}

uint32_t syn_repair(struct problem *p,
                    struct search *search,
                    const uint32_t *order,
                    uint32_t *pins,
                    uint32_t *n_pins)
{
    const uint32_t *rank = rank_of(p, order);

    p->thrift = INT_MAX; /* Safety is not stinted. */
    for (uint32_t t = 0; t < p->n_targets; t++)
        while (!syn_witness_find(p, search, t)) {
            *n_pins = syn_search_pins(search, &p->target[t], pins);
            uint32_t hidden = choose(p, pins, *n_pins, rank);
            if (hidden == NO_UNIT)
                return t;
            p->unit[hidden].shown = false;
            syn_search_renew(search);
        }
    return p->n_targets;
}

/* Whether every target whose witness moves unit U finds another; if not, the
 * old ones, kept in BEFORE, hold again. */
static bool can_do_without(struct problem *p,
                           struct search *search,
                           uint32_t u,
                           struct target *before)
{
    memcpy(before, p->target, p->n_targets * sizeof *before);
    for (uint32_t t = 0; t < p->n_targets; t++) {
        if (!syn_witness_stirs(p, t, u) || syn_witness_find(p, search, t))
            continue;
        memcpy(p->target, before, p->n_targets * sizeof *before);
        return false;
    }
    return true;
}

void syn_prune(struct problem *p, struct search *search, const uint32_t *order)
{
    struct target *before =
        syn_arena_alloc(p->arena, p->n_targets, sizeof *before);

    p->thrift = PRUNE_PROGRAMS;
    p->is_pruning = true;
    for (uint32_t i = 0; i < p->n_units; i++) {
        struct unit *u = &p->unit[order[i]];
        if (u->shown || u->small || u->locked)
            continue;
        u->shown = true;
        syn_search_renew(search);
        if (can_do_without(p, search, order[i], before))
            continue;
        u->shown = false;
        syn_search_renew(search);
    }
}
