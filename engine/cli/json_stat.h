/* json_stat.h - released figures as JSON-stat 2.  Private to cli. */
#ifndef SAMSYN_CLI_JSON_STAT_H
#define SAMSYN_CLI_JSON_STAT_H

#include <jansson.h>

#include "look.h"

/* A collection with a dataset an indicator and kind of period: dimensions
 * group, area, period and measure (count; of, for a share).  A figure that is
 * not there is null, and "status" says why: ":" protected, ".." missing, "..."
 * not yet available, "." not applicable; "*" is a provisional figure.
 *
 * https://json-stat.org/full/ */
json_t *syn_cli_json_stat(const struct look *look);

#endif
