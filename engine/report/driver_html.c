/* The HTML of a document: one file that needs no other, for a screen, a phone,
 * a screen reader and paper.  It holds no script and loads nothing; the policy
 * in its head says so to the browser.  It is the file to publish. */
#include <samsyn/report/driver.h>

#include <samsyn/base/file.h>

#include "html.h"

#define MARK_BOX 10.0 /* Points; the shape stands in the middle. */

void syn_html_markup(struct syn_html *html, const char *markup)
{
    syn_text_add(&html->out, markup);
}

void syn_html_text(struct syn_html *html, const char *text)
{
    if (text)
        syn_text_add_xml(&html->out, text);
}

void syn_html_wrap(struct syn_html *html,
                   const char *before,
                   const char *text,
                   const char *after)
{
    if (!text || !*text)
        return;
    syn_html_markup(html, before);
    syn_html_text(html, text);
    syn_html_markup(html, after);
}

void syn_html_mark(struct syn_html *html, enum syn_shape shape, unsigned colour)
{
    struct syn_canvas *canvas = syn_canvas_new(MARK_BOX, MARK_BOX, html->arena);

    syn_canvas_shape(canvas, shape, MARK_BOX / 2, MARK_BOX / 2, MARK_BOX * 0.8,
                     colour);
    syn_html_markup(html, "<span class=\"mark\" aria-hidden=\"true\">");
    syn_canvas_svg(
        canvas, syn_arena_printf(html->arena, "Picture%d", ++html->n_pictures),
        false, &html->out);
    syn_html_markup(html, "</span>");
}

static void add_head(struct syn_html *html)
{
    syn_html_markup(html, "<!DOCTYPE html>\n<html lang=\"");
    syn_html_markup(html, syn_lang_code[html->document->lang]);
    syn_html_markup(html,
                    "\">\n<head>\n<meta charset=\"utf-8\">\n"
                    "<meta http-equiv=\"Content-Security-Policy\" "
                    "content=\"default-src 'none'; style-src 'unsafe-inline'; "
                    "img-src data:\">\n"
                    "<meta name=\"viewport\" "
                    "content=\"width=device-width, initial-scale=1\">\n"
                    "<meta name=\"generator\" content=\"samsyn\">\n");
    syn_html_wrap(html, "<meta name=\"date\" content=\"", html->document->date,
                  "\">\n");
    syn_html_markup(html, "<title>");
    syn_html_text(html, html->document->title);
    syn_html_markup(html, "</title>\n");
    syn_html_style(html);
    syn_html_markup(html, "</head>\n");
}

static void add_header(struct syn_html *html)
{
    syn_html_wrap(html, "<a class=\"skip\" href=\"#Main\">",
                  html->document->skip_link, "</a>\n");
    syn_html_markup(html, "<header>\n");
    syn_html_wrap(html, "<p class=\"banner\">", html->document->banner,
                  "</p>\n");
    syn_html_markup(html, "<div class=\"top\">");
    syn_html_wrap(html, "<strong>", html->document->council, "</strong>");
    syn_html_wrap(html, "<span>", html->document->period, "</span>");
    syn_html_markup(html, "</div>\n</header>\n");
}

static void add_footer(struct syn_html *html)
{
    syn_html_markup(html, "<footer>\n");
    syn_html_wrap(html, "<p>", html->document->title, "</p>\n");
    syn_html_wrap(html, "<p class=\"banner\">", html->document->banner,
                  "</p>\n");
    syn_html_markup(html, "</footer>\n");
}

static void add_document(struct syn_html *html)
{
    add_head(html);
    syn_html_markup(html, "<body>\n");
    add_header(html);
    syn_html_markup(html, "<main id=\"Main\">\n");
    for (const struct syn_block *block = html->document->first; block;)
        block = syn_html_block(html, block);
    syn_html_markup(html, "</main>\n");
    add_footer(html);
    syn_html_markup(html, "</body>\n</html>\n");
}

static enum syn_status write_html(const struct syn_document *document,
                                  const char *path,
                                  struct syn_arena *arena,
                                  struct syn_diag *diag)
{
    struct syn_arena_mark mark = syn_arena_mark(arena);
    struct syn_html html = {
        .document = document, .arena = arena, .out = {.arena = arena}};

    add_document(&html);
    enum syn_status status =
        syn_file_write(path, html.out.at, html.out.n, diag);
    syn_arena_rewind(arena, mark);
    return status;
}

const struct syn_driver syn_driver_html = {
    .name = "html",
    .suffix = ".html",
    .write = write_html,
};
