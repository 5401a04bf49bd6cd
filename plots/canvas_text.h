/* canvas_text.h - text by Pango, the same for measuring and for drawing.
 * Private to plots. */
#ifndef CANVAS_TEXT_H
#define CANVAS_TEXT_H

#include <pango/pangocairo.h>

#include <samsyn/plots/canvas.h>

/* Returns a layout of MARK, a text, for CR.  To be unreferenced. */
PangoLayout *syn_layout_new(cairo_t *cr, const struct syn_mark *mark);

/* Where the left end of MARK's base line is, by its anchor. */
double syn_layout_left(PangoLayout *layout, const struct syn_mark *mark);

#endif
