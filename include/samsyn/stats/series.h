/* stats/series.h - what a series of values says of itself: moments,
 * autocorrelation, rank correlation with time.  NaN is a missing value, which
 * is left out and keeps its place, where that is said.  Pure. */
#ifndef SAMSYN_STATS_SERIES_H
#define SAMSYN_STATS_SERIES_H

#include <stdbool.h>
#include <stddef.h>

#include <samsyn/base/status.h>
#include <samsyn/stats/refusal.h>

/* The sine and cosine of harmonic J at position S of a year of CYCLE periods.
 * SINE is 0, and no term, where J is half of CYCLE. */
void syn_harmonic(double *sine, double *cosine, int j, double s, double cycle);

/* Sums are exact to the last digit or two (long double, in two passes).
 * Quantiles are those of R's type 7.  VARIANCE and SD are NaN for one value. */
struct syn_moments {
    size_t n;
    double sum, mean, variance, sd, min, q25, median, q75, max;
};

/* Describes the N values X, of which NaN are left out.  SORTED is N doubles,
 * afterwards the values in order.  No values: refusal no-data; infinite:
 * domain.
 */
enum syn_refusal syn_describe(struct syn_moments *out,
                              const double *x,
                              size_t n,
                              double *sorted) SYN_NODISCARD;

/* The quantile P of N values in order, by R's type 7. */
double syn_sorted_quantile(const double *sorted, size_t n, double p);

/* Sorts X. */
void syn_sort(double *x, size_t n);

/* Autocorrelation at LAG: of pairs where both are there; the mean is of all. */
double syn_autocorrelation(const double *x, size_t n, size_t lag);

/* Partial autocorrelations of lags 1..N from the autocorrelations R of the same
 * lags, by Durbin and Levinson; WORK is 2 N doubles. */
void syn_partial_autocorrelation(double *out,
                                 const double *r,
                                 size_t n,
                                 double *work);

/* Ljung and Box's Q of the first LAGS autocorrelations, P on LAGS - FIT_DF
 * degrees of freedom; NaN if those are below 1.
 *
 * Ljung GM, Box GEP. Biometrika 1978; 65:297-303. */
struct syn_ljung_box {
    double q, df, p;
};

struct syn_ljung_box
syn_ljung_box(const double *x, size_t n, size_t lags, size_t fit_df);

/* S of Mann and Kendall and its variance, with ties. */
struct syn_kendall {
    double s, variance, tau;
};

/* TAU is NaN for a constant series. Mann HB. Econometrica 1945; 13:245-259. */
struct syn_kendall syn_kendall(const double *x, size_t n, double *work);

/* The z of S, with or without continuity correction; 0 for S = 0. */
double syn_kendall_z(double s, double variance, bool continuity);

/* The median slope of all pairs, and its limits by Kendall's VARIANCE, as
 * rounded ranks.  SLOPE is N of them in order.
 *
 * Sen PK. JASA 1968; 63:1379-1389. */
struct syn_sen {
    double slope, lower, upper;
};

struct syn_sen
syn_sen(const double *slope, size_t n, double variance, double confidence);

#endif
