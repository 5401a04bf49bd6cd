#include "axes.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include <samsyn/plots/theme.h>

#include "fit.h"

#define GAP_PT 6.0         /* Between a number and its grid line. */
#define LABEL_ROOM_PT 16.0 /* Under the x axis. */
#define FOOTER_GAP_PT 6.0
#define TICK_PT 4.5
#define MINOR_TICK_PT 2.5
#define LABEL_BASE_PT 13.5 /* Of the labels, under the x axis. */
#define MOST_VALUE 1e15    /* No count and no rate is larger. */
#define LEAST_PLOT_PT 12.0
/* The same where the canvas may grow: room for all that stands beside it. */
#define LEAST_ALONE_PT 84.0
#define NBSP "\xc2\xa0"
#define MINUS "\xe2\x88\x92"

enum { INTERVALS = 5, NUMBER_BYTES = 64 };

bool syn_point_shown(const struct syn_point *point)
{
    return point->state == SYN_POINT_VALUE && fabs(point->y) < MOST_VALUE;
}

bool syn_point_ranged(const struct syn_point *point)
{
    return syn_point_shown(point) && fabs(point->low) < MOST_VALUE &&
           fabs(point->high) < MOST_VALUE && point->low <= point->high;
}

/* Point I is drawn at I + 0.5, a break before it at I. */
bool syn_points_joined(const struct syn_chart *chart,
                       const struct syn_chart_series *series,
                       size_t i)
{
    if (i == 0 || i >= series->n || !syn_point_shown(&series->points[i - 1]) ||
        !syn_point_shown(&series->points[i]))
        return false;
    for (size_t e = 0; e < chart->n_events; e++) {
        double after = chart->events[e].at - (double)i;
        if (chart->events[e].is_break && after > -0.5 && after <= 0.5)
            return false;
    }
    return true;
}

bool syn_point_alone(const struct syn_chart *chart,
                     const struct syn_chart_series *series,
                     size_t i)
{
    return syn_point_shown(&series->points[i]) &&
           !syn_points_joined(chart, series, i) &&
           !syn_points_joined(chart, series, i + 1);
}

/* All values that are drawn. */
struct extent {
    double low, high;
    bool whole; /* They are integers. */
};

static void widen(struct extent *extent, double value)
{
    extent->low = fmin(extent->low, value);
    extent->high = fmax(extent->high, value);
    extent->whole = extent->whole && value == floor(value);
}

/* Ranges are drawn for the first series only. */
static struct extent extent_of(const struct syn_chart *chart)
{
    struct extent extent = {NAN, NAN, true}; /* fmin() passes over NaN. */

    for (size_t s = 0; s < chart->n_series; s++)
        for (size_t i = 0; i < chart->series[s].n; i++) {
            const struct syn_point *point = &chart->series[s].points[i];
            if (!syn_point_shown(point))
                continue;
            widen(&extent, point->y);
            if (s > 0 || !syn_point_ranged(point))
                continue;
            widen(&extent, point->low);
            widen(&extent, point->high);
        }
    return extent;
}

/* The quantity always starts at zero, or a small change would look large.  A
 * count has no halves. */
static struct syn_scale scale_of(struct extent extent)
{
    double low = 1.1 * fmin(extent.low, 0), high = 1.1 * fmax(extent.high, 0);
    struct syn_scale scale = syn_scale_pretty(low, high, INTERVALS);

    if (extent.whole && scale.step < 1) {
        scale.low = floor(low);
        scale.step = 1;
        scale.n = (int)fmax(ceil(high) - scale.low, 1);
    }
    return scale;
}

/* VALUE for people, with the digits that STEP needs. */
static void
number(char out[NUMBER_BYTES], double value, double step, char decimal)
{
    char plain[NUMBER_BYTES / 2];
    size_t n = 0;
    int digits = 0;

    for (double s = step; s < 0.999 && digits < 9; s *= 10)
        digits++;
    snprintf(plain, sizeof plain, "%.*f", digits, fabs(value));
    size_t whole = strcspn(plain, ".");
    if (value < -step / 2)
        n += (size_t)snprintf(out, NUMBER_BYTES, MINUS);
    for (size_t i = 0; plain[i]; i++) {
        const char *space = i && i < whole && (whole - i) % 3 == 0 ? NBSP : "";
        n += (size_t)snprintf(out + n, NUMBER_BYTES - n, "%s%c", space,
                              plain[i] == '.' ? decimal : plain[i]);
    }
}

double syn_chart_margin(const struct syn_chart *chart)
{
    return chart->bare ? 1 : 12;
}

