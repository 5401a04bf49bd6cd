/* Pages, their header, and the marks that are the same in every block. */
#include "pdf.h"

#include <stdio.h>
#include <string.h>

#include <cairo-pdf.h>

#include <samsyn/plots/theme.h>

/* Cairo 1.16 knows no artifacts; qpdf makes them of these afterwards. */
static const char artifact[] = "NonStruct";

static cairo_status_t
keep(void *closure, const unsigned char *bytes, unsigned n)
{
    struct syn_pdf *pdf = closure;

    if (pdf->pages)
        syn_text_add_n(&pdf->bytes, (const char *)bytes, n);
    return CAIRO_STATUS_SUCCESS;
}

static void destroy_surface(void *surface)
{
    cairo_surface_destroy(surface);
}

static void destroy_context(void *cr)
{
    cairo_destroy(cr);
}

static void set_metadata(const struct syn_pdf *pdf)
{
    const struct syn_document *document = pdf->document;
    /* Left alone, cairo writes what the clock says. */
    const char *date = document->date ? document->date : "1970-01-01";
    const struct {
        cairo_pdf_metadata_t key;
        const char *value;
    } metadata[] = {
        {CAIRO_PDF_METADATA_TITLE, document->title},
        {CAIRO_PDF_METADATA_AUTHOR, document->council},
        {CAIRO_PDF_METADATA_SUBJECT, document->period},
        {CAIRO_PDF_METADATA_CREATOR, "samsyn"},
        {CAIRO_PDF_METADATA_CREATE_DATE, date},
        {CAIRO_PDF_METADATA_MOD_DATE, date},
    };

    for (size_t i = 0; i < sizeof metadata / sizeof *metadata; i++)
        if (metadata[i].value)
            cairo_pdf_surface_set_metadata(pdf->surface, metadata[i].key,
                                           metadata[i].value);
}

void syn_pdf_open(struct syn_pdf *pdf)
{
    pdf->surface = cairo_pdf_surface_create_for_stream(
        keep, pdf, SYN_PDF_PAGE_WIDTH, SYN_PDF_PAGE_HEIGHT);
    syn_arena_defer(pdf->arena, destroy_surface, pdf->surface);
    set_metadata(pdf);
    pdf->cr = cairo_create(pdf->surface);
    syn_arena_defer(pdf->arena, destroy_context, pdf->cr);
    pdf->layout = pango_cairo_create_layout(pdf->cr);
    syn_arena_defer(pdf->arena, g_object_unref, pdf->layout);

    PangoContext *context = pango_layout_get_context(pdf->layout);
    /* Else that of the environment. */
    pango_context_set_language(
        context,
        pango_language_from_string(syn_lang_code[pdf->document->lang]));
    pango_cairo_context_set_resolution(context, 72);
    pango_context_set_round_glyph_positions(context, FALSE);
    pango_layout_context_changed(pdf->layout);
    pango_layout_set_wrap(pdf->layout, PANGO_WRAP_WORD_CHAR);
    syn_pdf_begin(pdf, "Document");
    syn_pdf_page_new(pdf);
}

cairo_status_t syn_pdf_close(struct syn_pdf *pdf)
{
    syn_pdf_end(pdf, "Document");
    cairo_show_page(pdf->cr);
    cairo_status_t status = cairo_status(pdf->cr);
    cairo_surface_finish(pdf->surface);
    return status ? status : cairo_surface_status(pdf->surface);
}

void syn_pdf_begin(const struct syn_pdf *pdf, const char *tag)
{
    cairo_tag_begin(pdf->cr, tag, NULL);
}

void syn_pdf_end(const struct syn_pdf *pdf, const char *tag)
{
    cairo_tag_end(pdf->cr, tag);
}

void syn_pdf_artifact_begin(const struct syn_pdf *pdf)
{
    syn_pdf_begin(pdf, artifact);
}

void syn_pdf_artifact_end(const struct syn_pdf *pdf)
{
    syn_pdf_end(pdf, artifact);
}

static void fill(const struct syn_pdf *pdf,
                 double y,
                 double width,
                 double height,
                 unsigned colour)
{
    syn_pdf_artifact_begin(pdf);
    cairo_set_source_rgb(pdf->cr, (colour >> 16 & 255) / 255.0,
                         (colour >> 8 & 255) / 255.0, (colour & 255) / 255.0);
    cairo_rectangle(pdf->cr, SYN_PDF_LEFT, y, width, height);
    cairo_fill(pdf->cr);
    syn_pdf_artifact_end(pdf);
}

void syn_pdf_panel(const struct syn_pdf *pdf,
                   double y,
                   double height,
                   unsigned colour)
{
    fill(pdf, y, SYN_PDF_WIDTH, height, colour);
}

void syn_pdf_line(const struct syn_pdf *pdf,
                  double y,
                  double width,
                  double thick,
                  unsigned colour)
{
    fill(pdf, y - thick / 2, width, thick, colour);
}

void syn_pdf_rule(const struct syn_pdf *pdf,
                  double y,
                  double thick,
                  unsigned colour)
{
    syn_pdf_line(pdf, y, SYN_PDF_WIDTH, thick, colour);
}

void syn_pdf_shape(const struct syn_pdf *pdf,
                   enum syn_shape shape,
                   unsigned colour,
                   double x,
                   double y,
                   double diameter)
{
    struct syn_canvas *canvas =
        syn_canvas_new(2 * diameter, 2 * diameter, pdf->arena);

    syn_canvas_shape(canvas, shape, diameter, diameter, diameter, colour);
    syn_pdf_artifact_begin(pdf);
    cairo_save(pdf->cr);
    cairo_translate(pdf->cr, x - diameter, y - diameter);
    syn_canvas_draw(canvas, pdf->cr);
    cairo_restore(pdf->cr);
    syn_pdf_artifact_end(pdf);
}

