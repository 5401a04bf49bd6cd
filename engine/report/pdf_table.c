/* A table of the PDF.  Columns are as wide as their longest cell; where that
 * is too much, the widest give way.  It breaks between rows, and then repeats
 * its headings. */
#include "pdf.h"

#include <samsyn/plots/theme.h>

#define GAP 14.0    /* Between columns. */
#define PADDING 3.5 /* Above and under a row. */
#define FIRST                                                                  \
    120.0           /* The least width of the first column, if there is room.  \
                     */
#define NARROW 24.0 /* No column is narrower. */

struct grid {
    const struct syn_doc_table *table;
    double *widths;
    double total;
};

static double max(double a, double b)
{
    return a > b ? a : b;
}

static double min(double a, double b)
{
    return a < b ? a : b;
}

/* Row 0 is the headings; the cells follow from 1. */
static struct syn_pdf_text
cell(const struct grid *grid, size_t row, size_t column)
{
    const struct syn_doc_table *table = grid->table;
    struct syn_pdf_text text = {
        .style = row ? SYN_PDF_CELL : SYN_PDF_CELL_HEAD,
        .text = row ? table->cells[(row - 1) * table->n_columns + column]
                    : table->columns[column],
        .width = grid->widths[column],
        .to_right = syn_doc_table_numeric(table, column)};
    return text;
}

/* The sum of the widths when none is over CAP. */
static double capped(const struct grid *grid, double cap)
{
    double sum = 0;

    for (size_t i = 0; i < grid->table->n_columns; i++)
        sum += min(grid->widths[i], cap);
    return sum;
}

/* Cuts the widest columns to the same width, such that all fit in ROOM. */
static void squeeze(struct grid *grid, double room)
{
    double low = NARROW, high = room;

    for (int i = 0; i < 40; i++) {
        double cap = (low + high) / 2;
        if (capped(grid, cap) > room)
            high = cap;
        else
            low = cap;
    }
    for (size_t i = 0; i < grid->table->n_columns; i++)
        grid->widths[i] = min(grid->widths[i], low);
}

static struct grid grid_of(const struct syn_pdf *pdf,
                           const struct syn_doc_table *table)
{
    struct grid grid = {.table = table};
    size_t n = table->n_columns;
    double room = SYN_PDF_WIDTH - GAP * (double)(n ? n - 1 : 0);

    grid.widths = syn_arena_alloc(pdf->arena, n, sizeof *grid.widths);
    for (size_t column = 0; column < n; column++)
        for (size_t row = 0; row <= table->n_rows; row++) {
            struct syn_pdf_text text = cell(&grid, row, column);
            grid.widths[column] =
                max(grid.widths[column], syn_pdf_text_width(pdf, &text) + 0.5);
        }
    if (n)
        grid.widths[0] = max(grid.widths[0], min(FIRST, room / (double)n));
    if (capped(&grid, room) > room)
        squeeze(&grid, room);
    grid.total = capped(&grid, room) + SYN_PDF_WIDTH - room;
    return grid;
}

static double
row_height(const struct syn_pdf *pdf, const struct grid *grid, size_t row)
{
    double height = syn_pdf_leading(SYN_PDF_CELL);

    for (size_t i = 0; i < grid->table->n_columns; i++) {
        struct syn_pdf_text text = cell(grid, row, i);
        height = max(height, syn_pdf_text_height(pdf, &text));
    }
    return height + 2 * PADDING;
}

static void line_under(const struct syn_pdf *pdf,
                       const struct grid *grid,
                       double thick,
                       unsigned colour)
{
    syn_pdf_line(pdf, pdf->y, grid->total, thick, colour);
}

static void begin_cell(struct syn_pdf *pdf, size_t row, size_t column)
{
    if (row == 0)
        syn_pdf_heading_cell_begin(pdf, "/Scope /Column");
    else if (column == 0)
        syn_pdf_heading_cell_begin(pdf, "/Scope /Row");
    else
        syn_pdf_begin(pdf, "TD");
}

/* AGAIN: the headings on a further page, which are no content there. */
static void
draw_row(struct syn_pdf *pdf, const struct grid *grid, size_t row, bool again)
{
    double height = row_height(pdf, grid, row), x = SYN_PDF_LEFT;

    if (!again)
        syn_pdf_begin(pdf, "TR");
    for (size_t i = 0; i < grid->table->n_columns; i++) {
        struct syn_pdf_text text = cell(grid, row, i);
        double y =
            row ? pdf->y + PADDING
                : pdf->y + height - PADDING - syn_pdf_text_height(pdf, &text);
        if (again)
            syn_pdf_artifact_begin(pdf);
        else
            begin_cell(pdf, row, i);
        syn_pdf_text_draw(pdf, &text, x, y);
        if (again)
            syn_pdf_artifact_end(pdf);
        else
            syn_pdf_end(pdf, row == 0 || i == 0 ? "TH" : "TD");
        x += grid->widths[i] + GAP;
    }
    if (!again)
        syn_pdf_end(pdf, "TR");
    pdf->y += height;
    line_under(pdf, grid, row ? 0.5 : 1, row ? SYN_THEME_GRID : SYN_THEME_INK);
}

static struct syn_pdf_text caption_of(const struct syn_doc_table *table)
{
    return (struct syn_pdf_text){.style = SYN_PDF_CELL,
                                 .strong = table->caption,
                                 .width = SYN_PDF_WIDTH};
}

double syn_pdf_table_need(struct syn_pdf *pdf, const struct syn_block *block)
{
    struct grid grid = grid_of(pdf, block->table);
    struct syn_pdf_text caption = caption_of(block->table);
    double need = row_height(pdf, &grid, 0);

    if (block->table->caption)
        need += syn_pdf_text_height(pdf, &caption) + 2;
    return block->table->n_rows ? need + row_height(pdf, &grid, 1) : need;
}

void syn_pdf_table_draw(struct syn_pdf *pdf, const struct syn_block *block)
{
    struct grid grid = grid_of(pdf, block->table);
    struct syn_pdf_text caption = caption_of(block->table);

    syn_pdf_begin(pdf, "Table");
    if (block->table->caption) {
        syn_pdf_text_flow(pdf, &caption, "Caption", SYN_PDF_LEFT);
        pdf->y += 2;
    }
    draw_row(pdf, &grid, 0, false);
    for (size_t row = 1; row <= block->table->n_rows; row++) {
        if (!syn_pdf_fits(pdf, row_height(pdf, &grid, row))) {
            syn_pdf_page_new(pdf);
            draw_row(pdf, &grid, 0, true);
        }
        draw_row(pdf, &grid, row, false);
    }
    syn_pdf_end(pdf, "Table");
    pdf->y += 14;
}
