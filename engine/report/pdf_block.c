/* Each kind of block on a page of the PDF: what room it needs to begin, and
 * how it is drawn. */
#include "pdf.h"

#include <samsyn/plots/theme.h>

#define BOX_PADDING 11.0
#define BOX_INDENT 15.0 /* Of the words after a mark. */
#define BOX_GAP 2.5     /* Between items. */
#define MARK 7.0        /* Its diameter in a box. */
#define KEY_MARK 5.5
#define FIGURE_GAP 14.0

static const enum syn_pdf_style heading_style[] = {SYN_PDF_H1, SYN_PDF_H1,
                                                   SYN_PDF_H2, SYN_PDF_H3};
static const char *const heading_tag[] = {"H1", "H1", "H2", "H3"};
static const double heading_above[] = {0, 0, 12, 8};
static const double heading_under[] = {4, 4, 3, 2};

static int level_of(const struct syn_block *block)
{
    return block->level < 1 ? 1 : block->level > 3 ? 3 : block->level;
}

static double max(double a, double b)
{
    return a > b ? a : b;
}

static double min(double a, double b)
{
    return a < b ? a : b;
}

static struct syn_pdf_text words_of(const struct syn_pdf *pdf,
                                    const struct syn_block *block)
{
    struct syn_pdf_text text = {.text = block->text, .width = SYN_PDF_WIDTH};

    if (block->kind == SYN_BLOCK_HEADING)
        text.style = heading_style[level_of(block)];
    else if (block->kind == SYN_BLOCK_LEAD)
        text.style = pdf->level > 1 ? SYN_PDF_SUBLEAD : SYN_PDF_LEAD;
    else
        text.style = SYN_PDF_BODY;
    if (text.style == SYN_PDF_H1)
        text.width = syn_pdf_text_balance(pdf, &text);
    return text;
}

static double paragraph_need(struct syn_pdf *pdf, const struct syn_block *block)
{
    struct syn_pdf_text text = words_of(pdf, block);
    const struct syn_block *next = block->next;
    double need = syn_pdf_text_height(pdf, &text);

    /* A text leads up to its figure. */
    if (block->kind == SYN_BLOCK_TEXT && next && next->kind == SYN_BLOCK_FIGURE)
        need += FIGURE_GAP + syn_pdf_block_need(pdf, next);
    return need;
}

static void paragraph_draw(struct syn_pdf *pdf, const struct syn_block *block)
{
    struct syn_pdf_text text = words_of(pdf, block);

    syn_pdf_text_flow(pdf, &text, "P", SYN_PDF_LEFT);
    pdf->y += text.style == SYN_PDF_LEAD ? 11 : 7;
    if (text.style == SYN_PDF_SUBLEAD)
        pdf->y -= 4; /* A table has room of its own. */
}

/* A heading stays with what follows. */
static double heading_need(struct syn_pdf *pdf, const struct syn_block *block)
{
    const struct syn_block *next = block->next;
    int level = level_of(block);
    double need = heading_above[level] + paragraph_need(pdf, block) +
                  heading_under[level];

    if (next && next->kind != SYN_BLOCK_PAGE)
        need += syn_pdf_block_need(pdf, next);
    return need;
}

static void heading_draw(struct syn_pdf *pdf, const struct syn_block *block)
{
    struct syn_pdf_text text = words_of(pdf, block);
    int level = level_of(block);

    pdf->level = level;
    if (pdf->y > SYN_PDF_TOP)
        pdf->y += heading_above[level];
    syn_pdf_outline_add(pdf, level, block->text);
    syn_pdf_text_flow(pdf, &text, heading_tag[level], SYN_PDF_LEFT);
    pdf->y += heading_under[level];
}

static struct syn_pdf_text box_item(const struct syn_doc_item *item)
{
    double width = SYN_PDF_WIDTH - 2 * BOX_PADDING;

    return (struct syn_pdf_text){.style = SYN_PDF_BOX_ITEM,
                                 .strong = item->strong,
                                 .text = item->text,
                                 .width =
                                     item->marked ? width - BOX_INDENT : width};
}

static struct syn_pdf_text box_heading(const struct syn_block *block)
{
    return (struct syn_pdf_text){.style = SYN_PDF_BOX_HEAD,
                                 .text = block->text,
                                 .width = SYN_PDF_WIDTH - 2 * BOX_PADDING};
}