void syn_pdf_list_add(struct syn_pdf_list *list,
                      const char *text,
                      struct syn_arena *arena)
{
    if (list->n == list->room) {
        size_t room = list->room ? 2 * list->room : 64;
        const char **at = syn_arena_alloc(arena, room, sizeof *at);
        if (list->n)
            memcpy(at, list->at, list->n * sizeof *at);
        list->at = at;
        list->room = room;
    }
    list->at[list->n++] = text;
}

void syn_pdf_canvas(struct syn_pdf *pdf,
                    const struct syn_canvas *canvas,
                    const char *alt,
                    double x,
                    double y,
                    double scale)
{
    syn_pdf_list_add(&pdf->alts, alt, pdf->arena);
    syn_pdf_begin(pdf, "Figure");
    cairo_save(pdf->cr);
    cairo_translate(pdf->cr, x, y);
    cairo_scale(pdf->cr, scale, scale);
    syn_canvas_draw(canvas, pdf->cr);
    cairo_restore(pdf->cr);
    syn_pdf_end(pdf, "Figure");
}

void syn_pdf_heading_cell_begin(struct syn_pdf *pdf, const char *attributes)
{
    syn_pdf_list_add(&pdf->scopes, attributes, pdf->arena);
    syn_pdf_begin(pdf, "TH");
}

void syn_pdf_outline_add(struct syn_pdf *pdf, int level, const char *text)
{
    if (!text || !*text)
        return;
    int above = level - 1;
    while (above > 0 && !pdf->outline[above])
        above--;
    const char *place = syn_arena_printf(pdf->arena, "page=%d pos=[%.1f %.1f]",
                                         pdf->page, SYN_PDF_LEFT, pdf->y - 4);
    pdf->outline[level] =
        cairo_pdf_surface_add_outline(pdf->surface, pdf->outline[above], text,
                                      place, CAIRO_PDF_OUTLINE_FLAG_OPEN);
    for (int i = level + 1; i < 4; i++)
        pdf->outline[i] = 0;
}

/* PAGE_OF with its places filled: "side 1 av 6". */
static const char *page_of(const struct syn_pdf *pdf)
{
    struct syn_text out = {.arena = pdf->arena};
    const char *at = pdf->document->page_of ? pdf->document->page_of : "{page}";

    syn_text_add(&out, "");
    while (*at) {
        if (strncmp(at, "{page}", 6) == 0) {
            syn_text_addf(&out, "%d", pdf->page);
            at += 6;
        } else if (strncmp(at, "{pages}", 7) == 0) {
            syn_text_addf(&out, "%d", pdf->pages);
            at += 7;
        } else {
            syn_text_add_n(&out, at++, 1);
        }
    }
    return out.at;
}

static void draw_banner(const struct syn_pdf *pdf)
{
    struct syn_pdf_text text = {.style = SYN_PDF_BANNER,
                                .text = pdf->document->banner,
                                .width = SYN_PDF_WIDTH};
    double width = syn_pdf_text_width(pdf, &text);

    syn_pdf_panel(pdf, 12, 16, SYN_THEME_UNFAVOURABLE);
    syn_pdf_begin(pdf, pdf->page == 1 ? "P" : artifact);
    syn_pdf_text_draw(pdf, &text, (SYN_PDF_PAGE_WIDTH - width) / 2, 14);
    syn_pdf_end(pdf, pdf->page == 1 ? "P" : artifact);
}

/* On the first page the council and the period are content: nothing else says
 * them.  On the others they only help who leafs through. */
static void draw_header(const struct syn_pdf *pdf)
{
    const char *tag = pdf->page == 1 ? "P" : artifact;
    struct syn_pdf_text right = {
        .style = SYN_PDF_RUNNING,
        .text = syn_arena_printf(pdf->arena, "%s  \xc2\xb7  %s",
                                 pdf->document->period, page_of(pdf)),
        .width = SYN_PDF_WIDTH,
        .to_right = true};
    struct syn_pdf_text left = {.style = SYN_PDF_RUNNING,
                                .strong = pdf->document->council,
                                .width = SYN_PDF_WIDTH};

    syn_pdf_begin(pdf, tag);
    syn_pdf_text_draw(pdf, &left, SYN_PDF_LEFT, 32);
    syn_pdf_end(pdf, tag);
    syn_pdf_begin(pdf, tag);
    syn_pdf_text_draw(pdf, &right, SYN_PDF_LEFT, 32);
    syn_pdf_end(pdf, tag);
    syn_pdf_rule(pdf, 48, 2, SYN_THEME_FAVOURABLE);
}

void syn_pdf_page_new(struct syn_pdf *pdf)
{
    if (pdf->page)
        cairo_show_page(pdf->cr);
    pdf->page++;
    if (pdf->document->banner)
        draw_banner(pdf);
    draw_header(pdf);
    pdf->y = SYN_PDF_TOP;
}

bool syn_pdf_fits(const struct syn_pdf *pdf, double height)
{
    return pdf->y + height <= SYN_PDF_BOTTOM;
}

void syn_pdf_make_room(struct syn_pdf *pdf, double height)
{
    if (!syn_pdf_fits(pdf, height) && pdf->y > SYN_PDF_TOP &&
        height <= SYN_PDF_BOTTOM - SYN_PDF_TOP)
        syn_pdf_page_new(pdf);
}
