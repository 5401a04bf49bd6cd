#include "parts.h"

static struct syn_plan_target name_target(const struct problem *p, uint32_t t)
{
    const struct target *target = &p->target[t];

    return (struct syn_plan_target){
        .first = p->unit[target->first].first_cell,
        .second = target->second == NO_UNIT
                      ? SYN_NO_CELL
                      : p->unit[target->second].first_cell};
}

/* The pins that earlier publications hold. */
static void name_causes(struct syn_protected *out,
                        const struct problem *p,
                        const uint32_t *pins,
                        uint32_t n)
{
    bool *named = syn_arena_alloc(p->arena, p->n_units, sizeof *named);

    for (uint32_t i = 0; i < n; i++) {
        if (!p->unit[pins[i]].ledger || named[pins[i]])
            continue;
        named[pins[i]] = true;
        out->cause[out->n_cause++] = p->unit[pins[i]].first_cell;
    }
}

/* How many targets have a witness, counted by cells, of which several can be
 * one unit. */
static size_t count_proved(struct problem *p, const struct syn_plan *plan)
{
    bool *proved = syn_arena_alloc(p->arena, p->n_units, sizeof *proved);
    size_t n = 0;

    for (uint32_t t = 0; t < p->n_targets; t++) {
        bool good = syn_witness_check(p, t);
        if (t >= p->n_targets - p->n_virtual)
            n += good;
        else
            proved[p->target[t].first] = good;
    }
    for (size_t c = 0; c < plan->n_cells; c++)
        n += proved[p->unit_of[c]];
    return n;
}

static void decide(struct syn_protected *out,
                   const struct problem *p,
                   const struct syn_plan *plan)
{
    for (size_t c = 0; c < plan->n_cells; c++) {
        const struct unit *u = &p->unit[p->unit_of[c]];
        out->value[c] = u->value;
        out->decision[c] = u->shown   ? SYN_SHOW
                           : u->small ? SYN_HIDE_PRIMARY
                                      : SYN_HIDE_SECONDARY;
        out->n_primary += u->small && !u->shown;
        out->n_exposed += u->small && u->ledger;
    }
    out->n_virtual = p->n_virtual;
}

void syn_block_protect(struct syn_protected *out,
                       const struct syn_plan *plan,
                       struct syn_arena *arena)
{
    struct problem p;
    uint32_t n_pins = 0;

    *out = (struct syn_protected){
        .decision =
            syn_arena_alloc(arena, plan->n_cells, sizeof *out->decision),
        .value = syn_arena_alloc(arena, plan->n_cells, sizeof *out->value),
        .cause = syn_arena_alloc(arena, plan->n_cells, sizeof *out->cause)};
    struct syn_arena_mark mark = syn_arena_mark(arena);
    syn_problem_make(&p, plan, arena);
    syn_problem_aim(&p, plan);
    const uint32_t *order = syn_problem_order(&p);
    syn_eliminate(&p, order);
    struct search *search = syn_search_new(&p);
    syn_witness_begin(&p);
    uint32_t *pins =
        syn_arena_alloc(arena, 2 * (size_t)p.n_units, sizeof *pins);
    uint32_t stuck = syn_repair(&p, search, order, pins, &n_pins);
    out->refused = stuck < p.n_targets;
    if (out->refused) {
        out->stuck = name_target(&p, stuck);
        name_causes(out, &p, pins, n_pins);
    } else {
        syn_prune(&p, search, order);
        out->n_proved = count_proved(&p, plan);
    }
    decide(out, &p, plan);
    syn_arena_rewind(arena, mark);
}
