/* The tables of the HTML page.  Rows and cells of the status table name their
 * roles: on a phone they are laid out as cards, and some browsers would then
 * forget that they are a table. */
#include "html.h"

static const char *const cell_class[5] = {"", "number value", "number range",
                                          "spark", "words"};

static void add_column_headings(struct syn_html *html,
                                const struct syn_status_table *table)
{
    syn_html_markup(html, "<thead role=\"rowgroup\"><tr role=\"row\">");
    for (int i = 0; i < 5; i++) {
        syn_text_addf(&html->out, "<th scope=\"col\" role=\"columnheader\"%s>",
                      i == 1 || i == 2 ? " class=\"number\"" : "");
        syn_html_text(html, table->columns[i]);
        syn_html_markup(html, "</th>");
    }
    syn_html_markup(html, "</tr></thead>\n");
}

static void begin_cell(struct syn_html *html, int column)
{
    syn_text_addf(&html->out, "<td role=\"cell\" class=\"%s\">",
                  cell_class[column]);
}

static void add_spark(struct syn_html *html, const struct syn_status_row *row)
{
    begin_cell(html, 3);
    if (row->spark)
        syn_canvas_svg(
            row->spark,
            syn_arena_printf(html->arena, "Picture%d", ++html->n_pictures),
            false, &html->out);
    else
        syn_html_wrap(html, "<span class=\"none\">", row->spark_text,
                      "</span>");
    syn_html_markup(html, "</td>");
}

static void add_words(struct syn_html *html, const struct syn_status_row *row)
{
    begin_cell(html, 4);
    syn_html_markup(html, "<span>");
    syn_html_mark(html, row->shape, row->colour);
    if (row->strong) {
        syn_text_addf(&html->out, "<strong style=\"color:#%06x\">",
                      row->colour);
        syn_html_text(html, row->words);
        syn_html_markup(html, "</strong>");
    } else {
        syn_html_wrap(html, "<span>", row->words, "</span>");
    }
    syn_html_markup(html, "</span></td>");
}

static void add_row(struct syn_html *html,
                    const struct syn_status_table *table,
                    const struct syn_status_row *row)
{
    syn_html_markup(html, "<tr role=\"row\" class=\"row\">"
                          "<th scope=\"row\" role=\"rowheader\">");
    syn_html_text(html, row->label);
    syn_html_markup(html, "</th>");
    begin_cell(html, 1);
    syn_html_text(html, row->value);
    syn_html_markup(html, "</td>");
    begin_cell(html, 2);
    /* Its heading, where a phone shows no headings. */
    syn_html_wrap(html, "<span class=\"name\" aria-hidden=\"true\">",
                  table->columns[2], ": </span>");
    syn_html_text(html, row->range);
    syn_html_markup(html, "</td>");
    add_spark(html, row);
    add_words(html, row);
    syn_html_markup(html, "</tr>\n");
}

static void add_focus(struct syn_html *html, const char *heading)
{
    syn_html_markup(html, "<tr role=\"row\" class=\"focus\">"
                          "<th scope=\"rowgroup\" role=\"rowheader\" "
                          "colspan=\"5\">");
    syn_html_text(html, heading);
    syn_html_markup(html, "</th></tr>\n");
}

void syn_html_status(struct syn_html *html,
                     const struct syn_status_table *table)
{
    syn_html_markup(html, "<table class=\"status\" role=\"table\"");
    if (html->n_headings)
        syn_text_addf(&html->out, " aria-labelledby=\"Heading%d\"",
                      html->n_headings);
    syn_html_markup(html, ">\n");
    add_column_headings(html, table);
    for (size_t i = 0; i < table->n_rows; i++) {
        const struct syn_status_row *row = &table->rows[i];
        if (i == 0 || row->heading)
            syn_html_markup(html, i ? "</tbody>\n<tbody role=\"rowgroup\">\n"
                                    : "<tbody role=\"rowgroup\">\n");
        if (row->heading)
            add_focus(html, row->heading);
        else
            add_row(html, table, row);
    }
    syn_html_markup(html,
                    table->n_rows ? "</tbody>\n</table>\n" : "</table>\n");
}

static void add_cell(struct syn_html *html,
                     const struct syn_doc_table *table,
                     size_t row,
                     size_t column)
{
    const char *number =
        syn_doc_table_numeric(table, column) ? " class=\"number\"" : "";

    if (row == 0)
        syn_text_addf(&html->out, "<th scope=\"col\"%s>", number);
    else if (column == 0)
        syn_html_markup(html, "<th scope=\"row\">");
    else
        syn_text_addf(&html->out, "<td%s>", number);
    syn_html_text(html,
                  row ? table->cells[(row - 1) * table->n_columns + column]
                      : table->columns[column]);
    syn_html_markup(html, row == 0 || column == 0 ? "</th>" : "</td>");
}

void syn_html_table(struct syn_html *html, const struct syn_doc_table *table)
{
    /* What scrolls must be reached by the keyboard, and so needs a name: its
     * caption, or the heading above. */
    syn_html_markup(html, "<div class=\"scroll\" role=\"region\" "
                          "tabindex=\"0\" ");
    if (!table->caption && html->n_headings)
        syn_text_addf(&html->out, "aria-labelledby=\"Heading%d",
                      html->n_headings);
    else
        syn_html_markup(html, "aria-label=\"");
    syn_html_text(html, table->caption);
    syn_html_markup(html, "\"><table>\n");
    syn_html_wrap(html, "<caption>", table->caption, "</caption>\n");
    for (size_t row = 0; row <= table->n_rows; row++) {
        if (row <= 1)
            syn_html_markup(html, row ? "<tbody>\n" : "<thead>\n");
        syn_html_markup(html, "<tr>");
        for (size_t column = 0; column < table->n_columns; column++)
            add_cell(html, table, row, column);
        syn_html_markup(html, row ? "</tr>\n" : "</tr>\n</thead>\n");
    }
    syn_html_markup(html, table->n_rows ? "</tbody>\n</table></div>\n"
                                        : "</table></div>\n");
}
