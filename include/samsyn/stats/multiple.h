/* stats/multiple.h - what is left of a p-value when many were looked at.
 *
 * Pure. */
#ifndef SAMSYN_STATS_MULTIPLE_H
#define SAMSYN_STATS_MULTIPLE_H

#include <stddef.h>

#include <samsyn/base/status.h>

/* Sets Q to the false discovery rates of the N p-values P: those with q <= .10
 * are at most one tenth chance, on average.
 *
 * P      In 0..1; NaN is a test that was not made: its q is NaN, and it does
 *        not count among the tests.
 * ORDER  Work space, N long.
 *
 * Q may be P.  Returns SYN_OK, or SYN_EDOMAIN if a p is outside 0..1; then all
 * of Q is NaN.
 *
 * Benjamini Y, Hochberg Y. Controlling the false discovery rate. JRSS B 1995;
 * 57:289-300. */
enum syn_status syn_multiple_bh(double *q,
                                const double *p,
                                size_t n,
                                size_t *order) SYN_NODISCARD;

#endif
