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

/* BH as above; BY the same for tests that depend on each other in any way; HOLM
 * and BONFERRONI bound the chance of even one false signal.
 *
 * Benjamini Y, Yekutieli D. Ann Statist 2001; 29:1165-1188.  Holm S. Scand J
 * Statist 1979; 6:65-70. */
enum syn_multiple {
    SYN_MULTIPLE_BH,
    SYN_MULTIPLE_BY,
    SYN_MULTIPLE_HOLM,
    SYN_MULTIPLE_BONFERRONI,
};

/* Sets Q to the adjusted p-values, as syn_multiple_bh() does; Q may be P. */
enum syn_status syn_multiple_adjust(double *q,
                                    const double *p,
                                    size_t n,
                                    enum syn_multiple method,
                                    size_t *order) SYN_NODISCARD;

#endif
