/* stats/dispersion.h - whether counts vary more than Poisson counts would, or
 * have more zeros.  Pure. */
#ifndef SAMSYN_STATS_DISPERSION_H
#define SAMSYN_STATS_DISPERSION_H

#include <stddef.h>

#include <samsyn/base/status.h>
#include <samsyn/stats/refusal.h>

/* INDEX is CHI_SQUARE / DF: variance over mean where exposures are alike.  P is
 * the upper tail; BOHNING_Z compares INDEX with 1. */
struct syn_dispersion {
    double mean, variance, index, chi_square, df, p, bohning_z;
    enum syn_refusal refusal;
};

/* The index of dispersion of N counts; EXPOSURE NULL is 1 for all.
 *
 * Refusals: too-few-points (under 2), domain, negative-count, zero-exposure,
 * no-events, numeric.  Boehning D. Biometrika 1994; 81:418-419. */
enum syn_status syn_dispersion_index(struct syn_dispersion *out,
                                     const double *count,
                                     const double *exposure,
                                     size_t n) SYN_NODISCARD;

/* Tests of the residuals of a Poisson model, with one-sided normal p-values.
 *
 * PB, PB_ADJUSTED, PC  Dean's, against variance mu + mu^2/size (adjusted for
 *                      LEVERAGE) and phi mu.
 * LINEAR, QUADRATIC    Cameron and Trivedi's statistic against phi mu and
 *                      mu + ALPHA mu^2, with the estimate of phi and of alpha.
 *
 * Dean CB. JASA 1992; 87:451-457.  Cameron AC, Trivedi PK. J Econometrics 1990;
 * 46:347-364. */
struct syn_overdispersion {
    double pb, pb_p, pb_adjusted, pc;
    double linear, linear_p, phi, quadratic, quadratic_p, alpha;
};

struct syn_overdispersion syn_overdispersion(const double *count,
                                             const double *fitted,
                                             const double *leverage,
                                             size_t n);

/* SCORE on 1 degree of freedom asks whether there are more zeros than a Poisson
 * distribution has.  LAMBDA, SHARE are the zero-inflated Poisson's: SHARE of
 * the counts are 0 whatever the mean LAMBDA of the others.
 *
 * van den Broek J. Biometrics 1995; 51:738-743.  Lambert D. Technometrics 1992;
 * 34:1-14. */
struct syn_zeros {
    double zeros, expected, score, p, lambda, share;
    double log_likelihood, poisson_log_likelihood;
    enum syn_refusal refusal;
};

/* Refusals: no-data, domain, negative-count, fractional-count, no-events,
 * numeric. */
enum syn_status syn_zero_inflation(struct syn_zeros *out,
                                   const double *count,
                                   size_t n) SYN_NODISCARD;

#endif
