/* print.h - results as JSON and CSV.  Private to cli. */
#ifndef SAMSYN_CLI_PRINT_H
#define SAMSYN_CLI_PRINT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include <jansson.h>

/* Prints JSON, which is given up, with a newline at its end. */
void syn_cli_print_json(json_t *json);

/* VALUE, or null if it is no number or not finite. */
json_t *syn_cli_number_json(double value);

/* Writes the N bytes at S as a field of RFC 4180, as they are.  ALONE: it is
 * the only field of its record, and quoted if it is empty. */
void syn_cli_print_field(FILE *file, const char *s, size_t n, bool alone);

#endif
