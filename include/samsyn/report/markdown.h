/* report/markdown.h - a document as CommonMark with pipe tables: readable as it
 * stands, in a terminal, a mail or a council's case system. */
#ifndef SAMSYN_REPORT_MARKDOWN_H
#define SAMSYN_REPORT_MARKDOWN_H

#include <samsyn/base/text.h>
#include <samsyn/report/document.h>

/* Adds DOCUMENT to OUT.  Columns of tables are padded to one width; pictures
 * are left to their tables, shapes to their words. */
void syn_markdown_add(struct syn_text *out,
                      const struct syn_document *document);

#endif
