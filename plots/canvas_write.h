/* canvas_write.h - what the writers of a canvas share.  Private to plots. */
#ifndef CANVAS_WRITE_H
#define CANVAS_WRITE_H

#include <samsyn/plots/canvas.h>

/* The form of a mark, around its centre: the same in every format.  An open
 * one is filled with paper, so that a line ends at its edge. */
struct syn_outline {
    double radius;     /* Of a circle; 0 for a triangle. */
    double x[3], y[3]; /* Of a triangle. */
    double stroke;     /* Of an open one; 0 for a filled one. */
};

/* The outline of SHAPE, which is not SYN_SHAPE_BREAK or _DASH: the canvas keeps
 * these as lines.  The ink of open and filled is equally wide. */
struct syn_outline syn_outline_of(enum syn_shape shape, double diameter);

/* On and off in points: what a dash is made of.  Both 0 for none. */
struct syn_dashes {
    double on, off;
};
struct syn_dashes syn_dashes_of(enum syn_dash dash);

/* TEXT as valid UTF-8 on one line, without what XML cannot hold. */
const char *syn_text_clean(const char *text, struct syn_arena *arena);

/* Add to OUT what the file at PATH is to hold. */
enum syn_status syn_canvas_pdf(const struct syn_canvas *canvas,
                               const char *path,
                               struct syn_text *out,
                               struct syn_diag *diag) SYN_NODISCARD;
enum syn_status syn_canvas_png(const struct syn_canvas *canvas,
                               const char *path,
                               struct syn_text *out,
                               struct syn_diag *diag) SYN_NODISCARD;

#endif
