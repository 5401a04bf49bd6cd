/* fixture_series.h - series made by hand.  Everything is static. */
#ifndef SAMSYN_FIXTURE_SERIES_H
#define SAMSYN_FIXTURE_SERIES_H

#include "fixture.h"

#include <samsyn/release/release.h>

enum { MOST_INDICATORS = 400 };

static const char *const only_all[] = {"all", NULL};
static const struct syn_group groups[] = {
    {.item = {.name = "all"}, .ages = {0, SYN_AGE_MAX}},
    {.item = {.name = "target"}, .ages = {13, 25}},
};
static struct syn_indicator indicators[MOST_INDICATORS];
static char ids[MOST_INDICATORS][24];

/* A catalogue of N indicators, i0 and on, for "all"; threshold 5. */
static inline struct syn_catalogue make_catalogue(size_t n)
{
    for (size_t i = 0; i < n; i++) {
        snprintf(ids[i], sizeof ids[i], "i%zu", i);
        indicators[i] = (struct syn_indicator){.id = ids[i],
                                               .unit = &syn_units[0],
                                               .groups = only_all,
                                               .better = SYN_BETTER_LOWER,
                                               .per = 1000,

                                               .when = {.all = true}};
    }
    return (struct syn_catalogue){
        .project = {.headline_group = "target",
                    .disclosure = {.threshold = 5},
                    .agreement = {.from = SYN_UNSET,
                                  .to = SYN_UNSET,
                                  .baseline_from = SYN_UNSET,
                                  .baseline_to = SYN_UNSET}},
        .indicators = indicators,
        .n_indicators = n,
        .groups = groups,
        .n_groups = 2};
}

/* A series of KIND from FIRST on with the N COUNTS: a value where it is above
 * 0, else zero; negative counts are states: -1 missing, -2 not yet. */
static inline struct syn_series make_series(size_t indicator,
                                            enum syn_period_kind kind,
                                            int first,
                                            size_t n,
                                            const int *counts,
                                            struct syn_arena *arena)
{
    struct syn_series s = {.indicator = &indicators[indicator],
                           .group = &groups[0],
                           .kind = kind,
                           .first = first,
                           .n = n};

    s.count = syn_arena_alloc(arena, n, sizeof *s.count);
    s.state = syn_arena_alloc(arena, n, sizeof *s.state);
    s.provisional = syn_arena_alloc(arena, n, sizeof *s.provisional);
    for (size_t t = 0; t < n; t++) {
        s.count[t] = counts[t] > 0 ? counts[t] : 0;
        s.state[t] = counts[t] > 0     ? SYN_STATE_VALUE
                     : counts[t] == 0  ? SYN_STATE_ZERO
                     : counts[t] == -1 ? SYN_STATE_MISSING
                                       : SYN_STATE_NOT_YET;
    }
    return s;
}

#define COUNTS(...)                                                            \
    sizeof((int[]){__VA_ARGS__}) / sizeof(int), (int[])                        \
    {                                                                          \
        __VA_ARGS__                                                            \
    }

#endif
