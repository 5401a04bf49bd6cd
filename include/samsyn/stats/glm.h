/* stats/glm.h - counts explained: a Poisson or negative binomial regression
 * with logarithmic link; and ordinary least squares.
 *
 * The one engine of trend, season, normal range and evaluation.  Fitted by
 * iteratively re-weighted least squares; each step is a QR decomposition with
 * column pivoting of the scaled columns, which notices terms that cannot be
 * told apart.  Pure: all memory is the caller's. */
#ifndef SAMSYN_STATS_GLM_H
#define SAMSYN_STATS_GLM_H

#include <stdbool.h>
#include <stddef.h>

#include <samsyn/base/status.h>
#include <samsyn/stats/refusal.h>

/* The most terms a model can have; the pivots stand on the stack. */
enum { SYN_GLM_MAX_TERMS = 256 };

/* Poisson; negative binomial with variance mu + mu^2 / SIZE; or any values Y
 * with the same variance and a mean that is linear in the terms, where OFFSET
 * is added as it is. */
enum syn_glm_family { SYN_POISSON, SYN_NEGATIVE_BINOMIAL, SYN_GAUSSIAN };

/* N counts Y, >= 0 and not necessarily whole, and for each the P values of the
 * terms, row by row in X (the intercept is a column of ones).  OFFSET is the
 * logarithm of the exposure; NULL is 0.  WEIGHT is a prior weight, > 0; NULL is
 * 1.  Nothing may be NaN: rows without data are left out by the caller. */
struct syn_glm_data {
    const double *y, *x, *offset, *weight;
    size_t n, p;
    enum syn_glm_family family;
    double size; /* > 0, of the negative binomial. */
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

/* The deviance of DATA from FITTED: twice what the log-likelihood lacks of the
 * largest; the sum of squares for SYN_GAUSSIAN. */
double syn_glm_deviance(const struct syn_glm_data *data, const double *fitted);

/* The log-likelihood at FITTED; for SYN_GAUSSIAN at the maximum, with the
 * variance RSS/n. */
double syn_glm_log_likelihood(const struct syn_glm_data *data,
                              const double *fitted);

/* Sets COVARIANCE (P x P) to the sandwich of Newey and West, with Bartlett's
 * weights 1 - l / (LAGS + 1), not prewhitened: errors may depend on their
 * LAGS predecessors (0: they may differ in variance only, HC0).  ADJUST
 * multiplies by n / (n - p).  WORK is P x P doubles.  The rows are in order of
 * time.
 *
 * Newey WK, West KD. Econometrica 1987; 55:703-708. */
void syn_glm_newey_west(double *covariance,
                        const struct syn_glm_data *data,
                        const struct syn_glm *fit,
                        size_t lags,
                        bool adjust,
                        double *work);

/* A negative binomial regression with its size estimated.
 *
 * GLM       As above, for the size SIZE, in the work space.
 * ERROR     Standard error of SIZE.
 * FALLBACK  The counts vary no more than Poisson counts: GLM is the Poisson
 *           regression, SIZE and ERROR are NaN. */
struct syn_nb {
    struct syn_glm glm;
    double size, error;
    bool fallback;
};

/* Fits DATA (FAMILY and SIZE are not looked at), turn by turn the coefficients
 * and the size.  Refusals as syn_glm_fit().
 *
 * Lawless JF. Can J Statist 1987; 15:209-225.  Venables WN, Ripley BD. Modern
 * Applied Statistics with S. 2002, 7.4. */
enum syn_status syn_nb_fit(struct syn_nb *out,
                           const struct syn_glm_data *data,
                           double *work) SYN_NODISCARD;

#endif
