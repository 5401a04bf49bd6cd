/* axes.h - what charts with axes have in common.  Private to plots. */
#ifndef AXES_H
#define AXES_H

#include <samsyn/plots/chart.h>
#include <samsyn/plots/scale.h>

/* Where the values of a chart are on its canvas. */
struct syn_axes {
    double left, right, top, bottom;
    double step; /* From one point to the next. */
    struct syn_scale y;
    size_t n;     /* Points side by side. */
    bool nothing; /* No value is shown: the axis has no numbers. */
};

/* Whether POINT has a value to draw. */
bool syn_point_shown(const struct syn_point *point);

/* Whether it has a range as well. */
bool syn_point_ranged(const struct syn_point *point);

/* Whether the line of SERIES runs from the point before I to point I. */
bool syn_points_joined(const struct syn_chart *chart,
                       const struct syn_chart_series *series,
                       size_t i);

/* Whether point I is shown but the line runs neither to it nor from it. */
bool syn_point_alone(const struct syn_chart *chart,
                     const struct syn_chart_series *series,
                     size_t i);

/* The space between the edge of CHART and what it shows. */
double syn_chart_margin(const struct syn_chart *chart);

/* The scale, and where things are from left to right, when texts of width
 * BESIDE stand at the right of the plot. */
struct syn_axes syn_axes_across(const struct syn_chart *chart, double beside);

/* Where they are from top to bottom, when texts of height ABOVE stand over the
 * plot.  Draws what is around the plot and under its marks. */
void syn_axes_draw(struct syn_axes *axes,
                   struct syn_canvas *canvas,
                   const struct syn_chart *chart,
                   double above);

/* The x axis and its labels, over the marks. */
void syn_axes_draw_base(const struct syn_axes *axes,
                        struct syn_canvas *canvas,
                        const struct syn_chart *chart);

/* The middle of point I; the height of VALUE. */
double syn_axes_x(const struct syn_axes *axes, size_t i);
double syn_axes_y(const struct syn_axes *axes, double value);

#endif
