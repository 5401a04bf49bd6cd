/* report/compose.h - findings to a document: which sentences, tables and
 * figures, in which order.  No number is computed here. */
#ifndef SAMSYN_REPORT_COMPOSE_H
#define SAMSYN_REPORT_COMPOSE_H

#include <samsyn/assess/finding.h>
#include <samsyn/report/document.h>

/* What the document is made of, and its figures one by one for files. */
struct syn_briefing {
    struct syn_document *document;
    const struct syn_figure **figures;
    size_t n_figures;
};

/* Composes the quarterly briefing in LANG. */
enum syn_status syn_briefing_compose(struct syn_briefing *out,
                                     const struct syn_release *release,
                                     const struct syn_findings *findings,
                                     const struct syn_catalogue *catalogue,
                                     enum syn_lang lang,
                                     struct syn_arena *arena,
                                     struct syn_diag *diag) SYN_NODISCARD;

/* Adds the released figures as tidy CSV, a row a cell, to OUT.  EXCEL: ';' and
 * decimal comma, as Norwegian Excel reads it, with a byte order mark. */
void syn_tidy_add(struct syn_text *out,
                  const struct syn_release *release,
                  const struct syn_findings *findings,
                  enum syn_lang lang,
                  bool excel);

#endif
