/* How complete counts by the day of occurrence are, rounded so that it tells of
 * nobody. */
#include <samsyn/release/release.h>

#include <math.h>

#include <samsyn/stats/nowcast.h>

#include "delays.h"

enum { LEAST_COMPLETE = 6, LEAST_EVENTS = 50 };

/* What the delays must cover to have been seen to their end. */
static const double nearly_all = 0.98;

/* The highest threshold of the project: the events of a source may be anything.
 */
static int highest_threshold(const struct syn_catalogue *catalogue)
{
    const struct syn_disclosure *d = &catalogue->project.disclosure;
    const struct syn_sensitive *s = d->sensitive.at;
    int threshold = d->threshold;

    for (size_t i = 0; i < d->sensitive.n; i++)
        if (s[i].threshold > threshold)
            threshold = s[i].threshold;
    return threshold;
}

/* The finest step, in per cent, that is at least TWICE events of N; 0: none. */
static int step_for(double n, int twice)
{
    static const int steps[] = {1, 2, 5, 10, 20};

    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
        if (n >= LEAST_EVENTS && n * steps[i] / 100 >= twice)
            return steps[i];
    return 0;
}

/* CDF[D] is the share that was registered within D of the N quarters of delay;
 * OF the events that the last of them is known from.  Returns the delay that
 * covers nearly all, or N if that was not seen. */
static size_t find_curve(double *cdf,
                         double *of,
                         size_t n,
                         const struct syn_delays *d,
                         struct syn_arena *arena)
{
    double *cells = syn_arena_alloc(arena, d->n * n, sizeof *cells);
    double *hazard = syn_arena_alloc(arena, n, sizeof *hazard);
    const struct syn_triangle triangle = {
        .cells = cells, .periods = d->n, .delays = n, .as_of = d->n_delays - 1};
    size_t last = 0;

    for (size_t t = 0; t < d->n; t++)
        for (size_t k = 0; k < n && k < d->n_delays; k++)
            cells[t * n + k] = d->cells[t * d->n_delays + k];
    if (syn_delay_curve(hazard, cdf, NULL, of, &triangle))
        return n;
    while (cdf[last] < nearly_all)
        last++;
    return last + 1 < n ? last : n;
}

bool syn_completeness_make(struct syn_completeness *out,
                           const struct syn_delays *d,
                           const struct syn_catalogue *catalogue,
                           struct syn_arena *arena)
{
    int twice = 2 * highest_threshold(catalogue);

    if (d->n < LEAST_COMPLETE || d->n_delays <= LEAST_COMPLETE)
        return false;
    size_t n = d->n_delays - LEAST_COMPLETE + 1;
    double *share = syn_arena_alloc(arena, n, sizeof *share);
    double *of = syn_arena_alloc(arena, n, sizeof *of);
    size_t last = find_curve(share, of, n, d, arena);
    if (last == n)
        return false;
    double events = of[1];
    for (size_t k = 2; k <= last; k++)
        events = fmin(events, of[k]);
    int step = step_for(events, twice);
    if (!step)
        return false;
    for (size_t k = 0; k < last; k++)
        share[k] =
            fmin(1, round(share[k] / share[last] * 100 / step) * step / 100);
    share[last] = 1;
    *out = (struct syn_completeness){
        .source = d->source,
        .as_of = d->as_of,
        .n = last + 1,
        .share = share,
        .step = step / 100.0,
        .events = fmax(LEAST_EVENTS, floor(100.0 * twice / step))};
    return true;
}
