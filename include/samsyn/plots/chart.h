/* plots/chart.h - a chart as values, and the kinds that can draw it.
 *
 * A chart is values with their texts ready, in the language of the document;
 * a kind turns them into marks on a canvas.  Neither knows an indicator:
 * whoever has one makes a chart of it. */
#ifndef SAMSYN_PLOTS_CHART_H
#define SAMSYN_PLOTS_CHART_H

#include <stdbool.h>
#include <stddef.h>

#include <samsyn/base/arena.h>
#include <samsyn/base/diag.h>
#include <samsyn/plots/canvas.h>

/* Why a point has no value.  A value is never made up for it. */
enum syn_point_state {
    SYN_POINT_VALUE,
    SYN_POINT_MISSING,    /* A gap. */
    SYN_POINT_SUPPRESSED, /* A gap with ":" at the base line. */
};

/* One place on the x axis.  NaN: not there. */
struct syn_point {
    enum syn_point_state state;
    double y;
    double low, high; /* Normal range (trend) or interval (steps). */
    double expected;
    enum syn_shape shape; /* How the point is marked. */
    unsigned colour;      /* Of the mark. */
    bool provisional;     /* The segment to it is dashed. */
    const char *label;    /* Under the axis; NULL or "" for none. */
    bool major;           /* A longer tick under the axis, as at a new year. */
};

/* Points side by side, at equal distances.  Borrowed. */
struct syn_chart_series {
    const char *label; /* Direct label at its end, or NULL. */
    const struct syn_point *points;
    size_t n;
    unsigned colour;
};

/* A dated event or a break, drawn as a vertical rule before point AT. */
struct syn_chart_event {
    double at; /* Position on the x axis in points from 0; may be fractional. */
    const char *text;
    bool is_break; /* Double rule; the line is not drawn across. */
};

struct syn_chart {
    const char *title;       /* The finding, at most 70 characters. */
    const char *subtitle;    /* Measure, unit, population, place, period. */
    const char *footer[3];   /* Notes and source, NULL where not used. */
    const char *description; /* Alternative text, at most 250 characters. */
    const char *lang;
    const char *date; /* Where the data end: "2025-06-30". */
    const struct syn_chart_series *series;
    size_t n_series;
    const struct syn_chart_event *events;
    size_t n_events;         /* At most 3. */
    char decimal;            /* ',' or '.', in the numbers of the axis. */
    const char *last_value;  /* Bold at the right of the last point: "33*". */
    const char *last_label;  /* Under it: "2. kv. 2025". */
    const char *range_label; /* "normalt: 13-32". */
    const char *range_note;  /* "(95 % av kvartalene)". */
    unsigned last_colour;
    double width, height; /* Points. */
    bool bare; /* Title, subtitle and footer are left to the page around it. */
};

/* A kind of chart.  Add one by adding plots/chart_NAME.c that defines
 * syn_chart_NAME; the build finds it. */
struct syn_chart_kind {
    const char *name;
    const char *purpose; /* One line, for "samsyn list charts". */
    size_t min_series, max_series;

    /* Adds the marks of CHART to CANVAS, which has its size. */
    void (*draw)(struct syn_canvas *canvas, const struct syn_chart *chart);
};

extern const struct syn_chart_kind *const syn_chart_kinds[];
extern const size_t syn_n_chart_kinds;

/* The kind called NAME, or NULL. */
const struct syn_chart_kind *syn_chart_kind_find(const char *name);

/* Draws CHART as the kind called NAME on a new canvas in ARENA.  The canvas has
 * the size of CHART; one that is not BARE may be higher, where title and notes
 * leave the plot too little.  Nothing of CHART needs to outlive the call.
 *
 * Returns SYN_ECONFIG for a kind that does not exist or a number of series
 * that it cannot draw. */
enum syn_status syn_chart_draw(struct syn_canvas **out,
                               const char *name,
                               const struct syn_chart *chart,
                               struct syn_arena *arena,
                               struct syn_diag *diag) SYN_NODISCARD;

#endif
