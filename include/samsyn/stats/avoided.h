/* stats/avoided.h - how many events a measure would have saved, if the model
 * without it is what would have been.
 *
 * The expectation with the measure's terms at 0 stands against what was seen.
 * It is a statement about a model, not a cause.  Pure.
 *
 * Wagner AK et al. Segmented regression analysis of interrupted time series
 * studies. J Clin Pharm Ther 2002; 27:299-309. */
#ifndef SAMSYN_STATS_AVOIDED_H
#define SAMSYN_STATS_AVOIDED_H

#include <stdbool.h>
#include <stddef.h>

#include <samsyn/stats/glm.h>
#include <samsyn/stats/random.h>

/* DATA and FIT are the model.  WITHOUT has the terms of each row without the
 * measure; COUNTED marks the rows that are added up.  PHI multiplies the
 * covariance (for SYN_GAUSSIAN it is the variance of a value).  T is the
 * quantile that delta limits are made with, ALPHA the share outside the
 * simulated ones; EXPONENTIAL: values are logarithms (SYN_GAUSSIAN only). */
struct syn_avoided_model {
    const struct syn_glm_data *data;
    const struct syn_glm *fit;
    const double *without;
    const bool *counted;
    double phi, t, alpha;
    bool exponential;
};

/* OBSERVED is the sum of what would have been less what was seen, FITTED that
 * less what the model fits; PERCENT of what would have been.  LOWER and UPPER
 * come from DRAWS draws of the coefficients and of the counts, DELTA_ from the
 * delta method for FITTED. */
struct syn_avoided {
    double observed, fitted, lower, upper, delta_lower, delta_upper, percent;
};

/* WORK is P x P + 2 P + DRAWS doubles.  LOWER and UPPER are NaN if DRAWS is 0
 * or the covariance is not positive. */
void syn_avoided(struct syn_avoided *out,
                 const struct syn_avoided_model *model,
                 size_t draws,
                 struct syn_random *random,
                 double *work);

/* The expectation of row I for the terms X and coefficients BETA. */
double syn_avoided_mean(const struct syn_avoided_model *model,
                        size_t i,
                        const double *x,
                        const double *beta);

#endif
