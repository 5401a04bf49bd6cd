/* stats/quantile.h - the value that a given share lies below, or above.
 *
 * GSL has no quantiles of counts, and its gamma and beta quantiles are NaN or
 * wrong for some ordinary arguments; these go through stats/root.h, and no
 * number is returned that does not give its probability back.
 *
 * P is the probability in TAIL, 0..1: SYN_LOWER asks for P(X <= x) = P,
 * SYN_UPPER for P(X > x) = P.  A small probability belongs in its own tail:
 * 1e-20 above cannot be said as 1 - 1e-20 below.
 *
 * All return SYN_OK, or SYN_EDOMAIN if a parameter is outside its range or NaN,
 * or the round trip fails; then OUT is NaN. */
#ifndef SAMSYN_STATS_QUANTILE_H
#define SAMSYN_STATS_QUANTILE_H

#include <samsyn/base/status.h>

enum syn_tail { SYN_LOWER, SYN_UPPER };

/* Gamma with SHAPE > 0 and SCALE > 0.  0 if the quantile is below the smallest
 * normal number; infinite where nothing may lie above.  The round trip holds to
 * 1e-10 of the smaller of P and 1 - P. */
enum syn_status syn_gamma_quantile(double *out,
                                   double p,
                                   enum syn_tail tail,
                                   double shape,
                                   double scale) SYN_NODISCARD;

/* Chi-squared on DF > 0 degrees of freedom, not necessarily whole. */
enum syn_status syn_chisq_quantile(double *out,
                                   double p,
                                   enum syn_tail tail,
                                   double df) SYN_NODISCARD;

/* Beta with A, B > 0; between 0 and 1. */
enum syn_status syn_beta_quantile(double *out,
                                  double p,
                                  enum syn_tail tail,
                                  double a,
                                  double b) SYN_NODISCARD;

/* The same as ln(x / (1 - x)), which does not end at 1. */
enum syn_status syn_beta_logit_quantile(double *out,
                                        double p,
                                        enum syn_tail tail,
                                        double a,
                                        double b) SYN_NODISCARD;

/* Of counts: the smallest whole k >= 0 with P(X <= k) >= P, or P(X > k) <= P.
 * The probability is given a slack of 64 epsilon, so that P(X <= k) leads back
 * to k.  Infinite (N for the binomial) where nothing may lie above.
 *
 * Poisson: mean MU >= 0.  Binomial: N trials, whole, >= 0, probability SHARE.
 * Negative binomial: mean MU >= 0, SIZE > 0, variance MU + MU^2 / SIZE, Poisson
 * when SIZE is infinite. */
enum syn_status syn_poisson_quantile(double *out,
                                     double p,
                                     enum syn_tail tail,
                                     double mu) SYN_NODISCARD;
enum syn_status syn_binomial_quantile(double *out,
                                      double p,
                                      enum syn_tail tail,
                                      double n,
                                      double share) SYN_NODISCARD;
enum syn_status syn_nb_quantile(double *out,
                                double p,
                                enum syn_tail tail,
                                double mu,
                                double size) SYN_NODISCARD;

#endif
