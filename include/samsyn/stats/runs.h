/* stats/runs.h - whether points lie about a line as chance would have them.
 *
 * Points on the line are dropped; of the rest, too long a run on one side or
 * too few crossings is a signal.  Useful from about ten points, and where fewer
 * than a third lie on the line.  Pure.
 *
 * Anhoej J, Olesen AV. Run charts revisited: a simulation study of run chart
 * rules for detection of non-random variation. PLoS ONE 2014; 9:e113825. */
#ifndef SAMSYN_STATS_RUNS_H
#define SAMSYN_STATS_RUNS_H

#include <stdbool.h>
#include <stddef.h>

#include <samsyn/stats/refusal.h>

/* From fewer useful points than this the rules say little. */
enum { SYN_RUNS_LEAST_USEFUL = 10 };

/* N points, of which TIES lie on the line and N_USEFUL do not.  The signal is
 * LONGEST > LONGEST_MAX or CROSSINGS < CROSSINGS_MIN. */
struct syn_runs {
    size_t n, ties, n_useful;
    size_t longest, longest_max, crossings, crossings_min;
    bool long_run, few_crossings;
};

/* Counts the runs of Y about CENTRE, which is a line or (STRIDE 1) one value
 * for each point.  NaN in Y is a missing point, which is left out.
 *
 * LONGEST_MAX is round(log2 N_USEFUL) + 3, CROSSINGS_MIN the 5 % quantile of
 * the binomial with N_USEFUL - 1 trials of a half.
 *
 * Refuses: no-data (no point), no-variation (all on the line). */
enum syn_refusal syn_runs_count(struct syn_runs *out,
                                const double *y,
                                const double *centre,
                                size_t stride,
                                size_t n);

#endif