static double tick_at(const struct syn_axes *axes, int i)
{
    return axes->y.low + i * axes->y.step;
}

/* How wide the numbers of the y axis are. */
static double numbers_width(const struct syn_axes *axes, char decimal)
{
    char text[NUMBER_BYTES];
    double width = 0;

    for (int i = 0; i <= axes->y.n; i++) {
        number(text, tick_at(axes, i), axes->y.step, decimal);
        width = fmax(
            width, syn_text_width(text, SYN_THEME_LABEL_PT, SYN_WEIGHT_NORMAL));
    }
    return width;
}

struct syn_axes syn_axes_across(const struct syn_chart *chart, double beside)
{
    struct extent extent = extent_of(chart);
    double margin = syn_chart_margin(chart);
    struct syn_axes axes = {.y = scale_of(extent), .n = 1};

    axes.nothing = isnan(extent.low);
    for (size_t s = 0; s < chart->n_series; s++)
        if (chart->series[s].n > axes.n)
            axes.n = chart->series[s].n;
    axes.left = margin + numbers_width(&axes, chart->decimal) + GAP_PT;
    axes.right =
        fmax(chart->width - margin - beside, axes.left + LEAST_PLOT_PT);
    axes.step = (axes.right - axes.left) / (double)axes.n;
    return axes;
}

double syn_axes_x(const struct syn_axes *axes, size_t i)
{
    return axes->left + ((double)i + 0.5) * axes->step;
}

double syn_axes_y(const struct syn_axes *axes, double value)
{
    return axes->bottom -
           (axes->bottom - axes->top) * syn_scale_position(&axes->y, value);
}

/* Title and subtitle; returns where they end. */
static double draw_heading(struct syn_canvas *canvas,
                           const struct syn_chart *chart)
{
    double margin = syn_chart_margin(chart), y = margin - 2;
    double width = chart->width - 2 * margin;
    struct syn_lines title =
        syn_lines_heading(chart->title, width, SYN_THEME_TITLE_PT,
                          SYN_WEIGHT_BOLD, canvas->arena);
    struct syn_lines subtitle =
        syn_lines_heading(chart->subtitle, width, SYN_THEME_SUBTITLE_PT,
                          SYN_WEIGHT_NORMAL, canvas->arena);

    y = syn_lines_draw(canvas, &title, margin, y, SYN_ANCHOR_START,
                       SYN_THEME_INK);
    y = syn_lines_draw(canvas, &subtitle, margin, y + 1, SYN_ANCHOR_START,
                       SYN_THEME_MUTED);
    return y + 8;
}

enum { NOTES = sizeof((struct syn_chart *)0)->footer / sizeof(const char *) };

/* Notes and source on as many lines as they need. */
static double wrap_footer(struct syn_lines notes[NOTES],
                          const struct syn_chart *chart,
                          struct syn_arena *arena)
{
    double width = chart->width - 2 * syn_chart_margin(chart), height = 0;

    for (size_t i = 0; i < NOTES; i++) {
        notes[i] = syn_lines_wrap(chart->footer[i], width, SYN_LINES,
                                  SYN_THEME_NOTE_PT, SYN_WEIGHT_NORMAL, arena);
        height += syn_lines_height(&notes[i]);
    }
    return height > 0 ? height + FOOTER_GAP_PT : 0;
}

static void draw_footer(struct syn_canvas *canvas,
                        const struct syn_lines notes[NOTES],
                        double x,
                        double y)
{
    for (size_t i = 0; i < NOTES; i++)
        y = syn_lines_draw(canvas, &notes[i], x, y, SYN_ANCHOR_START,
                           SYN_THEME_MUTED);
}

/* What stands around the plot of a chart that stands alone.  Where the texts
 * leave it too little, the canvas grows: what is to be read is neither cut nor
 * crowded. */
static void frame_plot(struct syn_axes *axes,
                       struct syn_canvas *canvas,
                       const struct syn_chart *chart,
                       double above)
{
    struct syn_lines notes[NOTES];
    double margin = syn_chart_margin(chart);
    double under = wrap_footer(notes, chart, canvas->arena) + margin - 3;

    axes->top = draw_heading(canvas, chart) + above + SYN_THEME_LABEL_PT / 2;
    canvas->height = fmax(canvas->height,
                          axes->top + LEAST_ALONE_PT + LABEL_ROOM_PT + under);
    axes->bottom = canvas->height - under - LABEL_ROOM_PT;
    draw_footer(canvas, notes, margin,
                axes->bottom + LABEL_ROOM_PT + FOOTER_GAP_PT);
}

