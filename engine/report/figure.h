/* figure.h - the figures of a briefing, one by one.  Private to report. */
#ifndef SAMSYN_REPORT_FIGURE_H
#define SAMSYN_REPORT_FIGURE_H

#include <samsyn/plots/chart.h>

#include "parts.h"

/* A chart with what all of them share. */
struct syn_chart syn_figure_chart(const struct brief *brief);

/* Draws CHART as KIND, bare and full; TABLE holds the same numbers.  The figure
 * has no id yet. */
enum syn_status syn_figure_draw(struct syn_figure **out,
                                const struct brief *brief,
                                const char *kind,
                                struct syn_chart *chart,
                                struct syn_doc_table table) SYN_NODISCARD;

/* The history of FINDING, quarters, with the normal range of each. */
enum syn_status
syn_figure_trend(struct syn_figure **out,
                 const struct brief *brief,
                 const struct syn_finding *finding) SYN_NODISCARD;

/* Whether enough of FINDING is shown to be worth a picture. */
bool syn_figure_worth(const struct syn_finding *finding);

/* The age bands of the indicator that has most to say by age; NULL if none
 * has. */
enum syn_status syn_figure_profile(struct syn_figure **out,
                                   const struct brief *brief) SYN_NODISCARD;

#endif
