/* explain_why.h - which rule hides a figure, for the analyst.  Private to cli.
 */
#ifndef SAMSYN_CLI_EXPLAIN_WHY_H
#define SAMSYN_CLI_EXPLAIN_WHY_H

#include <jansson.h>

#include <samsyn/release/why.h>
#include <samsyn/report/document.h>

/* What protection would make of a figure of INDICATOR.  REFUSED: nothing at all
 * could be shown beside what is published.  ABSENT: no publication has periods
 * of its kind.  WHY means nothing then. */
struct syn_cli_protection {
    const struct syn_indicator *indicator;
    struct syn_why why;
    bool refused, absent;
};

/* Adds whether the figure would be shown, and by which rules it is not. */
void syn_cli_add_why(struct syn_document *document,
                     const struct syn_cli_protection *protection,
                     const struct syn_catalogue *catalogue);

/* The same as JSON. */
json_t *syn_cli_why_json(const struct syn_cli_protection *protection);

#endif
