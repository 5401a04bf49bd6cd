/* The status table of the PDF: a row for each indicator, under the heading of
 * its focus area.  It breaks between rows, and then repeats its headings; a
 * focus area is never left alone at the foot of a page. */
#include "pdf.h"

#include <samsyn/plots/theme.h>

#define INDENT 5.0        /* Of an indicator under its focus area. */
#define LABEL_WIDTH 172.0 /* Into the next column, where values are short. */
#define SPARK_X 258.0
#define MARK_X 373.0
#define WORDS_X 383.0
#define ROW_HEIGHT 16.6
#define FOCUS_HEIGHT 15.4
#define HEAD_GAP 5.0 /* Above and under the column headings. */

/* Where each column begins, from the left of the text, and its width. */
static const struct {
    double x, width;
    bool to_right;
} columns[5] = {
    {0, 152, false},
    {145, 54, true},
    {200, 50, true},
    {SPARK_X, SYN_THEME_SPARK_WIDTH, false},
    {MARK_X - 4, SYN_PDF_WIDTH - MARK_X + 4, false},
};

static struct syn_pdf_text
cell(int column, enum syn_pdf_style style, const char *text)
{
    return (struct syn_pdf_text){.style = style,
                                 .text = text,
                                 .width = columns[column].width,
                                 .to_right = columns[column].to_right};
}

static struct syn_pdf_text label_of(const struct syn_status_row *row)
{
    struct syn_pdf_text text = cell(0, SYN_PDF_CELL, row->label);
    text.width = LABEL_WIDTH;
    return text;
}

static struct syn_pdf_text value_of(const struct syn_status_row *row)
{
    struct syn_pdf_text text = cell(1, SYN_PDF_CELL, NULL);
    text.strong = row->value;
    return text;
}

static struct syn_pdf_text words_of(const struct syn_status_row *row)
{
    struct syn_pdf_text text = cell(4, SYN_PDF_CELL, row->words);

    text.width = SYN_PDF_WIDTH - WORDS_X;
    if (row->strong) {
        text.strong = row->words;
        text.text = NULL;
        text.colour = row->colour;
    }
    return text;
}

static double max(double a, double b)
{
    return a > b ? a : b;
}

static double row_height(const struct syn_pdf *pdf,
                         const struct syn_status_row *row)
{
    if (row->heading)
        return FOCUS_HEIGHT;
    struct syn_pdf_text label = label_of(row), words = words_of(row);
    struct syn_pdf_text range = cell(2, SYN_PDF_CELL_MUTED, row->range);
    double height = max(syn_pdf_text_height(pdf, &label),
                        max(syn_pdf_text_height(pdf, &words),
                            syn_pdf_text_height(pdf, &range)));
    if (row->spark)
        height = max(height, row->spark->height - 6);
    return max(ROW_HEIGHT, height + 7);
}

static double head_height(const struct syn_pdf *pdf,
                          const struct syn_status_table *table)
{
    double height = 0;

    for (int i = 0; i < 5; i++) {
        struct syn_pdf_text text =
            cell(i, SYN_PDF_CELL_HEAD, table->columns[i]);
        height = max(height, syn_pdf_text_height(pdf, &text));
    }
    return height + 2 * HEAD_GAP;
}

/* Column headings, each at the foot of their row.  They are content once; on
 * further pages they only help the eye. */
static void
draw_head(struct syn_pdf *pdf, const struct syn_status_table *table, bool again)
{
    double height = head_height(pdf, table);

    if (!again)
        syn_pdf_begin(pdf, "TR");
    for (int i = 0; i < 5; i++) {
        struct syn_pdf_text text =
            cell(i, SYN_PDF_CELL_HEAD, table->columns[i]);
        double y = pdf->y + height - HEAD_GAP - syn_pdf_text_height(pdf, &text);
        if (again)
            syn_pdf_artifact_begin(pdf);
        else
            syn_pdf_heading_cell_begin(pdf, "/Scope /Column");
        syn_pdf_text_draw(pdf, &text, SYN_PDF_LEFT + columns[i].x, y);
        if (again)
            syn_pdf_artifact_end(pdf);
        else
            syn_pdf_end(pdf, "TH");
    }
    if (!again)
        syn_pdf_end(pdf, "TR");
    pdf->y += height;
    syn_pdf_rule(pdf, pdf->y, 1, SYN_THEME_INK);
    pdf->y += 2;
}

