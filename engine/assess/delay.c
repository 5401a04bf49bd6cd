/* What a provisional count is likely to become (10): the numbers in brackets
 * are the requirements of assess/finding.h. */
#include <math.h>

#include <samsyn/stats/nowcast.h>

#include "assess.h"

enum { DRAWS = 1000, SEED = 1 };

/* The prior's shape: too few quarters to estimate how rates vary. */
static const double prior_size = 4;

static const double confidence = 0.95;

const struct syn_completeness *
syn_completeness_of(const struct syn_released *series,
                    const struct syn_release *release)
{
    const struct syn_indicator *i = series->indicator;
    bool counts =
        i->measure == SYN_MEASURE_COUNT || i->measure == SYN_MEASURE_RATE;

    return counts && i->date == SYN_BY_OCCURRED &&
                   series->kind == SYN_QUARTER && syn_counts_add_up(series)
               ? syn_release_completeness(release, series->source)
               : NULL;
}

/* Fills the limits of OUT, of which X are registered; the draws of F are of one
 * hazard, that of all that is late. */
static bool find_limits(struct syn_nowcast *out,
                        double x,
                        double expected,
                        const struct syn_completeness *c)
{
    const double late[] = {0, (1 - out->completeness) * c->events};
    const double all[] = {0, c->events};
    const struct syn_late_options options = {.a = prior_size,
                                             .b = prior_size / expected,
                                             .alpha = 1 - confidence,
                                             .draws = DRAWS,
                                             .seen = 1,
                                             .delays = 2,
                                             .hits = late,
                                             .of = all};
    struct syn_random random;
    double work[DRAWS];

    syn_random_start(&random, SEED);
    out->value =
        x + syn_late_reports(x, out->completeness, options.a, options.b).mean;
    if (syn_late_limits(&out->lower, &out->upper, x, out->completeness,
                        &options, &random, work))
        return false;
    out->lower += x;
    out->upper += x;
    return true;
}

static void set_rise(struct syn_nowcast *out, double step)
{
    double most = out->completeness + step / 2;
    double least = out->completeness - step / 2;

    out->rise_low = most < 1 ? 1 / most - 1 : 0;
    out->rise_high = least > 0 ? 1 / least - 1 : INFINITY;
}

void syn_nowcast_point(struct syn_point_assessed *p, const struct history *h)
{
    const struct syn_completeness *c = h->completeness;
    double x = (double)p->cell.count;
    struct syn_nowcast *out = &p->nowcast;

    if (!c || !p->cell.provisional || !(p->normal.expected > 0) ||
        p->period.index > c->as_of)
        return;
    *out = (struct syn_nowcast){.lag = c->as_of - p->period.index,
                                .completeness = 1,
                                .value = x,
                                .lower = x,
                                .upper = x};
    out->known = true;
    if ((size_t)out->lag + 1 < c->n) {
        out->completeness = c->share[out->lag];
        set_rise(out, c->step);
        out->known = find_limits(out, x, p->normal.expected, c);
    }
}

double syn_judged_count(const struct syn_point_assessed *p)
{
    double n = (double)p->cell.count;

    if (!p->nowcast.known || n >= p->normal.low)
        return n;
    return fmin(p->nowcast.upper, fmax(n, floor(p->normal.expected)));
}

bool syn_nowcast_is_steady(const struct syn_point_assessed *p)
{
    int band = p->class == SYN_CLASS_CLEAR  ? 2 * p->direction
               : p->class == SYN_CLASS_SIGN ? p->direction
                                            : 0;

    return syn_count_band(&p->normal, p->nowcast.lower) == band &&
           syn_count_band(&p->normal, p->nowcast.upper) == band;
}
