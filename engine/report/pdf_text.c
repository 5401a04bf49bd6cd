/* Text of the PDF.  Three traps, all met: Pango takes 96
 * dots an inch unless told; a ligature, and a space left out at the end of a
 * line, make cairo write an /ActualText span that cuts the text of a reader.
 * So each line is drawn as a layout of its own, with its trailing space. */
#include "pdf.h"

#include <string.h>

#include <samsyn/plots/theme.h>

static const struct {
    double size, leading;
    PangoWeight weight;
    PangoStyle slant;
    unsigned colour;
} styles[SYN_N_PDF_STYLES] = {
    [SYN_PDF_H1] = {19, 24, PANGO_WEIGHT_SEMIBOLD, 0, SYN_THEME_INK},
    [SYN_PDF_H2] = {13, 17, PANGO_WEIGHT_SEMIBOLD, 0, SYN_THEME_INK},
    [SYN_PDF_H3] = {10.5, 14, PANGO_WEIGHT_SEMIBOLD, 0, SYN_THEME_FAVOURABLE},
    [SYN_PDF_LEAD] = {10.5, 15, PANGO_WEIGHT_NORMAL, 0, SYN_THEME_MUTED},
    [SYN_PDF_SUBLEAD] = {8.2, 11, PANGO_WEIGHT_NORMAL, 0, SYN_THEME_MUTED},
    [SYN_PDF_BODY] = {10, 14.5, PANGO_WEIGHT_NORMAL, 0, SYN_THEME_INK},
    [SYN_PDF_BOX_HEAD] = {11.5, 15, PANGO_WEIGHT_SEMIBOLD, 0, SYN_THEME_INK},
    [SYN_PDF_BOX_ITEM] = {9.2, 13, PANGO_WEIGHT_NORMAL, 0, SYN_THEME_INK},
    [SYN_PDF_CELL] = {8.6, 11, PANGO_WEIGHT_NORMAL, 0, SYN_THEME_INK},
    [SYN_PDF_CELL_MUTED] = {8.6, 11, PANGO_WEIGHT_NORMAL, 0, SYN_THEME_MUTED},
    [SYN_PDF_CELL_HEAD] = {8, 10.5, PANGO_WEIGHT_SEMIBOLD, 0, SYN_THEME_INK},
    [SYN_PDF_CELL_EMPTY] = {8.2, 11, PANGO_WEIGHT_NORMAL, PANGO_STYLE_ITALIC,
                            SYN_THEME_MUTED},
    [SYN_PDF_FOCUS] = {8.6, 11, PANGO_WEIGHT_SEMIBOLD, 0, SYN_THEME_FAVOURABLE},
    [SYN_PDF_NOTE] = {7.5, 10, PANGO_WEIGHT_NORMAL, 0, SYN_THEME_MUTED},
    [SYN_PDF_KEY] = {7.8, 11, PANGO_WEIGHT_NORMAL, 0, SYN_THEME_INK},
    [SYN_PDF_RUNNING] = {8.8, 12, PANGO_WEIGHT_NORMAL, 0, SYN_THEME_MUTED},
    [SYN_PDF_BANNER] = {8.8, 12, PANGO_WEIGHT_BOLD, 0, SYN_THEME_PAPER},
};

/* The words of a text and where its lines begin and end, in bytes. */
struct lines {
    const char *words;
    size_t strong;
    struct line {
        size_t start, end;
    } * at;
    size_t n;
};

double syn_pdf_leading(enum syn_pdf_style style)
{
    return styles[style].leading;
}

static void set_font(PangoLayout *layout, enum syn_pdf_style style)
{
    PangoFontDescription *font = pango_font_description_new();

    pango_font_description_set_family(font, SYN_THEME_FONT);
    pango_font_description_set_size(font,
                                    (int)(styles[style].size * PANGO_SCALE));
    pango_font_description_set_weight(font, styles[style].weight);
    pango_font_description_set_style(font, styles[style].slant);
    pango_layout_set_font_description(layout, font);
    pango_font_description_free(font);
}

/* No line ends within a range: "13-25". */
static void keep_ranges(PangoAttrList *attributes, const char *words, size_t n)
{
    static const char dash[] = "\xe2\x80\x93";
    const size_t length = sizeof dash - 1;

    for (size_t i = 1; i + length < n; i++) {
        if (memcmp(words + i, dash, length) != 0 || words[i - 1] < '0' ||
            words[i - 1] > '9' || words[i + length] < '0' ||
            words[i + length] > '9')
            continue;
        PangoAttribute *whole = pango_attr_allow_breaks_new(FALSE);
        whole->start_index = (guint)i; /* One before it, Pango 1.50 breaks. */
        whole->end_index = (guint)(i + length + 1);
        pango_attr_list_insert(attributes, whole);
    }
}

/* The N bytes at WORDS, of which the first STRONG are bold. */
static void
set_words(PangoLayout *layout, const char *words, size_t n, size_t strong)
{
    PangoAttrList *attributes = pango_attr_list_new();

    pango_attr_list_insert(attributes,
                           pango_attr_font_features_new("liga=0, clig=0"));
    if (strong) {
        PangoAttribute *bold = pango_attr_weight_new(PANGO_WEIGHT_BOLD);
        bold->start_index = 0;
        bold->end_index = (guint)strong;
        pango_attr_list_insert(attributes, bold);
    }
    keep_ranges(attributes, words, n);
    pango_layout_set_text(layout, words, (int)n);
    pango_layout_set_attributes(layout, attributes);
    pango_attr_list_unref(attributes);
}

