/* report/page.h - short documents, one question each: what a command prints.
 *
 * Like a briefing they are made of released figures only. */
#ifndef SAMSYN_REPORT_PAGE_H
#define SAMSYN_REPORT_PAGE_H

#include <samsyn/assess/beside.h>
#include <samsyn/report/compose.h>

/* What pages are made from. */
struct syn_page_from {
    const struct syn_release *release;
    const struct syn_findings *findings;
    const struct syn_catalogue *catalogue;
    enum syn_lang lang;
};

/* "How many?": the series of CUT, a table each. */
struct syn_document *syn_page_series(const struct syn_page_from *from,
                                     const struct syn_cut *cut,
                                     struct syn_arena *arena);

/* "Has it changed since the agreement?": the agreement period against its
 * baseline, of the indicators in CUT.  Without a single comparison there is
 * one sentence that says so. */
struct syn_document *syn_page_comparison(const struct syn_page_from *from,
                                         const struct syn_cut *cut,
                                         struct syn_arena *arena);

/* "Has it changed more than elsewhere?": the N ROWS, of figures that others
 * publish. */
struct syn_document *syn_page_beside(const struct syn_beside *rows,
                                     size_t n,
                                     const struct syn_page_from *from,
                                     struct syn_arena *arena);

/* "Where does this number come from?": what INDICATOR counts and how, the
 * figure of GROUP and AREA (NULL: the whole place) in PERIOD, how it was
 * judged, and what it could have shown. */
struct syn_document *syn_page_explain(const struct syn_page_from *from,
                                      const struct syn_indicator *indicator,
                                      const struct syn_group *group,
                                      const char *area,
                                      struct syn_period period,
                                      struct syn_arena *arena);

/* The trend of SERIES up to PERIOD as a picture; NULL if less than four
 * quarters of it are shown, or if it is not one of quarters. */
enum syn_status syn_page_figure(const struct syn_figure **out,
                                const struct syn_page_from *from,
                                const struct syn_released *series,
                                struct syn_period period,
                                struct syn_arena *arena,
                                struct syn_diag *diag) SYN_NODISCARD;

#endif
