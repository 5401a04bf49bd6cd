#include <samsyn/plots/canvas.h>

#include <math.h>
#include <string.h>

#include <samsyn/base/file.h>

#include "canvas_write.h"

struct syn_canvas *
syn_canvas_new(double width, double height, struct syn_arena *arena)
{
    struct syn_canvas *canvas = syn_arena_alloc(arena, 1, sizeof *canvas);

    canvas->arena = arena;
    canvas->width = width;
    canvas->height = height;
    canvas->last = &canvas->first;
    return canvas;
}

/* Returns a copy of MARK: in the list if all of it is there, or outside, so
 * that a caller may dash it without asking. */
static struct syn_mark *add(struct syn_canvas *canvas, struct syn_mark mark)
{
    struct syn_mark *copy = syn_arena_alloc(canvas->arena, 1, sizeof *copy);

    *copy = mark;
    if (isfinite(mark.x) && isfinite(mark.y) && isfinite(mark.w) &&
        isfinite(mark.h)) {
        *canvas->last = copy;
        canvas->last = &copy->next;
    }
    return copy;
}

/* NOLINTNEXTLINE(readability-function-size): a line is that many numbers. */
struct syn_mark *syn_canvas_line(struct syn_canvas *canvas,
                                 double x0,
                                 double y0,
                                 double x1,
                                 double y1,
                                 double thick,
                                 unsigned colour)
{
    return add(canvas, (struct syn_mark){.kind = SYN_MARK_LINE,
                                         .colour = colour,
                                         .x = x0,
                                         .y = y0,
                                         .w = x1 - x0,
                                         .h = y1 - y0,
                                         .thick = thick});
}

void syn_canvas_rect(struct syn_canvas *canvas,
                     double x,
                     double y,
                     double w,
                     double h,
                     unsigned colour)
{
    add(canvas, (struct syn_mark){.kind = SYN_MARK_RECT,
                                  .colour = colour,
                                  .x = x,
                                  .y = y,
                                  .w = w,
                                  .h = h});
}

/* Two bars a quarter of DIAMETER from the centre. */
static void add_break(struct syn_canvas *canvas,
                      double x,
                      double y,
                      double diameter,
                      unsigned colour)
{
    double thick = 0.18 * diameter, half = (diameter - thick) / 2;

    for (int side = -1; side <= 1; side += 2) {
        double at = x + side * diameter / 4;
        syn_canvas_line(canvas, at, y - half, at, y + half, thick, colour);
    }
}

void syn_canvas_shape(struct syn_canvas *canvas,
                      enum syn_shape shape,
                      double x,
                      double y,
                      double diameter,
                      unsigned colour)
{
    if (shape == SYN_SHAPE_BREAK) {
        add_break(canvas, x, y, diameter, colour);
        return;
    }
    if (shape == SYN_SHAPE_DASH) {
        syn_canvas_line(canvas, x - diameter / 2, y, x + diameter / 2, y,
                        0.18 * diameter, colour);
        return;
    }
    add(canvas, (struct syn_mark){.kind = SYN_MARK_SHAPE,
                                  .colour = colour,
                                  .x = x,
                                  .y = y,
                                  .w = diameter,
                                  .shape = shape});
}

/* NOLINTNEXTLINE(readability-function-size): so is a text. */
struct syn_mark *syn_canvas_text(struct syn_canvas *canvas,
                                 double x,
                                 double y,
                                 enum syn_anchor anchor,
                                 double size,
                                 unsigned colour,
                                 const char *text)
{
    return add(canvas,
               (struct syn_mark){.kind = SYN_MARK_TEXT,
                                 .colour = colour,
                                 .x = x,
                                 .y = y,
                                 .h = size,
                                 .anchor = anchor,
                                 .text = syn_text_clean(text, canvas->arena)});
}

struct syn_dashes syn_dashes_of(enum syn_dash dash)
{
    static const struct syn_dashes dashes[] = {
        [SYN_DASH_NONE] = {0, 0},
        [SYN_DASH_SEGMENT] = {3.5, 2.5},
        [SYN_DASH_RULE] = {2, 2},
    };
    return dashes[dash];
}

/* A triangle with equal sides of DIAMETER, in the middle of its box.  An open
 * one is drawn on a smaller triangle with the same centre of gravity, so that
 * the outer edge of its stroke is where the filled one ends: a stroke reaches
 * half its width out, and that centre is DIAMETER / sqrt(12) from a side. */
static struct syn_outline triangle(double diameter, bool down, double stroke)
{
    double height = diameter * sqrt(0.75);
    double scale = 1 - stroke / 2 * sqrt(12) / diameter;
    double sign = down ? -1 : 1;
    struct syn_outline outline = {.stroke = stroke};

    for (int i = 0; i < 3; i++) {
        double x = (i - 1) * diameter / 2;
        double y = i == 1 ? -2 * height / 3 : height / 3;
        outline.x[i] = x * scale;
        outline.y[i] = sign * (y * scale + height / 6);
    }
    return outline;
}

struct syn_outline syn_outline_of(enum syn_shape shape, double diameter)
{
    double stroke = 0.16 * diameter;

    switch (shape) {
    case SYN_SHAPE_UP:
        return triangle(diameter, false, 0);
    case SYN_SHAPE_UP_OPEN:
        return triangle(diameter, false, stroke);
    case SYN_SHAPE_DOWN:
        return triangle(diameter, true, 0);
    case SYN_SHAPE_DOWN_OPEN:
        return triangle(diameter, true, stroke);
    case SYN_SHAPE_RING:
        return (struct syn_outline){.radius = (diameter - stroke) / 2,
                                    .stroke = stroke};
    default:
        return (struct syn_outline){.radius = diameter / 2};
    }
}

static enum syn_status svg(const struct syn_canvas *canvas,
                           const char *path,
                           struct syn_text *out,
                           struct syn_diag *diag)
{
    (void)path;
    (void)diag;
    syn_canvas_svg(canvas, "chart", true, out);
    return SYN_OK;
}

static const struct {
    const char *suffix;
    enum syn_status (*make)(const struct syn_canvas *canvas,
                            const char *path,
                            struct syn_text *out,
                            struct syn_diag *diag);
} formats[] = {
    {".svg", svg},
    {".pdf", syn_canvas_pdf},
    {".png", syn_canvas_png},
};

enum syn_status syn_canvas_write(const struct syn_canvas *canvas,
                                 const char *path,
                                 struct syn_diag *diag)
{
    const char *suffix = strrchr(path, '.');

    for (size_t i = 0; suffix && i < sizeof formats / sizeof *formats; i++) {
        if (strcmp(suffix, formats[i].suffix) != 0)
            continue;
        struct syn_arena_mark mark = syn_arena_mark(canvas->arena);
        struct syn_text bytes = {.arena = canvas->arena};
        enum syn_status status = formats[i].make(canvas, path, &bytes, diag);
        if (!status)
            status = syn_file_write(path, bytes.at, bytes.n, diag);
        syn_arena_rewind(canvas->arena, mark);
        return status;
    }
    return syn_diag_fail(diag, SYN_EUSAGE, (struct syn_loc){path, 0, 0},
                         "plots.format", "a chart can be .svg, .pdf or .png");
}
