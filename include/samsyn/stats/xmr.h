/* stats/xmr.h - the individuals chart with four rules.
 *
 * For means and ratios of some size; counts below about twenty give false
 * signals (three of four charts of small counts), and belong on a chart with
 * probability limits, stats/control.h.  Pure.
 *
 * Wheeler DJ. Understanding Variation, 2nd ed. 2000.  Nelson LS. Control charts
 * for individual measurements. J Qual Technol 1982; 14:172-173 (screening).
 * NHS England. Making Data Count. 2023 (the rules). */
#ifndef SAMSYN_STATS_XMR_H
#define SAMSYN_STATS_XMR_H

#include <stdbool.h>
#include <stddef.h>

#include <samsyn/stats/refusal.h>

/* BASELINE      The first so many rows of a segment make its limits; 0 is all.
 * TREND_POINTS, SHIFT_POINTS   How many in a row are a signal: 7 or 6.
 * SCREEN        Leave out moving ranges of 3.267 times their mean, once.
 * OUTWARD       Two of three counts points outside the limits as well.
 * CLIP          No limit is below 0.
 * STARTS        Rows at which a new segment begins, ascending, from 1. */
struct syn_xmr_options {
    size_t baseline, trend_points, shift_points;
    bool screen, outward, clip;
    const size_t *starts;
    size_t n_starts;
};

/* The signal of a point: the first of its rules, in this order. */
enum syn_xmr_rule {
    SYN_XMR_NONE,
    SYN_XMR_OUTSIDE,
    SYN_XMR_TREND,
    SYN_XMR_TWO_OF_THREE,
    SYN_XMR_SHIFT,
};

/* One row.  MISSING: there was no value, and all else but SEGMENT and the
 * limits is 0.  SIDE is that of the mean, -1, 0 or 1; DIRECTION that of the
 * trend the point is part of. */
struct syn_xmr_point {
    size_t segment;
    double mean, lower, upper, near_lower, near_upper;
    bool missing, outside, trend, two_of_three, shift;
    int side, direction;
    enum syn_xmr_rule rule;
};

/* Rows FROM..TO; N points made MEAN and the average moving range AMR.
 * AMR_SCREENED is NaN unless ranges were screened. */
struct syn_xmr_segment {
    size_t from, to, n;
    double mean, amr, amr_screened, lower, upper;
};

/* Charts the N values Y; NaN is a missing point, which is left out, and no
 * moving range is formed across it.  POINTS has room for N, SEGMENTS for
 * N_STARTS + 1.
 *
 * The limits are MEAN +- 2.66 AMR, the near ones two thirds of the way.  Rules:
 * outside the limits; TREND_POINTS points each strictly above (or below) the
 * one before; of three points in a row on one side of the mean, two beyond the
 * near limit; SHIFT_POINTS points strictly on one side.  All but the first stay
 * inside a segment; every point of a pattern is marked.
 *
 * Refuses: no-data, domain (a value is infinite, STARTS not ascending within
 * the rows), too-few-points (a segment's baseline has no moving range),
 * no-variation (its average moving range is 0, or all ranges are screened
 * away). */
enum syn_refusal syn_xmr_chart(struct syn_xmr_point *points,
                               struct syn_xmr_segment *segments,
                               const double *y,
                               size_t n,
                               const struct syn_xmr_options *options);

/* 1 if POINT is a signal for the high side (or rising), -1 for the low, 0 if it
 * is none. */
int syn_xmr_towards(const struct syn_xmr_point *point);

#endif
