/* report/pdf.h - what the files of the PDF driver share.
 *
 * A page is drawn by cairo with structure tags, its text by Pango.  What cairo
 * 1.16 cannot write (language, alternative texts, scopes, artifacts) is kept
 * in the order it was drawn, and put into the finished file by qpdf.
 *
 * Lengths are points from the top left of the page. */
#ifndef SAMSYN_REPORT_PDF_H
#define SAMSYN_REPORT_PDF_H

#include <stdbool.h>
#include <stddef.h>

#include <cairo.h>
#include <pango/pangocairo.h>

#include <samsyn/base/text.h>
#include <samsyn/report/document.h>

#define SYN_PDF_PAGE_WIDTH 595.276 /* A4 */
#define SYN_PDF_PAGE_HEIGHT 841.89
#define SYN_PDF_LEFT 51.024 /* 18 mm */
#define SYN_PDF_WIDTH (SYN_PDF_PAGE_WIDTH - 2 * SYN_PDF_LEFT)
#define SYN_PDF_RIGHT (SYN_PDF_LEFT + SYN_PDF_WIDTH)
#define SYN_PDF_TOP 64.0 /* Under the header. */
#define SYN_PDF_BOTTOM (SYN_PDF_PAGE_HEIGHT - 36.0)

enum syn_pdf_style {
    SYN_PDF_H1,
    SYN_PDF_H2,
    SYN_PDF_H3,
    SYN_PDF_LEAD,
    SYN_PDF_SUBLEAD, /* Under a heading of level 2 or 3. */
    SYN_PDF_BODY,
    SYN_PDF_BOX_HEAD,
    SYN_PDF_BOX_ITEM,
    SYN_PDF_CELL,
    SYN_PDF_CELL_MUTED,
    SYN_PDF_CELL_HEAD,
    SYN_PDF_CELL_EMPTY, /* In italics, where there is nothing to show. */
    SYN_PDF_FOCUS,
    SYN_PDF_NOTE,
    SYN_PDF_KEY,
    SYN_PDF_RUNNING,
    SYN_PDF_BANNER,
    SYN_N_PDF_STYLES
};

struct syn_pdf_text {
    enum syn_pdf_style style;
    const char *strong; /* Bold beginning, or NULL. */
    const char *text;   /* The rest, or NULL. */
    double width;       /* Lines are broken to it. */
    bool to_right;      /* Set against the right of WIDTH. */
    unsigned colour;    /* 0: that of the style. */
};

/* A list of texts that grows. */
struct syn_pdf_list {
    const char **at;
    size_t n, room;
};

struct syn_pdf {
    const struct syn_document *document;
    struct syn_arena *arena;
    cairo_surface_t *surface;
    cairo_t *cr;
    PangoLayout *layout;
    double y;        /* Where the next block begins. */
    int page, pages; /* PAGES is 0 while they are counted. */
    int level;       /* Of the latest heading. */
    int outline[4];  /* The latest entry of each level; 0 is the root. */
    struct syn_text bytes;
    struct syn_pdf_list alts;   /* Of each Figure, as drawn. */
    struct syn_pdf_list scopes; /* Attributes of each TH. */
};

/* pdf_text.c */
double syn_pdf_leading(enum syn_pdf_style style);
double syn_pdf_text_height(const struct syn_pdf *pdf,
                           const struct syn_pdf_text *text);
/* The least width that breaks TEXT into no more lines. */
double syn_pdf_text_balance(const struct syn_pdf *pdf,
                            const struct syn_pdf_text *text);
/* How wide TEXT is when it is not broken. */
double syn_pdf_text_width(const struct syn_pdf *pdf,
                          const struct syn_pdf_text *text);
/* Draws TEXT with its top left at X, Y. */
void syn_pdf_text_draw(const struct syn_pdf *pdf,
                       const struct syn_pdf_text *text,
                       double x,
                       double y);
/* Draws TEXT at X under what was drawn, as elements called TAG, going on to
 * the next page where it must. */
void syn_pdf_text_flow(struct syn_pdf *pdf,
                       const struct syn_pdf_text *text,
                       const char *tag,
                       double x);

/* pdf_page.c */
void syn_pdf_open(struct syn_pdf *pdf);
cairo_status_t syn_pdf_close(struct syn_pdf *pdf);
void syn_pdf_page_new(struct syn_pdf *pdf);
/* A new page if HEIGHT does not fit on this one and would on another. */
void syn_pdf_make_room(struct syn_pdf *pdf, double height);
bool syn_pdf_fits(const struct syn_pdf *pdf, double height);
void syn_pdf_begin(const struct syn_pdf *pdf, const char *tag);
void syn_pdf_end(const struct syn_pdf *pdf, const char *tag);
/* What is drawn between these two is no content: lines, repeated headings. */
void syn_pdf_artifact_begin(const struct syn_pdf *pdf);
void syn_pdf_artifact_end(const struct syn_pdf *pdf);
/* A line of WIDTH from the left margin; a rule goes over all of it. */
void syn_pdf_line(const struct syn_pdf *pdf,
                  double y,
                  double width,
                  double thick,
                  unsigned colour);
void syn_pdf_rule(const struct syn_pdf *pdf,
                  double y,
                  double thick,
                  unsigned colour);
void syn_pdf_panel(const struct syn_pdf *pdf,
                   double y,
                   double height,
                   unsigned colour);
/* The mark SHAPE as an artifact, in the middle of X, Y. */
void syn_pdf_shape(const struct syn_pdf *pdf,
                   enum syn_shape shape,
                   unsigned colour,
                   double x,
                   double y,
                   double diameter);
/* CANVAS as a Figure, its top left at X, Y, with the text for those who cannot
 * see it. */
void syn_pdf_canvas(struct syn_pdf *pdf,
                    const struct syn_canvas *canvas,
                    const char *alt,
                    double x,
                    double y,
                    double scale);
void syn_pdf_heading_cell_begin(struct syn_pdf *pdf, const char *attributes);
void syn_pdf_list_add(struct syn_pdf_list *list,
                      const char *text,
                      struct syn_arena *arena);
void syn_pdf_outline_add(struct syn_pdf *pdf, int level, const char *text);

/* pdf_status.c, pdf_table.c: NEED is what must fit on a page for a block to
 * begin on it. */
double syn_pdf_status_need(struct syn_pdf *pdf, const struct syn_block *block);
void syn_pdf_status_draw(struct syn_pdf *pdf, const struct syn_block *block);
double syn_pdf_table_need(struct syn_pdf *pdf, const struct syn_block *block);
void syn_pdf_table_draw(struct syn_pdf *pdf, const struct syn_block *block);

/* pdf_block.c */
double syn_pdf_block_need(struct syn_pdf *pdf, const struct syn_block *block);
/* Draws BLOCK and returns the one after it; two half figures are drawn at
 * once. */
const struct syn_block *syn_pdf_block_draw(struct syn_pdf *pdf,
                                           const struct syn_block *block);

/* pdf_finish.c: adds what cairo could not write.  *OUT lives as long as the
 * arena of PDF. */
enum syn_status syn_pdf_finish(const struct syn_pdf *pdf,
                               const unsigned char **out,
                               size_t *size,
                               const char *path,
                               struct syn_diag *diag) SYN_NODISCARD;

#endif
