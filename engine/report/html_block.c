/* Each kind of block in the HTML page. */
#include "html.h"

static void add_heading(struct syn_html *html, const struct syn_block *block)
{
    int level = block->level < 1 ? 1 : block->level > 3 ? 3 : block->level;

    syn_text_addf(&html->out, "<h%d id=\"Heading%d\">", level,
                  ++html->n_headings);
    syn_html_text(html, block->text);
    syn_text_addf(&html->out, "</h%d>\n", level);
}

static void add_lead(struct syn_html *html, const struct syn_block *block)
{
    syn_html_wrap(html, "<p class=\"lead\">", block->text, "</p>\n");
}

static void add_text(struct syn_html *html, const struct syn_block *block)
{
    syn_html_wrap(html, "<p>", block->text, "</p>\n");
}

static bool has(const char *text)
{
    return text && *text;
}

static bool is_wordless(const struct syn_doc_item *item)
{
    return !has(item->strong) && !has(item->text);
}

static void add_item(struct syn_html *html, const struct syn_doc_item *item)
{
    bool both = has(item->strong) && has(item->text);

    if (item->marked)
        syn_html_mark(html, item->shape, item->colour);
    if (is_wordless(item))
        return;
    syn_html_markup(html, "<span>");
    syn_html_wrap(html, "<strong>", item->strong, "</strong>");
    syn_html_markup(html, both ? " " : "");
    syn_html_text(html, item->text);
    syn_html_markup(html, "</span>");
}

/* The role says to every browser that a list without bullets is a list.  A
 * mark without words shares those of the next item. */
static void add_items(struct syn_html *html, const struct syn_block *block)
{
    syn_html_markup(html, "<ul role=\"list\">\n");
    for (size_t i = 0; i < block->n_items; i++) {
        bool shares = i + 1 < block->n_items && is_wordless(&block->items[i]);
        if (i == 0 || !is_wordless(&block->items[i - 1]))
            syn_html_markup(html, "<li>");
        add_item(html, &block->items[i]);
        if (!shares)
            syn_html_markup(html, "</li>\n");
    }
    syn_html_markup(html, "</ul>\n");
}

static void add_box(struct syn_html *html, const struct syn_block *block)
{
    syn_text_addf(&html->out,
                  "<section class=\"box\" aria-labelledby=\"Heading%d\">\n"
                  "<h2 id=\"Heading%d\">",
                  html->n_headings + 1, html->n_headings + 1);
    html->n_headings++;
    syn_html_text(html, block->text);
    syn_html_markup(html, "</h2>\n");
    add_items(html, block);
    syn_html_markup(html, "</section>\n");
}

static void add_status(struct syn_html *html, const struct syn_block *block)
{
    syn_html_status(html, block->status);
}

static void add_key(struct syn_html *html, const struct syn_block *block)
{
    syn_html_markup(html, "<div class=\"key\">");
    syn_html_wrap(html, "<p>", block->text, "</p>\n");
    add_items(html, block);
    syn_html_markup(html, "</div>\n");
}

/* The table of FIGURE: its long description, folded away on a screen. */
static void add_figure_table(struct syn_html *html,
                             const struct syn_figure *figure)
{
    if (!figure->table.n_columns)
        return;
    syn_html_markup(html, "<details><summary>");
    syn_html_text(html, html->document->table_summary);
    syn_html_wrap(html, "<span class=\"hidden\">: ", figure->title, "</span>");
    syn_html_markup(html, "</summary>\n");
    syn_html_table(html, &figure->table);
    syn_html_markup(html, "</details>\n");
}

static void add_picture(struct syn_html *html, const struct syn_figure *figure)
{
    const struct syn_canvas *canvas =
        figure->bare ? figure->bare : figure->full;

    syn_html_markup(html, "<div class=\"chart\" role=\"region\" "
                          "tabindex=\"0\" aria-label=\"");
    syn_html_text(html, figure->title);
    syn_html_markup(html, "\">\n");
    syn_canvas_svg(canvas, figure->id, false, &html->out);
    syn_html_markup(html, "</div>\n");
}

static void add_figure_of(struct syn_html *html,
                          const struct syn_figure *figure)
{
    syn_html_markup(html, figure->half ? "<div class=\"half\">\n<figure id=\""
                                       : "<div>\n<figure id=\"");
    syn_html_text(html, figure->id);
    syn_html_markup(html, "\">\n<figcaption>");
    syn_html_wrap(html, "<strong>", figure->title, "</strong>");
    syn_html_wrap(html, "<span>", figure->subtitle, "</span>");
    syn_html_markup(html, "</figcaption>\n");
    add_picture(html, figure);
    for (int i = 0; i < 3; i++)
        syn_html_wrap(html, "<p class=\"foot\">", figure->footer[i], "</p>\n");
    syn_html_markup(html, "</figure>\n");
    add_figure_table(html, figure);
    syn_html_markup(html, "</div>\n");
}

static bool is_half(const struct syn_block *block)
{
    return block && block->kind == SYN_BLOCK_FIGURE && block->figure->half;
}

static bool is_pair(const struct syn_block *block)
{
    return is_half(block) && is_half(block->next);
}

static void add_figure(struct syn_html *html, const struct syn_block *block)
{
    if (!is_pair(block)) {
        add_figure_of(html, block->figure);
        return;
    }
    syn_html_markup(html, "<div class=\"pair\">\n");
    add_figure_of(html, block->figure);
    add_figure_of(html, block->next->figure);
    syn_html_markup(html, "</div>\n");
}

static void add_table(struct syn_html *html, const struct syn_block *block)
{
    syn_html_table(html, block->table);
}

static void add_notes(struct syn_html *html, const struct syn_block *block)
{
    syn_html_markup(html, "<div class=\"notes\">\n");
    for (size_t i = 0; i < block->n_items; i++) {
        syn_html_markup(html, "<p>");
        add_item(html, &block->items[i]);
        syn_html_markup(html, "</p>\n");
    }
    syn_html_markup(html, "</div>\n");
}

static void add_code(struct syn_html *html, const struct syn_block *block)
{
    syn_html_wrap(html, "<pre>", block->text, "</pre>\n");
}

static void add_page(struct syn_html *html, const struct syn_block *block)
{
    if (block->next)
        syn_html_markup(html, "<hr class=\"page\" aria-hidden=\"true\">\n");
}

static void (*const kinds[])(struct syn_html *, const struct syn_block *) = {
    [SYN_BLOCK_HEADING] = add_heading, [SYN_BLOCK_LEAD] = add_lead,
    [SYN_BLOCK_TEXT] = add_text,       [SYN_BLOCK_BOX] = add_box,
    [SYN_BLOCK_STATUS] = add_status,   [SYN_BLOCK_KEY] = add_key,
    [SYN_BLOCK_FIGURE] = add_figure,   [SYN_BLOCK_TABLE] = add_table,
    [SYN_BLOCK_NOTES] = add_notes,     [SYN_BLOCK_CODE] = add_code,
    [SYN_BLOCK_PAGE] = add_page,
};

const struct syn_block *syn_html_block(struct syn_html *html,
                                       const struct syn_block *block)
{
    kinds[block->kind](html, block);
    return is_pair(block) ? block->next->next : block->next;
}
