/* Is the last period unusual?  One series through time, with what is normal in
 * each period.
 *
 *  (1) A bar shows the normal range of each period, a tick what is expected.
 *      A band through all periods would zig-zag and read as data.
 *  (2) The line is broken where a value is missing or hidden and at a break of
 *      the series.  A point with no line to it has its mark.
 *  (3) The line into a provisional point is dashed.
 *  (4) A hidden value is ":" on the base line, and nothing else of it is drawn.
 *  (5) The last value and the range stand at the right, and never on top of
 *      each other.
 *  (6) What was found is said by the shape of a mark, not by colour alone. */
#include <samsyn/plots/chart.h>

#include <math.h>

#include <samsyn/plots/theme.h>

#include "axes.h"
#include "events.h"
#include "fit.h"

#define BAR_SHARE 0.86   /* Of the step from one period to the next. */
#define MOST_BAR_PT 40.0 /* Or one period alone would be a wall. */
#define BESIDE_SHARE                                                           \
    0.34 /* The most of the width that texts at the right take. */
#define BESIDE_GAP_PT 9.0
#define RING_PT 5.6
#define HIDDEN_PT 10.0 /* The size of ":". */

/* (1) */
static void draw_ranges(struct syn_canvas *canvas,
                        const struct syn_axes *axes,
                        const struct syn_chart_series *series)
{
    double width = fmin(BAR_SHARE * axes->step, MOST_BAR_PT);

    for (size_t i = 0; i < series->n; i++) {
        const struct syn_point *point = &series->points[i];
        double left = syn_axes_x(axes, i) - width / 2;
        if (!syn_point_ranged(point))
            continue;
        double top = syn_axes_y(axes, point->high);
        syn_canvas_rect(canvas, left, top, width,
                        syn_axes_y(axes, point->low) - top, SYN_THEME_BAND);
        /* Lines have round ends: they would stick out. */
        double y = syn_axes_y(axes, point->expected);
        double end = fmin(SYN_THEME_EXPECTED_PT / 2, width / 4);
        syn_canvas_line(canvas, left + end, y, left + width - end, y,
                        SYN_THEME_EXPECTED_PT, SYN_THEME_REFERENCE);
    }
}

/* (2, 3) */
static void draw_line(struct syn_canvas *canvas,
                      const struct syn_axes *axes,
                      const struct syn_chart *chart)
{
    const struct syn_chart_series *series = chart->series;

    for (size_t i = 1; i < series->n; i++) {
        const struct syn_point *point = &series->points[i];
        if (!syn_points_joined(chart, series, i))
            continue;
        struct syn_mark *line = syn_canvas_line(
            canvas, syn_axes_x(axes, i - 1), syn_axes_y(axes, point[-1].y),
            syn_axes_x(axes, i), syn_axes_y(axes, point->y), SYN_THEME_DATA_PT,
            SYN_THEME_INK);
        if (point->provisional)
            line->dash = SYN_DASH_SEGMENT;
    }
}

/* (6) Dots become smaller when there are many, but for one with no line. */
static void draw_mark(struct syn_canvas *canvas,
                      const struct syn_axes *axes,
                      const struct syn_chart *chart,
                      size_t i)
{
    const struct syn_point *point = &chart->series->points[i];
    double x = syn_axes_x(axes, i), y = syn_axes_y(axes, point->y);
    double dot = fmin(SYN_THEME_DOT_PT, fmax(0.5 * axes->step, 1));

    if (point->shape == SYN_SHAPE_DOT)
        syn_canvas_shape(
            canvas, SYN_SHAPE_DOT, x, y,
            syn_point_alone(chart, chart->series, i) ? SYN_THEME_DOT_PT : dot,
            SYN_THEME_INK);
    else
        syn_canvas_shape(canvas, point->shape, x, y,
                         point->shape == SYN_SHAPE_RING ? RING_PT
                                                        : SYN_THEME_SIGNAL_PT,
                         point->colour);
}

/* (2, 4) */
static void draw_marks(struct syn_canvas *canvas,
                       const struct syn_axes *axes,
                       const struct syn_chart *chart)
{
    const struct syn_chart_series *series = chart->series;
    double free_from = 0; /* A ":" may not touch the one before. */

    for (size_t i = 0; i < series->n; i++) {
        double x = syn_axes_x(axes, i);
        if (syn_point_shown(&series->points[i]))
            draw_mark(canvas, axes, chart, i);
        if (series->points[i].state != SYN_POINT_SUPPRESSED || x < free_from)
            continue;
        syn_canvas_text(canvas, x, axes->bottom - 3, SYN_ANCHOR_MIDDLE,
                        HIDDEN_PT, SYN_THEME_INK, ":");
        free_from = x + HIDDEN_PT / 2;
    }
}

