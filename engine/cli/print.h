/* print.h - results as JSON.  Private to cli. */
#ifndef SAMSYN_CLI_PRINT_H
#define SAMSYN_CLI_PRINT_H

#include <jansson.h>

/* Prints JSON, which is given up, with a newline at its end. */
void syn_cli_print_json(json_t *json);

#endif
