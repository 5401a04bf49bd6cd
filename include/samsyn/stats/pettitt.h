/* stats/pettitt.h - a change of level at an unknown time, by ranks.
 *
 * Pettitt AN. A non-parametric approach to the change-point problem. Appl
 * Statist 1979; 28:126-135. */
#ifndef SAMSYN_STATS_PETTITT_H
#define SAMSYN_STATS_PETTITT_H

#include <stddef.h>

#include <samsyn/stats/refusal.h>

/* Sets U to U_k = 2 (sum of the first k mid-ranks) - k (n + 1) for k = 1..N of
 * the N values X, MOST to the largest |U_k|, and P to its two-sided approximate
 * probability.  A k with |U_k| = MOST is the last row before a change. Refuses:
 * no-data, missing-values, too-few-points (one value), no-variation. */
enum syn_refusal
syn_pettitt(double *u, double *most, double *p, const double *x, size_t n);

#endif
