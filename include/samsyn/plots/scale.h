/* plots/scale.h - pleasing ticks for an axis.  Pure: nothing here draws. */
#ifndef SAMSYN_PLOTS_SCALE_H
#define SAMSYN_PLOTS_SCALE_H

/* Ticks at LOW + i * STEP for i = 0 .. N. */
struct syn_scale {
    double low, step;
    int n;
};

/* The scale with the fewest ticks, but more than WANTED / 2 intervals where
 * numbers allow it, such that, but for rounding,
 *
 *     step is 1, 2 or 5 times a power of ten,
 *     scale.low <= LOW < scale.low + step,
 *     scale.low + (n - 1) * step < HIGH <= scale.low + n * step.
 *
 * If LOW and HIGH are equal to a last bit, out of order or not finite, as when
 * there is no data, the scale is that of 0 to 1 moved to LOW, or to 0. */
struct syn_scale syn_scale_pretty(double low, double high, int wanted);

/* Where VALUE lies between the ends of SCALE: 0 at its low end, 1 at its
 * high.  NaN stays NaN. */
double syn_scale_position(const struct syn_scale *scale, double value);

#endif