static double box_need(struct syn_pdf *pdf, const struct syn_block *block)
{
    struct syn_pdf_text heading = box_heading(block);
    double need = 2 * BOX_PADDING + syn_pdf_text_height(pdf, &heading) + 2;

    for (size_t i = 0; i < block->n_items; i++) {
        struct syn_pdf_text text = box_item(&block->items[i]);
        need += syn_pdf_text_height(pdf, &text) + BOX_GAP;
    }
    return need;
}

static void draw_item(struct syn_pdf *pdf, const struct syn_doc_item *item)
{
    struct syn_pdf_text text = box_item(item);
    double x = SYN_PDF_LEFT + BOX_PADDING;

    syn_pdf_make_room(pdf, syn_pdf_text_height(pdf, &text));
    syn_pdf_begin(pdf, "LI");
    if (item->marked) {
        syn_pdf_shape(pdf, item->shape, item->colour, x + MARK / 2,
                      pdf->y + syn_pdf_leading(text.style) / 2, MARK);
        x += BOX_INDENT;
    }
    syn_pdf_text_flow(pdf, &text, "LBody", x);
    syn_pdf_end(pdf, "LI");
    pdf->y += BOX_GAP;
}

static void box_draw(struct syn_pdf *pdf, const struct syn_block *block)
{
    struct syn_pdf_text heading = box_heading(block);
    double height = box_need(pdf, block);

    /* One that is longer than a page goes without its ground. */
    if (syn_pdf_fits(pdf, height))
        syn_pdf_panel(pdf, pdf->y, height - BOX_GAP, SYN_THEME_PANEL);
    pdf->y += BOX_PADDING - 2;
    syn_pdf_outline_add(pdf, 2, block->text);
    syn_pdf_text_flow(pdf, &heading, "H2", SYN_PDF_LEFT + BOX_PADDING);
    pdf->y += 4;
    syn_pdf_begin(pdf, "L");
    for (size_t i = 0; i < block->n_items; i++)
        draw_item(pdf, &block->items[i]);
    syn_pdf_end(pdf, "L");
    pdf->y += BOX_PADDING - BOX_GAP + 6;
}

static struct syn_pdf_text key_words(const struct syn_doc_item *item)
{
    return (struct syn_pdf_text){.style = SYN_PDF_KEY,
                                 .strong = item->strong,
                                 .text = item->text,
                                 .width = SYN_PDF_WIDTH};
}

/* Draws ITEM at *X, or on the next line where it does not fit. */
static void
draw_key_item(struct syn_pdf *pdf, const struct syn_doc_item *item, double *x)
{
    struct syn_pdf_text text = key_words(item);
    double leading = syn_pdf_leading(SYN_PDF_KEY);
    double mark = item->marked ? KEY_MARK + 4 : 0;
    double width = syn_pdf_text_width(pdf, &text);

    if (*x + mark + width > SYN_PDF_RIGHT && *x > SYN_PDF_LEFT) {
        *x = SYN_PDF_LEFT;
        pdf->y += leading;
    }
    if (item->marked)
        syn_pdf_shape(pdf, item->shape, item->colour, *x + KEY_MARK / 2,
                      pdf->y + leading / 2, KEY_MARK);
    if (width > 0) {
        syn_pdf_begin(pdf, "LI");
        syn_pdf_begin(pdf, "LBody");
        syn_pdf_text_draw(pdf, &text, *x + mark, pdf->y);
        syn_pdf_end(pdf, "LBody");
        syn_pdf_end(pdf, "LI");
    }
    *x += mark + width + (width > 0 ? 10 : 0);
}

static double key_need(struct syn_pdf *pdf, const struct syn_block *block)
{
    (void)pdf;
    (void)block;
    return 2 * syn_pdf_leading(SYN_PDF_KEY);
}

static void key_draw(struct syn_pdf *pdf, const struct syn_block *block)
{
    struct syn_doc_item head = {.text = block->text ? block->text : ""};
    struct syn_pdf_text text = key_words(&head);
    double x = SYN_PDF_LEFT;

    syn_pdf_begin(pdf, "P");
    syn_pdf_text_draw(pdf, &text, x, pdf->y);
    syn_pdf_end(pdf, "P");
    x += syn_pdf_text_width(pdf, &text) + 8;
    syn_pdf_begin(pdf, "L");
    for (size_t i = 0; i < block->n_items; i++)
        draw_key_item(pdf, &block->items[i], &x);
    syn_pdf_end(pdf, "L");
    pdf->y += syn_pdf_leading(SYN_PDF_KEY) + 4;
}

static struct syn_pdf_text note_of(const struct syn_doc_item *item)
{
    return (struct syn_pdf_text){.style = SYN_PDF_NOTE,
                                 .strong = item->strong,
                                 .text = item->text,
                                 .width = SYN_PDF_WIDTH};
}

