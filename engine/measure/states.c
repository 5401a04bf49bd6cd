/* What is known of a period.  The numbers in brackets are the requirements of
 * measure/series.h. */
#include <string.h>

#include "plan.h"

/* What a counter needs of its source for a period: these months, and its
 * extracts not before the day UNTIL. */
struct need {
    int from, to, until;
};

static const struct syn_source *source_of(const struct plan *plan,
                                          const char *name)
{
    return syn_source_find(plan->catalogue->sources, plan->catalogue->n_sources,
                           name);
}

static struct need need_of(const struct counter *c, struct syn_period period)
{
    const struct syn_indicator *i = c->indicator;
    int first = syn_period_first_month(period);
    int last = first + syn_period_months(period.kind) - 1;
    int last_day = syn_period_last_day(period);
    struct need need = {first, last, INT32_MIN};

    if (i->window)
        need.from = last - i->window + 1;
    else if (i->measure == SYN_MEASURE_FIRST)
        need.from = first - i->look_back;
    else if (i->measure == SYN_MEASURE_STATUS)
        need.from = last;
    else if (i->measure == SYN_MEASURE_RETURN ||
             (i->measure == SYN_MEASURE_FOLLOWUP && i->of))
        need.to = syn_day_month(last_day + i->within);
    else if (i->measure == SYN_MEASURE_FOLLOWUP)
        need.until = last_day + i->within;
    return need;
}

void syn_counter_months(int *from,
                        int *to,
                        const struct counter *c,
                        struct syn_period period)
{
    struct need need = need_of(c, period);

    *from = need.from;
    *to = need.to;
    if (c->indicator->measure == SYN_MEASURE_FIRST)
        *from = syn_period_first_month(period);
    else if (c->indicator->measure == SYN_MEASURE_STATUS &&
             c->indicator->statistic != SYN_STATISTIC_RECENT)
        *from = INT32_MIN;
}

/* (12) Missing is stronger than not yet, and both than the rest. */
static enum syn_state worse(enum syn_state a, enum syn_state b)
{
    if (a == SYN_STATE_MISSING || b == SYN_STATE_MISSING)
        return SYN_STATE_MISSING;
    return a == SYN_STATE_NOT_YET ? a : b;
}

/* (20) A survey is of the period in which it is fielded. */
static enum syn_state survey_state(const struct coverage *own, struct need need)
{
    for (int month = need.from; month <= need.to; month++)
        if (syn_coverage_state(own, month, month) == SYN_STATE_VALUE)
            return SYN_STATE_VALUE;
    return need.from > own->last ? SYN_STATE_NOT_YET : SYN_STATE_MISSING;
}

static bool tells_persons(const struct counter *c)
{
    const struct syn_indicator *i = c->indicator;

    return i->unit->counting == SYN_COUNT_PERSONS ||
           i->measure == SYN_MEASURE_GROUP ||
           (i->measure == SYN_MEASURE_CONCENTRATION &&
            i->by == SYN_OVER_PERSONS);
}

static enum syn_state own_state(const struct plan *plan,
                                const struct counter *c,
                                struct whose whose,
                                struct syn_period period,
                                bool with_keys)
{
    struct coverage *own = syn_plan_coverage(plan, c->selection.source);
    struct need need = need_of(c, period);
    enum syn_state state = c->shown->measure == SYN_MEASURE_SURVEY
                               ? survey_state(own, need)
                               : syn_coverage_state(own, need.from, need.to);

    if (syn_by_person(c, whose.g)) {
        const struct coverage *through =
            syn_plan_coverage(plan, source_of(plan, c->indicator->through));
        state = worse(state, syn_coverage_state(through, need.from, need.to));
    }
    if (state == SYN_STATE_VALUE && need.until > own->extracted)
        state = SYN_STATE_NOT_YET;
    if (state == SYN_STATE_VALUE &&
        syn_lacks_column(plan, c, whose, need.from, need.to))
        state = SYN_STATE_MISSING;
    if (with_keys && tells_persons(c) &&
        !syn_coverage_scheme(own, need.from, need.to))
        state = SYN_STATE_MISSING; /* (11) */
    return state;
}

