/* stats/trend.h - trend tests of counts and of proportions on given scores.
 *
 * Pure.  Armitage P. Biometrics 1955; 11:375-386.  Cox DR, Lewis PAW. The
 * Statistical Analysis of Series of Events. 1966. */
#ifndef SAMSYN_STATS_TREND_H
#define SAMSYN_STATS_TREND_H

#include <stddef.h>

#include <samsyn/base/status.h>
#include <samsyn/stats/refusal.h>

/* CHI_SQUARE on 1 degree of freedom. */
struct syn_trend_test {
    double chi_square, p;
    enum syn_refusal refusal;
};

/* Whether COUNT rises or falls with SCORE, given EXPOSURE (NULL: 1).
 *
 * Refusals: no-data, domain, negative-count, zero-exposure, no-events,
 * no-variation (all scores alike). */
enum syn_status syn_trend_counts(struct syn_trend_test *out,
                                 const double *score,
                                 const double *count,
                                 const double *exposure,
                                 size_t n) SYN_NODISCARD;

/* Whether the share of PART in WHOLE does (Cochran and Armitage).  Also
 * numerator-exceeds-denominator; no-variation where all or none are part. */
enum syn_status syn_trend_shares(struct syn_trend_test *out,
                                 const double *score,
                                 const double *part,
                                 const double *whole,
                                 size_t n) SYN_NODISCARD;

/* How many doubles syn_trend_exact() needs; 0 if it would take too long. */
size_t syn_trend_exact_work(const double *score, const double *count, size_t n);

/* The two-sided mid-P value of the sum of the scores of the events, given their
 * number: each falls on a row with a probability in proportion to its EXPOSURE.
 * NaN if a score or a count is not whole, or WORK is NULL. */
double syn_trend_exact(const double *score,
                       const double *count,
                       const double *exposure,
                       size_t n,
                       double *work);

#endif
