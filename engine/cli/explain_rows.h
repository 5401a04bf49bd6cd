/* explain_rows.h - the rows behind a figure, for the analyst.  Private to cli.
 */
#ifndef SAMSYN_CLI_EXPLAIN_ROWS_H
#define SAMSYN_CLI_EXPLAIN_ROWS_H

#include <jansson.h>

#include <samsyn/measure/trace.h>
#include <samsyn/report/document.h>

/* Adds what TRACE found: of each part, its extracts with lines, and how many
 * rows have which value of a column.  Long lists end with how many are left
 * out. */
void syn_cli_add_rows(struct syn_document *document,
                      const struct syn_trace *trace);

/* The same as JSON, whole. */
json_t *syn_cli_rows_json(const struct syn_trace *trace);

#endif
