/* stats/count.h - what a count says of the mean it came from.
 *
 * Pure. */
#ifndef SAMSYN_STATS_COUNT_H
#define SAMSYN_STATS_COUNT_H

#include <stdbool.h>

#include <samsyn/base/status.h>
#include <samsyn/stats/refusal.h>

/* How limits for the mean are made, x being the count.
 *
 * GARWOOD  Gamma quantiles: of x below, of x + 1 above.  Exact; x may be
 *          fractional (weighted events).
 * MIDP     Half of the probability of x counts: nearer to the nominal coverage.
 *          x is whole.
 * BYAR     Byar's cube, of x below and x + 1 above, from 10; Garwood below 10.
 * BYAR_ALL Byar's cube for every x.
 * BYAR_EPITOOLS  Byar's cube of x + 1/2, above and below.
 *
 * Garwood F. Biometrika 1936; 28:437-442.  Cohen GR, Yang SY. Stat Med 1994;
 * 13:2189-2203.  Breslow NE, Day NE. Statistical Methods in Cancer Research II.
 * IARC 1987, p. 69 (Byar). */
enum syn_count_method {
    SYN_COUNT_GARWOOD,
    SYN_COUNT_MIDP,
    SYN_COUNT_BYAR,
    SYN_COUNT_BYAR_ALL,
    SYN_COUNT_BYAR_EPITOOLS,
};

/* CLIPPED: the formula's lower limit was below 0, and 0 stands. */
struct syn_count_limits {
    double lower, upper;
    bool clipped;
    enum syn_refusal refusal;
};

/* Limits of the mean of EVENTS >= 0, each with CONFIDENCE (0..1, exclusive).
 * PHI > 0 is the over-dispersion: the distance to a limit is scaled by its
 * root; 1 for none.
 *
 * Returns SYN_OK, or SYN_EDOMAIN with the refusal domain, negative-count,
 * fractional-count (MIDP) or numeric; then the numbers are NaN. */
enum syn_status syn_count_limits(struct syn_count_limits *out,
                                 enum syn_count_method method,
                                 double events,
                                 double confidence,
                                 double phi) SYN_NODISCARD;

/* p-values of EVENTS against the mean EXPECTED. */
struct syn_count_test {
    double less, greater, central, mid, minimum_likelihood;
    enum syn_refusal refusal;
};

/* Tests whole EVENTS >= 0 against EXPECTED >= 0: as few, as many, twice the
 * smaller of both, the same with half of what was seen, and all counts that are
 * no more probable.
 *
 * Refusals: domain, negative-count, fractional-count, numeric. */
enum syn_status syn_count_test(struct syn_count_test *out,
                               double events,
                               double expected) SYN_NODISCARD;

/* Probability of all counts no more probable than X: Poisson of mean MU, and
 * binomial of N trials with odds exp(LOG_ODDS).  Those that are more probable
 * by no more than a relative 1e-7 count as equal.  NaN if it cannot be
 * found. */
double syn_poisson_unlikely(double x, double mu);
double syn_binomial_unlikely(double x, double n, double log_odds);

#endif
