/* Persons come one after the other, so that the events of one are counted up
 * before those of the next. */
#include "plan.h"

static const enum syn_period_kind kinds[CROWD_KINDS] = {SYN_QUARTER, SYN_YEAR};

struct crowd *syn_crowd_new(const struct plan *plan)
{
    struct crowd *crowd = syn_arena_alloc(plan->arena, 1, sizeof *crowd);

    for (int k = 0; k < CROWD_KINDS; k++) {
        size_t n = plan->n_periods[kinds[k]];
        crowd->persons[k] =
            syn_arena_alloc(plan->arena, n, sizeof *crowd->persons[k]);
        crowd->most[k] =
            syn_arena_alloc(plan->arena, n, sizeof *crowd->most[k]);
        crowd->now[k] = syn_arena_alloc(plan->arena, n, sizeof *crowd->now[k]);
        crowd->stamp[k] =
            syn_arena_alloc(plan->arena, n, sizeof *crowd->stamp[k]);
    }
    return crowd;
}

void syn_crowd_add(const struct plan *plan,
                   struct crowd *crowd,
                   int month,
                   uint32_t ordinal,
                   int64_t weight)
{
    for (int k = 0; k < CROWD_KINDS; k++) {
        int at = plan->period_of[kinds[k]][month - plan->first_month];
        if (crowd->stamp[k][at] != ordinal) {
            crowd->stamp[k][at] = ordinal;
            crowd->persons[k][at]++;
            crowd->now[k][at] = 0;
        }
        crowd->now[k][at] += weight;
        if (crowd->now[k][at] > crowd->most[k][at])
            crowd->most[k][at] = crowd->now[k][at];
    }
}
