/* stats/control.h - Shewhart charts: which points chance does not explain.
 *
 * Small counts want probability limits: the exact ones of the Poisson, binomial
 * or negative binomial distribution.  The textbook's mean plus or minus three
 * standard deviations is there for comparison.  Pure.
 *
 * Shewhart WA. Economic Control of Quality of Manufactured Product. 1931.
 * Montgomery DC. Introduction to Statistical Quality Control, 6th ed. 2009.
 * Laney DB. Improved control charts for attributes. Qual Eng 2002; 14:531-537.
 * Taylor WA. Normalized individuals control chart. 2017.  Benneyan JC. Number-
 * between g-type control charts. Health Care Manag Sci 2001; 4:305-318.  Nelson
 * LS. A control chart for parts-per-million nonconforming items. J Qual Technol
 * 1994; 26:239-240 (t). */
#ifndef SAMSYN_STATS_CONTROL_H
#define SAMSYN_STATS_CONTROL_H

#include <stdbool.h>
#include <stddef.h>

#include <samsyn/stats/refusal.h>

enum syn_chart {
    SYN_CHART_C,       /* counts */
    SYN_CHART_U,       /* counts per exposure */
    SYN_CHART_P,       /* shares */
    SYN_CHART_U_PRIME, /* the same, widened as the points vary (Laney) */
    SYN_CHART_P_PRIME,
    SYN_CHART_I,       /* any values */
    SYN_CHART_I_PRIME, /* values that rest on unlike numbers (Taylor) */
    SYN_CHART_MR,      /* moving ranges */
    SYN_CHART_RUN,     /* the median, no limits */
    SYN_CHART_G,       /* how many between events */
    SYN_CHART_T,       /* how long between events */
};

enum syn_chart_counts {
    SYN_COUNTS_POISSON,
    SYN_COUNTS_BINOMIAL,
    SYN_COUNTS_NB
};

/* EXACT        Probability limits; for c, u, p, g and t.
 * COUNTS       Of which distribution, for c, u and p.
 * SIGMA        Limits at so many standard deviations: 3.
 * PROBABILITY  Beyond each probability limit: 0.00135.
 * CENTRE       The centre if it is given, else NaN: the mean count for c, a
 *              rate per unit of exposure for u.
 * D2, D4       The constants of stats/ranges.h.
 * SCREEN       Leave out moving ranges of D4 times their mean, once.
 * FROM_ONE     g: the smallest number between events is 1, not 0.
 * BASELINE     The first so many rows of a segment make its limits; 0 is all.
 * STARTS       Rows at which a new segment begins, ascending, from 1.
 * EXCLUDED     Rows that take no part in making limits; NULL is none. */
struct syn_chart_options {
    enum syn_chart chart;
    enum syn_chart_counts counts;
    bool exact, screen, from_one;
    double sigma, probability, centre, d2, d4;
    size_t baseline;
    const size_t *starts;
    size_t n_starts;
    const bool *excluded;
};

/* One row.  NaN where there is nothing: a missing point has no VALUE, a run
 * chart no limits, a chart without counts no LOWER_COUNT.  SIGNAL is 1 above
 * UPPER, -1 below LOWER; HAS_SIGNAL is false where that cannot be said. */
struct syn_chart_point {
    size_t segment;
    double value, centre, lower, upper, lower2, upper2;
    double lower_count, upper_count;
    bool included, has_signal;
    int signal;
};

/* Rows FROM..TO and the N points that made the limits.  CENTRE is what the
 * limits stand about (for g the mean, the points have the median), SIGMA_Z
 * Laney's factor, AMR the average moving range (i, i', t), PHI the dispersion
 * of c, u and p, at least 1. */
struct syn_chart_segment {
    size_t from, to, n;
    double centre, sigma_z, amr, phi;
};

/* From fewer points than this, limits are on trial. */
enum { SYN_CHART_LEAST_POINTS = 12 };

/* Charts ROWS rows: X is the count, value or interval, N the exposure,
 * denominator or number behind a value (NULL for c, i, mr, run, g, t).  NaN is
 * a missing point, which is left out, and no moving range is formed across it.
 * POINTS has room for ROWS, SEGMENTS for N_STARTS + 1, WORK for 2 ROWS doubles.
 *
 * Limits are never below 0 unless a value is, and those of a share never above
 * 1.
 *
 * Refuses: no-data, domain (a value is infinite, STARTS, a given centre out of
 * range), negative-count, fractional-count (exact limits), zero-exposure,
 * numerator-exceeds-denominator, zero-interval (t), too-few-points (no moving
 * range), no-variation (the limits collapse), numeric. */
enum syn_refusal syn_chart_make(struct syn_chart_point *points,
                                struct syn_chart_segment *segments,
                                const double *x,
                                const double *n,
                                size_t rows,
                                const struct syn_chart_options *options,
                                double *work);

#endif
