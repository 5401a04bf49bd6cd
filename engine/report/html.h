/* report/html.h - what the files of the HTML driver share.
 *
 * Every text of a document passes through syn_html_text: nothing else may put
 * one into the page.  Own ids begin with a capital, those of figures never do.
 */
#ifndef SAMSYN_REPORT_HTML_H
#define SAMSYN_REPORT_HTML_H

#include <stdbool.h>
#include <stddef.h>

#include <samsyn/base/text.h>
#include <samsyn/report/document.h>

struct syn_html {
    const struct syn_document *document;
    struct syn_arena *arena;
    struct syn_text out;
    int n_headings; /* The latest has the id "Heading<n>". */
    int n_pictures; /* Marks and sparklines, for their ids. */
};

/* Adds MARKUP as it is, and TEXT (or nothing for NULL) escaped. */
void syn_html_markup(struct syn_html *html, const char *markup);
void syn_html_text(struct syn_html *html, const char *text);

/* Adds TEXT between BEFORE and AFTER; nothing at all if it is NULL or "". */
void syn_html_wrap(struct syn_html *html,
                   const char *before,
                   const char *text,
                   const char *after);

/* A mark; the words beside it say the same, so readers pass over it. */
void syn_html_mark(struct syn_html *html,
                   enum syn_shape shape,
                   unsigned colour);

/* html_style.c: the rules of the page, and what is printed above its pages. */
void syn_html_style(struct syn_html *html);

/* html_table.c */
void syn_html_status(struct syn_html *html,
                     const struct syn_status_table *table);
void syn_html_table(struct syn_html *html, const struct syn_doc_table *table);

/* html_block.c: adds BLOCK and returns the one after it; two half figures are
 * added at once. */
const struct syn_block *syn_html_block(struct syn_html *html,
                                       const struct syn_block *block);

#endif
