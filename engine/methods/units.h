/* units.h - amounts by unit, sorted, for gini and lorenz.  Private to methods.
 */
#ifndef SAMSYN_METHODS_UNITS_H
#define SAMSYN_METHODS_UNITS_H

#include <samsyn/stats/gini.h>

#include "stat.h"

struct syn_units {
    double *sorted;
    size_t n;
    struct syn_gini gini;
};

/* Reads the column value, --units and --base, and measures.  False, and it is
 * refused or STATUS is set, if that cannot be. */
bool syn_units_read(struct syn_units *out, struct syn_stat *s);

#endif
