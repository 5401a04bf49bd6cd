/* Who?  A rate by age band, as steps: a band is a stretch of ages, not a point.
 * The first series is what the chart is about and has whiskers for its
 * interval; the others are references, in grey, told apart by their dashes. */
#include <samsyn/plots/chart.h>

#include <math.h>

#include <samsyn/plots/theme.h>

#include "axes.h"
#include "fit.h"

enum { MOST_SERIES = 4 };

#define BESIDE_SHARE 0.30 /* The most of the width that labels take. */
#define BESIDE_GAP_PT 7.0
#define SAMPLE_PT 13.0 /* Of the line, before its label. */
#define SAMPLE_GAP_PT 4.0
#define BESIDE_PT (BESIDE_GAP_PT + SAMPLE_PT + SAMPLE_GAP_PT)
#define WHISKER_PT 1.0
#define CAP_PT 2.5 /* Half of the end of a whisker. */

/* How a series is drawn, by its place in the chart. */
struct style {
    double thick;
    unsigned colour;
    enum syn_dash dash;
};

static struct style style_of(const struct syn_chart *chart, size_t s)
{
    static const enum syn_dash dashes[MOST_SERIES] = {
        SYN_DASH_NONE, SYN_DASH_NONE, SYN_DASH_SEGMENT, SYN_DASH_RULE};

    if (s == 0)
        return (struct style){SYN_THEME_DATA_PT, chart->series[0].colour,
                              SYN_DASH_NONE};
    return (struct style){SYN_THEME_OTHER_PT, SYN_THEME_REFERENCE, dashes[s]};
}

static void draw_steps(struct syn_canvas *canvas,
                       const struct syn_axes *axes,
                       const struct syn_chart *chart,
                       size_t s)
{
    const struct syn_chart_series *series = &chart->series[s];
    struct style style = style_of(chart, s);

    for (size_t i = 0; i < series->n; i++) {
        if (!syn_point_shown(&series->points[i]))
            continue;
        double y = syn_axes_y(axes, series->points[i].y);
        double left = axes->left + (double)i * axes->step;
        syn_canvas_line(canvas, left, y, left + axes->step, y, style.thick,
                        style.colour)
            ->dash = style.dash;
        if (syn_points_joined(chart, series, i))
            syn_canvas_line(canvas, left,
                            syn_axes_y(axes, series->points[i - 1].y), left, y,
                            style.thick, style.colour)
                ->dash = style.dash;
    }
}

static void draw_whiskers(struct syn_canvas *canvas,
                          const struct syn_axes *axes,
                          const struct syn_chart *chart)
{
    const struct syn_chart_series *series = chart->series;
    double half = fmin(CAP_PT, axes->step / 4);

    for (size_t i = 0; i < series->n; i++) {
        const struct syn_point *point = &series->points[i];
        if (!syn_point_ranged(point))
            continue;
        double x = syn_axes_x(axes, i),
               ends[] = {syn_axes_y(axes, point->low),
                         syn_axes_y(axes, point->high)};
        syn_canvas_line(canvas, x, ends[0], x, ends[1], WHISKER_PT,
                        series->colour);
        for (int end = 0; end < 2; end++)
            syn_canvas_line(canvas, x - half, ends[end], x + half, ends[end],
                            WHISKER_PT, series->colour);
    }
}

/* ":" on the base line for what is hidden of the first series. */
static void draw_hidden(struct syn_canvas *canvas,
                        const struct syn_axes *axes,
                        const struct syn_chart_series *series)
{
    double free_from = 0;

    for (size_t i = 0; i < series->n; i++) {
        double x = syn_axes_x(axes, i);
        if (series->points[i].state != SYN_POINT_SUPPRESSED || x < free_from)
            continue;
        syn_canvas_text(canvas, x, axes->bottom - 3, SYN_ANCHOR_MIDDLE, 10,
                        SYN_THEME_INK, ":");
        free_from = x + 5;
    }
}

