/* stats/ranges.h - moving ranges: how far each point is from the one before.
 *
 * They measure the noise of a series and hardly see a step in it.  NaN is a
 * missing point; no range is formed across it.  Pure. */
#ifndef SAMSYN_STATS_RANGES_H
#define SAMSYN_STATS_RANGES_H

#include <stddef.h>

/* What a mean moving range is divided by to give a standard deviation, and
 * multiplied by to give the limit of a moving range: exactly for a normal
 * distribution, and as textbooks round it. */
#define SYN_D2 1.1283791670955126
#define SYN_D2_ROUNDED 1.128
#define SYN_D4 3.2665319192886013
#define SYN_D4_ROUNDED 3.267

/* The mean of the moving ranges of Y that are below LIMIT (infinity for all);
 * NaN if there are none. */
double syn_ranges_mean(const double *y, size_t n, double limit);

/* The mean moving range, after those of at least SCREEN times it have been left
 * out once; SCREEN 0 leaves none out. */
double syn_ranges_screened(const double *y, size_t n, double screen);

#endif
