/* PDF and PNG, drawn by cairo, with text by Pango.  A file is made in memory
 * first, so that it appears whole or not at all. */
#include <samsyn/plots/canvas.h>

#include <math.h>

#include <cairo-pdf.h>

#include <samsyn/plots/theme.h>

#include "canvas_text.h"
#include "canvas_write.h"

enum { DOTS_PER_POINT = 2 };

static void set_colour(cairo_t *cr, unsigned colour)
{
    cairo_set_source_rgb(cr, (colour >> 16 & 255) / 255.0,
                         (colour >> 8 & 255) / 255.0, (colour & 255) / 255.0);
}

static void draw_line(cairo_t *cr, const struct syn_mark *mark)
{
    struct syn_dashes dashes = syn_dashes_of(mark->dash);
    double pattern[] = {dashes.on, dashes.off};

    /* Round ends let the segments of a line join. */
    cairo_set_line_cap(cr, dashes.on > 0 ? CAIRO_LINE_CAP_BUTT
                                         : CAIRO_LINE_CAP_ROUND);
    cairo_set_dash(cr, pattern, dashes.on > 0 ? 2 : 0, 0);
    cairo_set_line_width(cr, mark->thick);
    cairo_move_to(cr, mark->x, mark->y);
    cairo_rel_line_to(cr, mark->w, mark->h);
    cairo_stroke(cr);
}

static void draw_rect(cairo_t *cr, const struct syn_mark *mark)
{
    cairo_rectangle(cr, mark->x, mark->y, mark->w, mark->h);
    cairo_fill(cr);
}

static void draw_shape(cairo_t *cr, const struct syn_mark *mark)
{
    struct syn_outline outline = syn_outline_of(mark->shape, mark->w);

    cairo_new_path(cr);
    if (outline.radius > 0)
        cairo_arc(cr, mark->x, mark->y, outline.radius, 0, 2 * acos(-1));
    else
        for (int i = 0; i < 3; i++)
            cairo_line_to(cr, mark->x + outline.x[i], mark->y + outline.y[i]);
    cairo_close_path(cr);
    if (outline.stroke > 0) {
        set_colour(cr, SYN_THEME_PAPER);
        cairo_fill_preserve(cr);
        set_colour(cr, mark->colour);
        cairo_set_dash(cr, NULL, 0, 0);
        cairo_set_line_width(cr, outline.stroke);
        cairo_stroke(cr);
    } else {
        cairo_fill(cr);
    }
}

static void draw_text(cairo_t *cr, const struct syn_mark *mark)
{
    PangoLayout *layout = syn_layout_new(cr, mark);
    double base = (double)pango_layout_get_baseline(layout) / PANGO_SCALE;

    cairo_move_to(cr, syn_layout_left(layout, mark), mark->y - base);
    pango_cairo_show_layout(cr, layout);
    cairo_new_path(cr);
    g_object_unref(layout);
}

static void (*const draw_mark[])(cairo_t *, const struct syn_mark *) = {
    [SYN_MARK_LINE] = draw_line,
    [SYN_MARK_RECT] = draw_rect,
    [SYN_MARK_SHAPE] = draw_shape,
    [SYN_MARK_TEXT] = draw_text,
};

void syn_canvas_draw(const struct syn_canvas *canvas, cairo_t *cr)
{
    cairo_save(cr);
    for (const struct syn_mark *m = canvas->first; m; m = m->next) {
        set_colour(cr, m->colour);
        draw_mark[m->kind](cr, m);
    }
    cairo_restore(cr);
}

static cairo_status_t
add_bytes(void *out, const unsigned char *bytes, unsigned n)
{
    syn_text_add_n(out, (const char *)bytes, n);
    return CAIRO_STATUS_SUCCESS;
}

/* Draws CANVAS on SURFACE, over paper.  Cairo remembers the first error, so
 * one question at the end is enough. */
static cairo_status_t draw(cairo_surface_t *surface,
                           const struct syn_canvas *canvas)
{
    cairo_t *cr = cairo_create(surface);

    set_colour(cr, SYN_THEME_PAPER);
    cairo_paint(cr);
    syn_canvas_draw(canvas, cr);
    cairo_status_t status = cairo_status(cr);
    cairo_destroy(cr);
    return status;
}

/* Closes SURFACE and reports STATUS, or what closing it brought to light. */
static enum syn_status finish(cairo_surface_t *surface,
                              cairo_status_t status,
                              const char *path,
                              struct syn_diag *diag)
{
    cairo_surface_finish(surface);
    if (status == CAIRO_STATUS_SUCCESS)
        status = cairo_surface_status(surface);
    cairo_surface_destroy(surface);
    if (status == CAIRO_STATUS_SUCCESS)
        return SYN_OK;
    return syn_diag_fail(diag, SYN_EIO, (struct syn_loc){path, 0, 0},
                         "plots.draw", "the chart cannot be drawn: %s",
                         cairo_status_to_string(status));
}

enum syn_status syn_canvas_pdf(const struct syn_canvas *canvas,
                               const char *path,
                               struct syn_text *out,
                               struct syn_diag *diag)
{
    cairo_surface_t *surface = cairo_pdf_surface_create_for_stream(
        add_bytes, out, canvas->width, canvas->height);

    /* Left alone, cairo writes what the clock says. */
    cairo_pdf_surface_set_metadata(
        surface, CAIRO_PDF_METADATA_CREATE_DATE,
        syn_arena_printf(canvas->arena, "%.10sT00:00:00Z",
                         canvas->date ? canvas->date : "1970-01-01"));
    if (canvas->title)
        cairo_pdf_surface_set_metadata(
            surface, CAIRO_PDF_METADATA_TITLE,
            syn_text_clean(canvas->title, canvas->arena));
    return finish(surface, draw(surface, canvas), path, diag);
}

enum syn_status syn_canvas_png(const struct syn_canvas *canvas,
                               const char *path,
                               struct syn_text *out,
                               struct syn_diag *diag)
{
    cairo_surface_t *surface = cairo_image_surface_create(
        CAIRO_FORMAT_RGB24, (int)ceil(canvas->width * DOTS_PER_POINT),
        (int)ceil(canvas->height * DOTS_PER_POINT));

    cairo_surface_set_device_scale(surface, DOTS_PER_POINT, DOTS_PER_POINT);
    cairo_status_t status = draw(surface, canvas);
    if (status == CAIRO_STATUS_SUCCESS)
        status = cairo_surface_write_to_png_stream(surface, add_bytes, out);
    return finish(surface, status, path, diag);
}
