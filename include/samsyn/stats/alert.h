/* stats/alert.h - is this period's count outside what the past leads to
 * expect?
 *
 * A quasi-Poisson regression of the rows before it, with past outbreaks weighed
 * down once, predicts the count of a row; the limits are quantiles of a
 * negative binomial with the prediction's mean and variance.  What the model
 * holds is the caller's: trend and season stand in the terms.  Pure.
 *
 * Noufaily A et al. An improved algorithm for outbreak detection in multiple
 * surveillance systems. Stat Med 2013; 32:1206-1222. */
#ifndef SAMSYN_STATS_ALERT_H
#define SAMSYN_STATS_ALERT_H

#include <stdbool.h>
#include <stddef.h>

#include <samsyn/stats/refusal.h>

/* N rows with P terms X, row by row, and the OFFSET of each.  NaN in Y is a row
 * without data; OPEN (NULL is none) marks rows that are not complete.  Neither
 * enters a baseline. */
struct syn_alert_data {
    const double *y, *x, *offset;
    const bool *open;
    size_t n, p;
};

/* GAP         So many rows before the one judged are left out.
 * ALPHA       Probability of a count above BOUND.
 * REWEIGHT    Weigh past outbreaks down.
 * MIN_COUNT, MIN_EXCESS   Fewest events, and fewest beyond the expected, that
 *             raise an alarm. */
struct syn_alert_options {
    size_t gap;
    double alpha, min_count, min_excess;
    bool reweight;
};

/* What was expected of the row.  SE_LINK is the standard error of the logarithm
 * of EXPECTED, PHI included; VARIANCE that of a new count.  P_MID is half the
 * probability of the count seen and all above it; NaN without a count.  LARGEST
 * is the largest count of the BASELINE rows. */
struct syn_alert {
    double expected, phi, se_link, variance;
    double lower95, upper95, lower998, upper998, bound;
    double p_mid, p_mid_two_sided, largest;
    size_t baseline;
    bool alarm;
};

size_t syn_alert_work(size_t n, size_t p);

/* Judges ROW by the usable rows before it.  BASELINE is known even when it is
 * refused: as by syn_glm_fit(), or numeric (an expectation beyond 1e11). */
enum syn_refusal syn_alert_row(struct syn_alert *out,
                               const struct syn_alert_data *data,
                               size_t row,
                               const struct syn_alert_options *options,
                               double *work);

#endif
