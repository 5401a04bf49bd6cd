/* plots/canvas.h - what is to be drawn, as a list of marks.
 *
 * A chart kind adds marks; a writer walks the list and makes a file.  No kind
 * knows which writer, and no writer knows what a chart is.
 *
 * Lengths are points, 1/72 inch, from the top left.  A colour is 0xRRGGBB. */
#ifndef SAMSYN_PLOTS_CANVAS_H
#define SAMSYN_PLOTS_CANVAS_H

#include <stdbool.h>
#include <stddef.h>

#include <samsyn/base/arena.h>
#include <samsyn/base/diag.h>
#include <samsyn/base/text.h>

/* As in cairo.h, which need not be seen here. */
typedef struct _cairo cairo_t; /* NOLINT(bugprone-reserved-identifier) */

enum syn_mark_kind {
    SYN_MARK_LINE,
    SYN_MARK_RECT,
    SYN_MARK_SHAPE,
    SYN_MARK_TEXT
};
enum syn_anchor { SYN_ANCHOR_START, SYN_ANCHOR_MIDDLE, SYN_ANCHOR_END };
enum syn_weight { SYN_WEIGHT_NORMAL, SYN_WEIGHT_BOLD };
enum syn_dash { SYN_DASH_NONE, SYN_DASH_SEGMENT, SYN_DASH_RULE };

/* What stands for a class of evidence: the shape says up or down, the fill
 * says how sure. */
enum syn_shape {
    SYN_SHAPE_DOT,     /* Filled circle: normal variation. */
    SYN_SHAPE_RING,    /* Open circle: too few. */
    SYN_SHAPE_UP,      /* Filled triangle: clear increase. */
    SYN_SHAPE_UP_OPEN, /* Signs of an increase. */
    SYN_SHAPE_DOWN,
    SYN_SHAPE_DOWN_OPEN,
    SYN_SHAPE_BREAK, /* Two vertical bars: not comparable. */
    SYN_SHAPE_DASH,  /* A level bar: not assessed. */
    SYN_N_SHAPES
};

struct syn_mark {
    struct syn_mark *next;
    enum syn_mark_kind kind;
    unsigned colour;
    double x, y;  /* LINE: from.  RECT: top left.  SHAPE: centre.  TEXT: on the
                   * base line. */
    double w, h;  /* LINE: how far.  RECT: size.  SHAPE: w is its diameter.
                   * TEXT: h is the font size. */
    double thick; /* LINE: its width. */
    enum syn_dash dash;     /* LINE. */
    enum syn_shape shape;   /* SHAPE. */
    enum syn_anchor anchor; /* TEXT: what of it is at x. */
    enum syn_weight weight; /* TEXT. */
    const char *text;
};

struct syn_canvas {
    struct syn_arena *arena; /* Owns the marks and their text. */
    double width, height;
    const char *date;  /* Of the data, ISO 8601; for formats that hold one. */
    const char *title; /* What the picture shows, for who cannot see it. */
    const char *description;
    const char *lang; /* "nb", "nn", "en". */
    struct syn_mark *first, **last;
};

/* Returns an empty canvas in ARENA. */
struct syn_canvas *
syn_canvas_new(double width, double height, struct syn_arena *arena);

/* Add a mark on top of the others.  A mark with a coordinate that is not
 * finite is left out: a missing value is never drawn as zero. */
struct syn_mark *syn_canvas_line(struct syn_canvas *canvas,
                                 double x0,
                                 double y0,
                                 double x1,
                                 double y1,
                                 double thick,
                                 unsigned colour);
void syn_canvas_rect(struct syn_canvas *canvas,
                     double x,
                     double y,
                     double w,
                     double h,
                     unsigned colour);
void syn_canvas_shape(struct syn_canvas *canvas,
                      enum syn_shape shape,
                      double x,
                      double y,
                      double diameter,
                      unsigned colour);
/* Text of SIZE points.  The returned mark may be given a weight. */
struct syn_mark *syn_canvas_text(struct syn_canvas *canvas,
                                 double x,
                                 double y,
                                 enum syn_anchor anchor,
                                 double size,
                                 unsigned colour,
                                 const char *text);

/* How wide TEXT is in points, in the font of the theme, by Pango. */
double syn_text_width(const char *text, double size, enum syn_weight weight);

/* Draws CANVAS on CR with its top left at the current origin. */
void syn_canvas_draw(const struct syn_canvas *canvas, cairo_t *cr);

/* Adds CANVAS to OUT as one <svg> element with real text.  ID makes the ids
 * in it unique in a page.  STANDALONE: with the XML declaration. */
void syn_canvas_svg(const struct syn_canvas *canvas,
                    const char *id,
                    bool standalone,
                    struct syn_text *out);

/* Writes the file at PATH: .svg, .pdf or .png by its suffix.  Same canvas,
 * same bytes.
 *
 * Returns SYN_EUSAGE for another suffix; SYN_EIO. */
enum syn_status syn_canvas_write(const struct syn_canvas *canvas,
                                 const char *path,
                                 struct syn_diag *diag) SYN_NODISCARD;

/* Pairs of text marks whose boxes overlap, and texts that leave the canvas:
 * what a test of every chart asks to be 0.  When it is not, *FIRST is one of
 * the texts (if FIRST is not NULL). */
size_t syn_canvas_collisions(const struct syn_canvas *canvas,
                             const char **first);

#endif
