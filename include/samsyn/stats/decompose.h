/* stats/decompose.h - a series as trend, season and what is left.
 *
 * Both want at least two whole cycles and no gaps.  Pure.
 *
 * Cleveland RB, Cleveland WS, McRae JE, Terpenning I. STL: a seasonal-trend
 * decomposition procedure based on loess. J Official Statistics 1990; 6:3-73.
 */
#ifndef SAMSYN_STATS_DECOMPOSE_H
#define SAMSYN_STATS_DECOMPOSE_H

#include <stdbool.h>
#include <stddef.h>

#include <samsyn/stats/refusal.h>

/* By a centred moving average over the CYCLE (halves at the ends if it is
 * even): FIGURE, of CYCLE numbers, is the mean of what is left by position,
 * centred; MULTIPLICATIVE, as ratios with mean 1.  TREND and REMAINDER have
 * room for N and are NaN within half a cycle of the ends.  FIGURE[0] belongs to
 * row 0.
 *
 * Refuses: too-few-points (under two cycles, or CYCLE below 2), domain
 * (MULTIPLICATIVE with a trend that is not above 0). */
enum syn_refusal syn_decompose_classical(double *trend,
                                         double *figure,
                                         double *remainder,
                                         const double *y,
                                         size_t n,
                                         size_t cycle,
                                         bool multiplicative);

/* By loess, with a season that is the same each year: R's stl(y, "periodic").
 * WORK is syn_stl_work(N, CYCLE) doubles.  The same refusals. */
size_t syn_stl_work(size_t n, size_t cycle);
enum syn_refusal syn_decompose_stl(double *trend,
                                   double *figure,
                                   double *remainder,
                                   const double *y,
                                   size_t n,
                                   size_t cycle,
                                   double *work);

#endif