/* Two texts, one under the other, at the right of the plot. */
struct beside {
    struct syn_lines first, second;
    unsigned colour; /* Of the first. */
};

static double width_of(const struct beside *beside)
{
    return fmax(beside->first.width, beside->second.width);
}

static double height_of(const struct beside *beside)
{
    return syn_lines_height(&beside->first) + syn_lines_height(&beside->second);
}

static struct beside
value_of(const struct syn_chart *chart, double width, struct syn_arena *arena)
{
    return (struct beside){
        syn_lines_wrap(chart->last_value, width, 1, SYN_THEME_VALUE_PT,
                       SYN_WEIGHT_BOLD, arena),
        syn_lines_wrap(chart->last_label, width, 2, SYN_THEME_LABEL_PT,
                       SYN_WEIGHT_NORMAL, arena),
        chart->last_colour};
}

static struct beside
range_of(const struct syn_chart *chart, double width, struct syn_arena *arena)
{
    return (struct beside){
        syn_lines_wrap(chart->range_label, width, 2, SYN_THEME_LABEL_PT,
                       SYN_WEIGHT_NORMAL, arena),
        syn_lines_wrap(chart->range_note, width, 2, SYN_THEME_NOTE_PT,
                       SYN_WEIGHT_NORMAL, arena),
        SYN_THEME_MUTED};
}

/* The height of the last point: of its value, or the base line. */
static double last_height(const struct syn_axes *axes,
                          const struct syn_chart_series *series)
{
    if (series->n && syn_point_shown(&series->points[series->n - 1]))
        return syn_axes_y(axes, series->points[series->n - 1].y);
    return axes->bottom;
}

/* The height of the middle of the last range; of the plot if there is none. */
static double range_height(const struct syn_axes *axes,
                           const struct syn_chart_series *series)
{
    for (size_t i = series->n; i > 0; i--) {
        const struct syn_point *point = &series->points[i - 1];
        if (syn_point_ranged(point))
            return syn_axes_y(axes, (point->low + point->high) / 2);
    }
    return (axes->top + axes->bottom) / 2;
}

static void draw_one_beside(struct syn_canvas *canvas,
                            const struct beside *beside,
                            double x,
                            const struct syn_slot *slot)
{
    double y = slot->centre - height_of(beside) / 2;

    y = syn_lines_draw(canvas, &beside->first, x, y, SYN_ANCHOR_START,
                       beside->colour);
    syn_lines_draw(canvas, &beside->second, x, y, SYN_ANCHOR_START,
                   SYN_THEME_MUTED);
}

/* (5) A gap of half a line is part of each height. */
static void draw_beside(struct syn_canvas *canvas,
                        const struct syn_axes *axes,
                        const struct syn_chart_series *series,
                        const struct beside text[2])
{
    double middle[] = {last_height(axes, series), range_height(axes, series)};
    size_t upper = middle[0] <= middle[1] ? 0 : 1;
    struct syn_slot slots[2];

    for (size_t i = 0; i < 2; i++) {
        size_t which = i == 0 ? upper : 1 - upper;
        slots[i] = (struct syn_slot){middle[which], height_of(&text[which]) +
                                                        SYN_THEME_LABEL_PT / 2};
    }
    syn_slots_spread(slots, 2, axes->top - SYN_THEME_LABEL_PT, axes->bottom);
    for (size_t i = 0; i < 2; i++)
        draw_one_beside(canvas, &text[i == 0 ? upper : 1 - upper],
                        axes->right + BESIDE_GAP_PT, &slots[i]);
}

static void draw(struct syn_canvas *canvas, const struct syn_chart *chart)
{
    double most = BESIDE_SHARE * chart->width;
    struct beside text[] = {value_of(chart, most, canvas->arena),
                            range_of(chart, most, canvas->arena)};
    double width = fmax(width_of(&text[0]), width_of(&text[1]));
    struct syn_axes axes =
        syn_axes_across(chart, width > 0 ? width + BESIDE_GAP_PT : 0);
    struct syn_event_places events =
        syn_events_place(chart, &axes, canvas->arena);

    syn_axes_draw(&axes, canvas, chart, events.height);
    draw_ranges(canvas, &axes, chart->series);
    syn_events_draw(&events, &axes, canvas);
    syn_axes_draw_base(&axes, canvas, chart);
    draw_line(canvas, &axes, chart);
    draw_marks(canvas, &axes, chart);
    draw_beside(canvas, &axes, chart->series, text);
}

const struct syn_chart_kind syn_chart_trend = {
    .name = "trend",
    .purpose = "a count through time, and what is normal in each period",
    .min_series = 1,
    .max_series = 1,
    .draw = draw,
};