static double notes_need(struct syn_pdf *pdf, const struct syn_block *block)
{
    double need = 0;

    for (size_t i = 0; i < block->n_items; i++) {
        struct syn_pdf_text text = note_of(&block->items[i]);
        need += syn_pdf_text_height(pdf, &text);
    }
    return need;
}

static void notes_draw(struct syn_pdf *pdf, const struct syn_block *block)
{
    for (size_t i = 0; i < block->n_items; i++) {
        struct syn_pdf_text text = note_of(&block->items[i]);
        syn_pdf_text_flow(pdf, &text, "P", SYN_PDF_LEFT);
    }
    pdf->y += 10;
}

static const struct syn_canvas *picture_of(const struct syn_figure *figure)
{
    return figure->full ? figure->full : figure->bare;
}

/* A picture is never larger than it was drawn, nor than a page. */
static double scale_of(const struct syn_figure *figure)
{
    const struct syn_canvas *canvas = picture_of(figure);
    double width = figure->half ? SYN_THEME_HALF_WIDTH : SYN_PDF_WIDTH;

    return min(1, min(width / canvas->width,
                      (SYN_PDF_BOTTOM - SYN_PDF_TOP - 4) / canvas->height));
}

static double height_of(const struct syn_figure *figure)
{
    return picture_of(figure)->height * scale_of(figure);
}

static void
draw_picture(struct syn_pdf *pdf, const struct syn_figure *figure, double x)
{
    syn_pdf_canvas(pdf, picture_of(figure), figure->alt ? figure->alt : "", x,
                   pdf->y, scale_of(figure));
}

static bool is_half(const struct syn_block *block)
{
    return block && block->kind == SYN_BLOCK_FIGURE && block->figure->half;
}

static bool is_pair(const struct syn_block *block)
{
    return is_half(block) && is_half(block->next);
}

static double figure_need(struct syn_pdf *pdf, const struct syn_block *block)
{
    (void)pdf;
    double need = height_of(block->figure) + 4;
    return is_pair(block) ? max(need, height_of(block->next->figure) + 4)
                          : need;
}

static void figure_draw(struct syn_pdf *pdf, const struct syn_block *block)
{
    double height = figure_need(pdf, block);

    if (pdf->y > SYN_PDF_TOP)
        pdf->y += 4;
    draw_picture(pdf, block->figure, SYN_PDF_LEFT);
    if (is_pair(block))
        draw_picture(pdf, block->next->figure,
                     SYN_PDF_RIGHT - SYN_THEME_HALF_WIDTH);
    pdf->y += height + FIGURE_GAP;
}

static double page_need(struct syn_pdf *pdf, const struct syn_block *block)
{
    (void)pdf;
    (void)block;
    return 0;
}

/* A page is asked for once; an empty one is never made. */
static void page_draw(struct syn_pdf *pdf, const struct syn_block *block)
{
    if (pdf->y > SYN_PDF_TOP && block->next)
        syn_pdf_page_new(pdf);
}

static const struct {
    double (*need)(struct syn_pdf *, const struct syn_block *);
    void (*draw)(struct syn_pdf *, const struct syn_block *);
} kinds[] = {
    [SYN_BLOCK_HEADING] = {heading_need, heading_draw},
    [SYN_BLOCK_LEAD] = {paragraph_need, paragraph_draw},
    [SYN_BLOCK_TEXT] = {paragraph_need, paragraph_draw},
    [SYN_BLOCK_BOX] = {box_need, box_draw},
    [SYN_BLOCK_STATUS] = {syn_pdf_status_need, syn_pdf_status_draw},
    [SYN_BLOCK_KEY] = {key_need, key_draw},
    [SYN_BLOCK_FIGURE] = {figure_need, figure_draw},
    [SYN_BLOCK_TABLE] = {syn_pdf_table_need, syn_pdf_table_draw},
    [SYN_BLOCK_NOTES] = {notes_need, notes_draw},
    [SYN_BLOCK_CODE] = {paragraph_need, paragraph_draw},
    [SYN_BLOCK_PAGE] = {page_need, page_draw},
};

double syn_pdf_block_need(struct syn_pdf *pdf, const struct syn_block *block)
{
    return kinds[block->kind].need(pdf, block);
}

const struct syn_block *syn_pdf_block_draw(struct syn_pdf *pdf,
                                           const struct syn_block *block)
{
    syn_pdf_make_room(pdf, syn_pdf_block_need(pdf, block));
    kinds[block->kind].draw(pdf, block);
    return is_pair(block) ? block->next->next : block->next;
}
