/* stats/glm.h - counts explained: a Poisson regression with logarithmic link.
 *
 * The one engine of trend, season, normal range and evaluation.  Fitted by
 * iteratively re-weighted least squares; each step is a QR decomposition with
 * column pivoting of the scaled columns, which notices terms that cannot be
 * told apart.  Pure: all memory is the caller's. */
#ifndef SAMSYN_STATS_GLM_H
#define SAMSYN_STATS_GLM_H

#include <stddef.h>

#include <samsyn/base/status.h>
#include <samsyn/stats/refusal.h>

/* The most terms a model can have; the pivots stand on the stack. */
enum { SYN_GLM_MAX_TERMS = 32 };

/* N counts Y, >= 0 and not necessarily whole, and for each the P values of the
 * terms, row by row in X (the intercept is a column of ones).  OFFSET is the
 * logarithm of the exposure; NULL is 0.  WEIGHT is a prior weight, > 0; NULL is
 * 1.  Nothing may be NaN: rows without data are left out by the caller. */
struct syn_glm_data {
    const double *y, *x, *offset, *weight;
    size_t n, p;
};

/* What came of it.  The arrays lie in the work space.
 *
 * BETA         P coefficients.
 * COVARIANCE   P x P, row by row: (X'WX)^-1 with W = weight x fitted, that is
 *              for a dispersion of 1; multiply by PHI.
 * FITTED       N expected counts.
 * LEVERAGE     N hat values, 0..1, which sum to P.
 * DEVIANCE, PEARSON   Weighted sums over the rows.
 * DF           N - P.
 * PHI          max(1, PEARSON / DF): over-dispersion only ever widens.
 * DROPPED      On rank-deficient: the column that the others make superfluous.
 */
struct syn_glm {
    const double *beta, *covariance, *fitted, *leverage;
    double deviance, pearson, phi;
    size_t df, iterations, dropped;
    enum syn_refusal refusal;
};

/* How many doubles syn_glm_fit() needs for N rows and P terms. */
size_t syn_glm_work(size_t n, size_t p);

/* Fits the model.  WORK is syn_glm_work(N, P) doubles, and stays with OUT.
 *
 * Stops when no coefficient moves by 1e-12 (1 + the largest) and the deviance
 * not by a relative 1e-12; halves a step, at most 30 times, after which the
 * deviance has risen; gives up after 100 iterations.
 *
 * Returns SYN_OK, or SYN_EDOMAIN with the refusal no-data (N or P is 0),
 * domain (P above SYN_GLM_MAX_TERMS, a value not finite, a weight <= 0),
 * negative-count, too-few-points (N <= P), no-events (all counts 0),
 * rank-deficient (a pivot below 1e-10 of the largest), separation (a fitted
 * logarithm beyond +-30: the maximum of the likelihood is at infinity) or
 * no-convergence.  Then the numbers are NaN and the arrays NULL.
 *
 * McCullagh P, Nelder JA. Generalized Linear Models, 2nd ed. 1989, 2.5 (the
 * algorithm), 6.2 and 9.2. */
enum syn_status syn_glm_fit(struct syn_glm *out,
                            const struct syn_glm_data *data,
                            double *work) SYN_NODISCARD;

#endif
