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

/* Which released series are meant. */
struct syn_cut {
    const struct syn_indicator *const *indicators; /* N_INDICATORS; 0: all. */
    size_t n_indicators;
    const struct syn_group *group; /* NULL: all. */
    const char *area; /* A code; "all": the whole place; NULL: every area. */
    const enum syn_period_kind *kind; /* NULL: quarters and years. */
};

bool syn_cut_holds(const struct syn_cut *cut,
                   const struct syn_released *series);

/* Adds the released figures of CUT as tidy CSV, a row a cell, to OUT.  EXCEL:
 * ';' and decimal comma, as Norwegian Excel reads it.  What is not for
 * publication has SDMX's letter for that, N, in a last column conf_status. */
void syn_tidy_add(struct syn_text *out,
                  const struct syn_release *release,
                  const struct syn_findings *findings,
                  const struct syn_cut *cut,
                  enum syn_lang lang,
                  bool excel);

/* The letter of SDMX's CL_OBS_STATUS for CELL: A normal, P provisional, M
 * missing, F not yet, C confidential, N not applicable. */
const char *syn_tidy_status(const struct syn_cell *cell);

/* The assessment of PERIOD in SERIES, or NULL if there is none. */
const struct syn_point_assessed *
syn_findings_point(const struct syn_findings *findings,
                   const struct syn_released *series,
                   struct syn_period period);

#endif
