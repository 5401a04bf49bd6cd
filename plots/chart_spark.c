/* A series in a row of a table: its line, its normal range, where it ended.
 * No text, so that a screen reader is given the numbers of the row. */
#include <samsyn/plots/chart.h>

#include <math.h>

#include <samsyn/plots/theme.h>

#include "axes.h"

#define PAD_PT 3.2 /* Half of the mark at the end. */
#define MARK_PT 6.2
#define ALONE_PT 2.6

/* The last point of SERIES that has a value and a range; else one that has
 * neither. */
static struct syn_point last_ranged(const struct syn_chart_series *series)
{
    for (size_t i = series->n; i > 0; i--)
        if (syn_point_ranged(&series->points[i - 1]))
            return series->points[i - 1];
    return (struct syn_point){.state = SYN_POINT_MISSING};
}

/* From zero, so that rows can be compared by eye.  N is 0 without a value. */
static struct syn_axes axes_of(const struct syn_chart *chart,
                               const struct syn_point *range)
{
    const struct syn_chart_series *series = chart->series;
    double low = 0, high = syn_point_ranged(range) ? range->high : 0;
    struct syn_axes axes = {.left = 1,
                            .right = chart->width - PAD_PT,
                            .top = PAD_PT,
                            .bottom = chart->height - PAD_PT};

    for (size_t i = 0; i < series->n; i++) {
        if (!syn_point_shown(&series->points[i]))
            continue;
        axes.n = series->n;
        low = fmin(low, series->points[i].y);
        high = fmax(high, series->points[i].y);
    }
    axes.y = (struct syn_scale){low, high > low ? high - low : 1, 1};
    axes.step = axes.n > 1 ? (axes.right - axes.left) / (double)(axes.n - 1)
                           : axes.right - axes.left;
    return axes;
}

/* The last point is at the right end. */
static double x_of(const struct syn_axes *axes, size_t i)
{
    return axes->right - (double)(axes->n - 1 - i) * axes->step;
}

static void draw_line(struct syn_canvas *canvas,
                      const struct syn_axes *axes,
                      const struct syn_chart *chart)
{
    const struct syn_chart_series *series = chart->series;

    for (size_t i = 0; i < series->n; i++) {
        double x = x_of(axes, i), y = syn_axes_y(axes, series->points[i].y);
        if (syn_points_joined(chart, series, i))
            syn_canvas_line(canvas, x_of(axes, i - 1),
                            syn_axes_y(axes, series->points[i - 1].y), x, y,
                            SYN_THEME_OTHER_PT, SYN_THEME_INK);
        else if (syn_point_alone(chart, series, i))
            syn_canvas_shape(canvas, SYN_SHAPE_DOT, x, y, ALONE_PT,
                             SYN_THEME_INK);
    }
}

static void draw(struct syn_canvas *canvas, const struct syn_chart *chart)
{
    const struct syn_chart_series *series = chart->series;
    struct syn_point range = last_ranged(series);
    struct syn_axes axes = axes_of(chart, &range);

    if (axes.n == 0)
        return;
    if (syn_point_ranged(&range)) {
        double top = syn_axes_y(&axes, range.high);
        syn_canvas_rect(canvas, 0, top, axes.right,
                        syn_axes_y(&axes, range.low) - top, SYN_THEME_BAND);
    }
    draw_line(canvas, &axes, chart);
    const struct syn_point *last = &series->points[series->n - 1];
    if (syn_point_shown(last))
        syn_canvas_shape(canvas, last->shape, axes.right,
                         syn_axes_y(&axes, last->y), MARK_PT, last->colour);
}

const struct syn_chart_kind syn_chart_spark = {
    .name = "spark",
    .purpose = "a series in a row of a table",
    .min_series = 1,
    .max_series = 1,
    .draw = draw,
};