/* Grid lines and their numbers; where the plot is low, not all of them. */
static void
draw_grid(const struct syn_axes *axes, struct syn_canvas *canvas, char decimal)
{
    char text[NUMBER_BYTES];
    double room = (axes->bottom - axes->top) / axes->y.n;
    int every = (int)fmin(fmax(ceil(11 / room), 1), axes->y.n);

    for (int i = 0; i <= axes->y.n && !axes->nothing; i += every) {
        double y = syn_axes_y(axes, tick_at(axes, i));
        syn_canvas_line(canvas, axes->left, y, axes->right, y,
                        SYN_THEME_GRID_PT, SYN_THEME_GRID);
        number(text, tick_at(axes, i), axes->y.step, decimal);
        syn_canvas_text(canvas, axes->left - GAP_PT,
                        y + 0.36 * SYN_THEME_LABEL_PT, SYN_ANCHOR_END,
                        SYN_THEME_LABEL_PT, SYN_THEME_MUTED, text);
    }
}

void syn_axes_draw(struct syn_axes *axes,
                   struct syn_canvas *canvas,
                   const struct syn_chart *chart,
                   double above)
{
    double margin = syn_chart_margin(chart);

    if (chart->bare) {
        axes->top = margin + above + SYN_THEME_LABEL_PT / 2;
        axes->bottom = fmax(chart->height - margin - LABEL_ROOM_PT,
                            axes->top + LEAST_PLOT_PT);
    } else {
        frame_plot(axes, canvas, chart, above);
    }
    draw_grid(axes, canvas, chart->decimal);
}

/* A label under the axis, moved in where it would leave the canvas. */
struct label {
    const char *text;
    double x, width;
};

static size_t labels_of(struct label *labels,
                        const struct syn_axes *axes,
                        const struct syn_chart *chart,
                        const struct syn_chart_series *series)
{
    size_t n = 0;

    for (size_t i = 0; i < series->n; i++) {
        const char *text = series->points[i].label;
        if (!text || !*text)
            continue;
        double width =
            syn_text_width(text, SYN_THEME_LABEL_PT, SYN_WEIGHT_NORMAL);
        double x = fmin(syn_axes_x(axes, i), chart->width - 1 - width / 2);
        labels[n++] = (struct label){text, fmax(x, 1 + width / 2), width};
    }
    return n;
}

static bool have_room(const struct label *labels, size_t n, size_t every)
{
    for (size_t i = every; i < n; i += every) {
        const struct label *a = &labels[i - every], *b = &labels[i];
        if (b->x - b->width / 2 < a->x + a->width / 2 + GAP_PT)
            return false;
    }
    return true;
}

static void draw_ticks(const struct syn_axes *axes,
                       struct syn_canvas *canvas,
                       const struct syn_chart_series *series)
{
    for (size_t i = 0; i < series->n; i++) {
        const struct syn_point *point = &series->points[i];
        double x = syn_axes_x(axes, i);
        if (point->major)
            syn_canvas_line(canvas, x, axes->bottom, x, axes->bottom + TICK_PT,
                            SYN_THEME_AXIS_PT, SYN_THEME_INK);
        else if (axes->step >= MINOR_TICK_PT * 2)
            syn_canvas_line(canvas, x, axes->bottom, x,
                            axes->bottom + MINOR_TICK_PT, SYN_THEME_GRID_PT,
                            SYN_THEME_REFERENCE);
    }
}

void syn_axes_draw_base(const struct syn_axes *axes,
                        struct syn_canvas *canvas,
                        const struct syn_chart *chart)
{
    const struct syn_chart_series *series = chart->series;
    size_t every = 1;

    syn_canvas_line(canvas, axes->left, axes->bottom, axes->right, axes->bottom,
                    SYN_THEME_AXIS_PT, SYN_THEME_INK);
    for (size_t s = 1; s < chart->n_series; s++)
        if (chart->series[s].n > series->n)
            series = &chart->series[s];
    draw_ticks(axes, canvas, series);

    struct label *labels =
        syn_arena_alloc(canvas->arena, series->n + 1, sizeof *labels);
    size_t n = labels_of(labels, axes, chart, series);
    while (!have_room(labels, n, every))
        every++;
    for (size_t i = 0; i < n; i += every)
        syn_canvas_text(canvas, labels[i].x, axes->bottom + LABEL_BASE_PT,
                        SYN_ANCHOR_MIDDLE, SYN_THEME_LABEL_PT, SYN_THEME_MUTED,
                        labels[i].text);
}