static void
draw_focus(struct syn_pdf *pdf, const struct syn_status_row *row, bool again)
{
    struct syn_pdf_text text = {
        .style = SYN_PDF_FOCUS, .text = row->heading, .width = SYN_PDF_WIDTH};

    if (again) {
        syn_pdf_artifact_begin(pdf);
    } else {
        syn_pdf_begin(pdf, "TR");
        syn_pdf_heading_cell_begin(pdf, "/Scope /Row /ColSpan 5");
    }
    syn_pdf_text_draw(pdf, &text, SYN_PDF_LEFT,
                      pdf->y + FOCUS_HEIGHT - syn_pdf_leading(text.style) - 2);
    if (again) {
        syn_pdf_artifact_end(pdf);
    } else {
        syn_pdf_end(pdf, "TH");
        syn_pdf_end(pdf, "TR");
    }
    pdf->y += FOCUS_HEIGHT;
}

/* TEXT in the middle of a row of HEIGHT. */
static void draw_centred(const struct syn_pdf *pdf,
                         const struct syn_pdf_text *text,
                         double x,
                         double height)
{
    double space = height - syn_pdf_text_height(pdf, text);
    syn_pdf_text_draw(pdf, text, SYN_PDF_LEFT + x, pdf->y + space / 2);
}

static void draw_cell(const struct syn_pdf *pdf,
                      const struct syn_pdf_text *text,
                      double x,
                      double height)
{
    syn_pdf_begin(pdf, "TD");
    draw_centred(pdf, text, x, height);
    syn_pdf_end(pdf, "TD");
}

static void
draw_spark(struct syn_pdf *pdf, const struct syn_status_row *row, double height)
{
    const struct syn_canvas *spark = row->spark;

    if (!spark) {
        struct syn_pdf_text text = cell(3, SYN_PDF_CELL_EMPTY, row->spark_text);
        draw_cell(pdf, &text, SPARK_X, height);
        return;
    }
    const char *alt = spark->description ? spark->description : spark->title;
    syn_pdf_begin(pdf, "TD");
    syn_pdf_canvas(pdf, spark, alt ? alt : "", SYN_PDF_LEFT + SPARK_X,
                   pdf->y + (height - spark->height) / 2, 1);
    syn_pdf_end(pdf, "TD");
}

static void draw_row(struct syn_pdf *pdf, const struct syn_status_row *row)
{
    double height = row_height(pdf, row);
    struct syn_pdf_text label = label_of(row), words = words_of(row);
    struct syn_pdf_text value = value_of(row);
    struct syn_pdf_text range = cell(2, SYN_PDF_CELL_MUTED, row->range);

    syn_pdf_begin(pdf, "TR");
    syn_pdf_heading_cell_begin(pdf, "/Scope /Row");
    draw_centred(pdf, &label, INDENT, height);
    syn_pdf_end(pdf, "TH");
    draw_cell(pdf, &value, columns[1].x, height);
    draw_cell(pdf, &range, columns[2].x, height);
    draw_spark(pdf, row, height);
    draw_cell(pdf, &words, WORDS_X, height);
    syn_pdf_end(pdf, "TR");
    syn_pdf_shape(pdf, row->shape, row->colour, SYN_PDF_LEFT + MARK_X,
                  pdf->y + height / 2, 6.5);
    pdf->y += height;
    syn_pdf_rule(pdf, pdf->y, 0.5, SYN_THEME_GRID);
}

/* What of TABLE must not be parted from row I. */
static double row_need(const struct syn_pdf *pdf,
                       const struct syn_status_table *table,
                       size_t i)
{
    double need = row_height(pdf, &table->rows[i]);

    if (table->rows[i].heading && i + 1 < table->n_rows)
        need += row_height(pdf, &table->rows[i + 1]);
    return need;
}

double syn_pdf_status_need(struct syn_pdf *pdf, const struct syn_block *block)
{
    double need = head_height(pdf, block->status) + 2;
    return block->status->n_rows ? need + row_need(pdf, block->status, 0)
                                 : need;
}

void syn_pdf_status_draw(struct syn_pdf *pdf, const struct syn_block *block)
{
    const struct syn_status_table *table = block->status;
    const struct syn_status_row *focus = NULL;

    syn_pdf_begin(pdf, "Table");
    draw_head(pdf, table, false);
    for (size_t i = 0; i < table->n_rows; i++) {
        const struct syn_status_row *row = &table->rows[i];
        if (!syn_pdf_fits(pdf, row_need(pdf, table, i))) {
            syn_pdf_page_new(pdf);
            draw_head(pdf, table, true);
            if (focus && !row->heading)
                draw_focus(pdf, focus, true);
        }
        if (row->heading) {
            focus = row;
            draw_focus(pdf, row, false);
        } else {
            draw_row(pdf, row);
        }
    }
    syn_pdf_end(pdf, "Table");
    pdf->y += 8;
}
