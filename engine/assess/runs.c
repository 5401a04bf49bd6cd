/* Whether a series has stayed on one side of what was expected of it.  The
 * numbers in brackets are the requirements of assess/finding.h. */
#include <math.h>

#include <samsyn/stats/runs.h>

#include "assess.h"

/* Where quarters go with the one before, runs are no news. */
static const double most_dependence = 0.2;

/* Fisher's combination of two independent p-values: that of the period, and
 * that those before it lie on its side, 2^-(R - 1) for a run of R. */
static double combine(double p, size_t run)
{
    double both = p * pow(0.5, (double)run - 1);
    return both > 0 ? both * (1 - log(both)) : 0;
}

/* Whether P is below what is expected, and may yet become as many. */
static bool may_reach(const struct syn_point_assessed *p)
{
    return p->nowcast.known && p->normal.p_low < 0.5 &&
           p->nowcast.upper >= p->normal.expected;
}

/* On which side of the median of such counts P lies: -1, 1; 0 if it was not
 * judged, or its side is not known yet.  A mean would have more of skewed
 * counts below it. */
static int side_of(const struct syn_point_assessed *p)
{
    if (!p->normal.known || p->class == SYN_CLASS_FEW || may_reach(p))
        return 0;
    return (p->normal.p_low > 0.5) - (p->normal.p_low < 0.5);
}

/* The run that ends with the last of F's periods, from number FROM on; those on
 * the line and those not judged are passed over. */
static void
find_run(struct syn_run *run, const struct syn_finding *f, size_t from)
{
    double figures = 0, expected = 0;

    *run = (struct syn_run){0};
    for (size_t t = f->n_history; t > from; t--) {
        const struct syn_point_assessed *p = &f->history[t - 1];
        int side = side_of(p);
        if (!side)
            continue;
        if (run->quarters && side != run->direction)
            break;
        run->direction = side;
        run->quarters++;
        run->from = p->period;
        figures += (double)p->cell.count;
        expected += p->normal.expected;
    }
    if (run->quarters) {
        run->count = figures / (double)run->quarters;
        run->expected = expected / (double)run->quarters;
    }
}

/* Whether a run of as many is longer than chance makes it. */
static bool is_long(size_t quarters,
                    const struct syn_finding *f,
                    size_t from,
                    struct syn_arena *arena)
{
    size_t n = f->n_history - from;
    double *y = syn_arena_alloc(arena, n, sizeof *y);
    const double line = 0;
    struct syn_runs runs;

    for (size_t i = 0; i < n; i++) {
        const struct syn_point_assessed *p = &f->history[from + i];
        y[i] = NAN;
        if (p->normal.known && p->class != SYN_CLASS_FEW)
            y[i] = side_of(p);
    }
    return !syn_runs_count(&runs, y, &line, 0, n) &&
           runs.n_useful >= SYN_RUNS_LEAST_USEFUL &&
           quarters > runs.longest_max;
}

void syn_judge_run(struct syn_finding *f, size_t from, struct syn_arena *arena)
{
    struct syn_run run;

    if (f->class != SYN_CLASS_NORMAL && f->class != SYN_CLASS_SIGN &&
        f->class != SYN_CLASS_CLEAR)
        return;
    if (may_reach(&f->history[f->n_history - 1]))
        return;
    find_run(&run, f, from);
    if (f->normal.dependence > most_dependence ||
        !is_long(run.quarters, f, from, arena) ||
        (f->direction && f->direction != run.direction))
        return;
    f->run = run;
    f->direction = run.direction;
    if (f->class == SYN_CLASS_NORMAL) {
        f->class = SYN_CLASS_SIGN;
    } else if (f->class == SYN_CLASS_SIGN) {
        f->class = SYN_CLASS_CLEAR;
        f->p = combine(f->p, run.quarters);
    } else {
        f->run.quarters = 0; /* Clear on its own. */
    }
}
