/* stats/sample.h - what can be said of a handful of numbers.
 *
 * Sums are made in long double, so that NIST's NumAcc series come out right.
 * NaN is a missing value and is passed over.  Pure. */
#ifndef SAMSYN_STATS_SAMPLE_H
#define SAMSYN_STATS_SAMPLE_H

#include <stdbool.h>
#include <stddef.h>

/* How many of the N numbers X are there. */
size_t syn_sample_size(const double *x, size_t n);

/* NaN if there are none. */
double syn_sample_mean(const double *x, size_t n);

/* Sum of squares about the mean, over one less than there are; NaN for fewer
 * than two. */
double syn_sample_variance(const double *x, size_t n);

/* The quantile P, 0..1, of the numbers that are there, interpolated linearly
 * between them (R's type 7); NaN if there are none.  WORK is N doubles. */
double syn_sample_quantile(const double *x, size_t n, double p, double *work);

/* Whether a number is there and below 0. */
bool syn_sample_has_negative(const double *x, size_t n);

#endif
