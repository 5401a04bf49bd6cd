/* figure_json.h - released figures as JSON.  Private to cli. */
#ifndef SAMSYN_CLI_FIGURE_JSON_H
#define SAMSYN_CLI_FIGURE_JSON_H

#include <jansson.h>

#include "look.h"

/* One figure: period, state, count, of, person_years, estimate with its
 * interval, normal range and class; null where there is none. */
json_t *syn_cli_cell_json(const struct look *look,
                          const struct syn_released *series,
                          struct syn_period period);

/* A series with all its figures, as "cells". */
json_t *syn_cli_series_json(const struct look *look,
                            const struct syn_released *series);

#endif
