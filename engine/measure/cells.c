/* Distinct keys come one after the other, so that a stamp in each cell tells
 * whether the key was counted there already. */
#include "plan.h"

void syn_cells_new(const struct plan *plan, struct cells *cells, bool distinct)
{
    cells->distinct = distinct;
    for (int k = 0; k < SYN_N_PERIOD_KINDS; k++) {
        cells->count[k] = syn_arena_alloc(plan->arena, plan->n_periods[k],
                                          sizeof *cells->count[k]);
        if (distinct)
            cells->stamp[k] = syn_arena_alloc(plan->arena, plan->n_periods[k],
                                              sizeof *cells->stamp[k]);
    }
}

static void stamp(struct cells *cells, int kind, int at, uint32_t ordinal)
{
    if (cells->stamp[kind][at] == ordinal)
        return;
    cells->stamp[kind][at] = ordinal;
    cells->count[kind][at]++;
}

void syn_cells_add(const struct plan *plan,
                   struct cells *cells,
                   int month,
                   uint32_t ordinal,
                   int64_t weight)
{
    int at = month - plan->first_month;

    if (month < plan->first_month || month > plan->last_month)
        return;
    if (!cells->distinct) {
        cells->count[SYN_MONTH][at] += weight;
        return;
    }
    if (cells->stamp[SYN_MONTH][at] == ordinal)
        return; /* Then it is counted in the longer periods too. */
    for (int k = 0; k < SYN_ROLLING_12; k++)
        stamp(cells, k, plan->period_of[k][at], ordinal);
    int last = plan->last_month - plan->first_month;
    for (int end = at; end < at + 12 && end <= last; end++)
        stamp(cells, SYN_ROLLING_12, end, ordinal);
}

void syn_cells_sum(const struct plan *plan, struct cells *cells)
{
    const int64_t *months = cells->count[SYN_MONTH];

    if (cells->distinct)
        return;
    for (int k = SYN_MONTH + 1; k < SYN_N_PERIOD_KINDS; k++)
        for (size_t t = 0; t < plan->n_periods[k]; t++) {
            struct syn_period period = {(enum syn_period_kind)k,
                                        plan->first[k] + (int)t};
            int from = syn_period_first_month(period);
            int to = from + syn_period_months(period.kind) - 1;
            int64_t sum = 0;
            for (int m = from; m <= to; m++)
                if (m >= plan->first_month && m <= plan->last_month)
                    sum += months[m - plan->first_month];
            cells->count[k][t] = sum;
        }
}