/* A label at the end of a line, with a sample of it: where lines end near each
 * other, a place alone does not say whose a label is. */
struct label {
    struct syn_lines lines;
    struct syn_slot slot;
    struct style style;
};

/* The height at which SERIES ends; NaN if nothing of it is shown. */
static double end_of(const struct syn_axes *axes,
                     const struct syn_chart_series *series)
{
    for (size_t i = series->n; i > 0; i--)
        if (syn_point_shown(&series->points[i - 1]))
            return syn_axes_y(axes, series->points[i - 1].y);
    return NAN;
}

/* Adds LABEL to the N that are in order from top to bottom. */
static void insert(struct label *labels, size_t n, const struct label *label)
{
    for (; n > 0 && labels[n - 1].slot.centre > label->slot.centre; n--)
        labels[n] = labels[n - 1];
    labels[n] = *label;
}

static void draw_label(struct syn_canvas *canvas,
                       const struct label *label,
                       double x,
                       double centre)
{
    const struct style *style = &label->style;
    double top = centre - syn_lines_height(&label->lines) / 2;
    double y = top + syn_lines_step(&label->lines) / 2;

    syn_canvas_line(canvas, x, y, x + SAMPLE_PT, y, style->thick, style->colour)
        ->dash = style->dash;
    syn_lines_draw(canvas, &label->lines, x + SAMPLE_PT + SAMPLE_GAP_PT, top,
                   SYN_ANCHOR_START, SYN_THEME_INK);
}

static void draw_labels(struct syn_canvas *canvas,
                        const struct syn_axes *axes,
                        const struct syn_chart *chart,
                        const struct syn_lines *lines)
{
    struct label labels[MOST_SERIES];
    struct syn_slot slots[MOST_SERIES];
    size_t n = 0;

    for (size_t s = 0; s < chart->n_series; s++) {
        struct label label = {.lines = lines[s], .style = style_of(chart, s)};
        label.slot.centre = end_of(axes, &chart->series[s]);
        label.slot.height = syn_lines_height(&lines[s]) + 1;
        if (lines[s].n && isfinite(label.slot.centre))
            insert(labels, n++, &label);
    }
    for (size_t i = 0; i < n; i++)
        slots[i] = labels[i].slot;
    syn_slots_spread(slots, n, axes->top - SYN_THEME_LABEL_PT, axes->bottom);
    for (size_t i = 0; i < n; i++)
        draw_label(canvas, &labels[i], axes->right + BESIDE_GAP_PT,
                   slots[i].centre);
}

static void draw(struct syn_canvas *canvas, const struct syn_chart *chart)
{
    struct syn_lines lines[MOST_SERIES];
    double width = 0;

    for (size_t s = 0; s < chart->n_series; s++) {
        lines[s] = syn_lines_wrap(
            chart->series[s].label, BESIDE_SHARE * chart->width, 2,
            SYN_THEME_LABEL_PT, s == 0 ? SYN_WEIGHT_BOLD : SYN_WEIGHT_NORMAL,
            canvas->arena);
        width = fmax(width, lines[s].width);
    }
    struct syn_axes axes =
        syn_axes_across(chart, width > 0 ? width + BESIDE_PT : 0);
    syn_axes_draw(&axes, canvas, chart, 0);
    for (size_t s = chart->n_series; s > 0; s--)
        draw_steps(canvas, &axes, chart, s - 1);
    draw_whiskers(canvas, &axes, chart);
    syn_axes_draw_base(&axes, canvas, chart);
    draw_hidden(canvas, &axes, chart->series);
    draw_labels(canvas, &axes, chart, lines);
}

const struct syn_chart_kind syn_chart_steps = {
    .name = "steps",
    .purpose = "a rate by age band, beside those of others",
    .min_series = 1,
    .max_series = MOST_SERIES,
    .draw = draw,
};