/* (11) Whether the keys of C and of the cohort OF were made in one way. */
static bool same_keys(const struct plan *plan,
                      const struct counter *c,
                      const struct counter *of,
                      struct syn_period period)
{
    const struct coverage *a = syn_plan_coverage(plan, c->selection.source);
    const struct coverage *b = syn_plan_coverage(plan, of->selection.source);
    struct need here = need_of(c, period), there = need_of(of, period);
    const char *one = syn_coverage_scheme(a, here.from, here.to);
    const char *two = syn_coverage_scheme(b, there.from, there.to);

    return one && two && strcmp(one, two) == 0;
}

static enum syn_state state_of(const struct plan *plan,
                               const struct counter *c,
                               const struct counter *of,
                               struct whose whose,
                               struct syn_period period,
                               bool with_keys)
{
    enum syn_state state = own_state(plan, c, whose, period, with_keys);

    if (!of)
        return state;
    state = worse(state, own_state(plan, of, whose, period, with_keys));
    if (with_keys && c->keeps && !same_keys(plan, c, of, period))
        return SYN_STATE_MISSING;
    return state;
}

enum syn_state syn_period_state(const struct plan *plan,
                                const struct counter *c,
                                const struct counter *of,
                                struct whose whose,
                                struct syn_period period)
{
    return state_of(plan, c, of, whose, period, true);
}

bool syn_kind_applies(const struct counter *c, enum syn_period_kind kind)
{
    int window = c->indicator->window;
    return !window || syn_period_months(kind) <= window;
}

/* (10) What stands in the way of every month of C, though its source has
 * months; or nothing. */
const char *syn_lacks_history(enum syn_obstacle *why,
                              const struct plan *plan,
                              const struct counter *c,
                              const struct counter *of)
{
    const struct syn_indicator *i = c->indicator;
    int months = i->window + i->look_back;
    bool keys = false;
    const struct whose first = {0};

    for (int m = plan->first_month; m <= plan->last_month; m++) {
        struct syn_period month = {SYN_MONTH, m};
        if (state_of(plan, c, of, first, month, true) == SYN_STATE_VALUE)
            return NULL;
        keys |= state_of(plan, c, of, first, month, false) == SYN_STATE_VALUE;
    }
    if (of && of->indicator->measure == SYN_MEASURE_FIRST)
        months += of->indicator->look_back;
    if (i->within > 0 && i->measure != SYN_MEASURE_AORISTIC)
        months += (i->within + 30) / 31;
    *why = keys ? SYN_KEY_CHANGE : SYN_NO_HISTORY;
    if (!keys && !months)
        return NULL; /* Then the periods tell what is missing. */
    return keys ? c->selection.source->name
                : syn_arena_printf(plan->arena, "%d", months);
}

/* Whether registration of what C counts in PERIOD may go on. */
static bool is_open(const struct plan *plan,
                    const struct counter *c,
                    size_t g,
                    struct syn_period period)
{
    int last = syn_period_last_day(period);
    bool follows = c->indicator->within > 0 && c->keeps &&
                   c->indicator->measure != SYN_MEASURE_AORISTIC;
    int until = last + (follows ? c->indicator->within : 0);

    if (until > syn_plan_coverage(plan, c->selection.source)->settled)
        return true;
    return syn_by_person(c, g) &&
           last >
               syn_plan_coverage(plan, source_of(plan, c->indicator->through))
                   ->settled;
}

bool syn_period_provisional(const struct plan *plan,
                            const struct counter *c,
                            const struct counter *of,
                            size_t g,
                            struct syn_period period)
{
    return is_open(plan, c, g, period) || (of && is_open(plan, of, g, period));
}
