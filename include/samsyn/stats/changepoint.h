/* stats/changepoint.h - where the level of a series changed.
 *
 * A change is the last row before it.  Dates are proposals, not findings: a
 * trend, a season or autocorrelation looks like changes too.  Pure.
 *
 * Jackson B et al. An algorithm for optimal partitioning of data on an
 * interval. IEEE Signal Process Lett 2005; 12:105-108.  Killick R, Fearnhead P,
 * Eckley IA. Optimal detection of changepoints with a linear computational
 * cost. JASA 2012; 107:1590-1598.  Zhang NR, Siegmund DO. Biometrics 2007;
 * 63:22-32 (mbic).  Bai J, Perron P. Computation and analysis of multiple
 * structural change models. J Appl Econometrics 2003; 18:1-22. */
#ifndef SAMSYN_STATS_CHANGEPOINT_H
#define SAMSYN_STATS_CHANGEPOINT_H

#include <stdbool.h>
#include <stddef.h>

#include <samsyn/stats/random.h>
#include <samsyn/stats/refusal.h>

/* What a segment costs: twice its lost log-likelihood, over PHI.  EVENTS and
 * EXPECTED are sums of the first 0..N rows (N + 1 numbers each).  NORMAL:
 * EVENTS are sums of centred values, EXPECTED of their squares, and the cost is
 * the sum of squares about the segment's mean.  PLAIN: 2 S (ln E - ln S) in
 * place of -2 (S ln(S / E) - (S - E)), the same but for a constant.  MBIC adds
 * ln of the segment's length when segments are compared. */
struct syn_change_cost {
    const double *events, *expected;
    double phi;
    size_t n;
    bool normal, plain, mbic;
};

/* Fills N + 1 sums. */
void syn_change_sums(double *sums, const double *x, size_t n);

/* The cost of rows FROM..END - 1, without mbic's term. */
double
syn_change_segment(const struct syn_change_cost *cost, size_t from, size_t end);

/* The segmentation with the least sum of costs and PENALTY for each change, by
 * exact search over all with segments of at least LEAST rows; ties keep the
 * earlier date.  ENDS has room for N / LEAST and gets the ends (rows before
 * which a new segment begins, N last); returns how many segments.  WORK is N +
 * 1 doubles, BACK N + 1. */
size_t syn_change_optimal(size_t *ends,
                          const struct syn_change_cost *cost,
                          double penalty,
                          size_t least,
                          double *work,
                          size_t *back);

/* The best single change: GAIN is what it saves, without penalty; returns its
 * end, the first of equals. */
size_t syn_change_single(double *gain,
                         const struct syn_change_cost *cost,
                         size_t least);

/* The dispersion: from differences of rows, which do not see a step; and within
 * SEGMENTS, by Pearson, TERMS being what the season cost.  At least 1. */
double syn_change_phi(const double *y, const double *expected, size_t n);
double syn_change_phi_within(const double *y,
                             const double *expected,
                             size_t n,
                             const size_t *ends,
                             size_t segments,
                             size_t terms);

/* How often a series of N counts without change, expected EXPECTED with
 * dispersion PHI, has a best single change that gains at least GAIN: (1 + such)
 * / (DRAWS + 1).  WORK is 3 N + 2 doubles. */
double syn_change_probability(const double *expected,
                              size_t n,
                              double phi,
                              size_t least,
                              double gain,
                              size_t draws,
                              struct syn_random *random,
                              double *work);

/* Bai and Perron's segmentations of N values into 1..BREAKS + 1 segments of at
 * least LEAST rows: RSS has the least residual sum of squares for 0..BREAKS
 * breaks (infinite where there is no room).  BACK is (BREAKS + 1)(N + 1), WORK
 * 2 (N + 1) doubles.  syn_break_ends() writes the ends for M breaks. */
void syn_breaks(double *rss,
                size_t *back,
                const struct syn_change_cost *cost,
                size_t breaks,
                size_t least,
                double *work);
void syn_break_ends(size_t *ends, const size_t *back, size_t n, size_t m);

/* The largest F statistic of one break with at least LEAST rows to either side,
 * and its end; the OLS-CUSUM statistic and its p. */
double
syn_break_sup_f(size_t *end, const struct syn_change_cost *cost, size_t least);
double syn_break_cusum(double *p, const double *y, size_t n);

#endif