static struct lines join(const struct syn_pdf *pdf,
                         const struct syn_pdf_text *text)
{
    struct lines lines = {.words = text->text ? text->text : ""};

    if (text->strong) {
        lines.strong = strlen(text->strong);
        lines.words = syn_arena_printf(pdf->arena, "%s%s%s", text->strong,
                                       *lines.words ? " " : "", lines.words);
    }
    return lines;
}

static struct lines break_lines(const struct syn_pdf *pdf,
                                const struct syn_pdf_text *text)
{
    struct lines lines = join(pdf, text);
    size_t bytes = strlen(lines.words);

    set_font(pdf->layout, text->style);
    set_words(pdf->layout, lines.words, bytes, lines.strong);
    pango_layout_set_width(pdf->layout, (int)(text->width * PANGO_SCALE));
    lines.n = (size_t)pango_layout_get_line_count(pdf->layout);
    lines.at = syn_arena_alloc(pdf->arena, lines.n + 1, sizeof *lines.at);
    for (size_t i = 0; i < lines.n; i++) {
        PangoLayoutLine *line =
            pango_layout_get_line_readonly(pdf->layout, (int)i);
        lines.at[i].start = (size_t)line->start_index;
        lines.at[i].end = lines.at[i].start + (size_t)line->length;
    }
    pango_layout_set_width(pdf->layout, -1);
    return lines;
}

double syn_pdf_text_height(const struct syn_pdf *pdf,
                           const struct syn_pdf_text *text)
{
    return (double)break_lines(pdf, text).n * styles[text->style].leading;
}

double syn_pdf_text_balance(const struct syn_pdf *pdf,
                            const struct syn_pdf_text *text)
{
    struct syn_pdf_text narrower = *text;
    double height = syn_pdf_text_height(pdf, text);

    while (narrower.width > text->width / 2 &&
           syn_pdf_text_height(pdf, &narrower) <= height)
        narrower.width -= 6;
    return narrower.width + 6 < text->width ? narrower.width + 6 : text->width;
}

static double width_of(PangoLayout *layout)
{
    PangoRectangle box;

    pango_layout_get_extents(layout, NULL, &box);
    return (double)box.width / PANGO_SCALE;
}

double syn_pdf_text_width(const struct syn_pdf *pdf,
                          const struct syn_pdf_text *text)
{
    struct lines lines = join(pdf, text);

    set_font(pdf->layout, text->style);
    set_words(pdf->layout, lines.words, strlen(lines.words), lines.strong);
    return width_of(pdf->layout);
}

static void set_colour(cairo_t *cr, unsigned colour)
{
    cairo_set_source_rgb(cr, (colour >> 16 & 255) / 255.0,
                         (colour >> 8 & 255) / 255.0, (colour & 255) / 255.0);
}

/* How far a line of N bytes at WORDS is moved to end at the right: the space
 * at its end does not count. */
static double indent(const struct syn_pdf *pdf,
                     const struct syn_pdf_text *text,
                     const char *words,
                     size_t n,
                     size_t strong)
{
    if (!text->to_right)
        return 0;
    while (n && words[n - 1] == ' ')
        n--;
    set_words(pdf->layout, words, n, strong);
    return text->width - width_of(pdf->layout);
}

static void draw_line(const struct syn_pdf *pdf,
                      const struct syn_pdf_text *text,
                      const struct lines *lines,
                      size_t i,
                      double x,
                      double y)
{
    struct line line = lines->at[i];
    const char *words = lines->words + line.start;
    size_t n = line.end - line.start;
    size_t strong = lines->strong > line.start ? lines->strong - line.start : 0;
    /* Capitals, about 0.72 of the size, stand in the middle of the line. */
    double base =
        styles[text->style].leading / 2 + styles[text->style].size * 0.36;

    set_font(pdf->layout, text->style);
    x += indent(pdf, text, words, n, strong);
    set_words(pdf->layout, words, n, strong);
    set_colour(pdf->cr,
               text->colour ? text->colour : styles[text->style].colour);
    cairo_move_to(pdf->cr, x, y + base);
    pango_cairo_show_layout_line(
        pdf->cr, pango_layout_get_line_readonly(pdf->layout, 0));
}

void syn_pdf_text_draw(const struct syn_pdf *pdf,
                       const struct syn_pdf_text *text,
                       double x,
                       double y)
{
    struct lines lines = break_lines(pdf, text);

    for (size_t i = 0; i < lines.n; i++)
        draw_line(pdf, text, &lines, i, x,
                  y + (double)i * styles[text->style].leading);
}

void syn_pdf_text_flow(struct syn_pdf *pdf,
                       const struct syn_pdf_text *text,
                       const char *tag,
                       double x)
{
    struct lines lines = break_lines(pdf, text);
    double leading = styles[text->style].leading;

    syn_pdf_begin(pdf, tag);
    for (size_t i = 0; i < lines.n; i++) {
        if (!syn_pdf_fits(pdf, leading)) {
            syn_pdf_end(pdf, tag);
            syn_pdf_page_new(pdf);
            syn_pdf_begin(pdf, tag);
        }
        draw_line(pdf, text, &lines, i, x, pdf->y);
        pdf->y += leading;
    }
    syn_pdf_end(pdf, tag);
}
