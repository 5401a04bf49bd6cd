/* chart.h - what the control charts share.  Private to methods. */
#ifndef SAMSYN_METHODS_CHART_H
#define SAMSYN_METHODS_CHART_H

#include "stat.h"

/* The rows that the option NAME lists ("25,2024-01"), ascending; N of them.
 * NULL with N 0 if it is not given.  False, which is the user's mistake, if one
 * is no row, comes before the one before, or is below LEAST. */
bool syn_rows_named(const size_t **rows,
                    size_t *n,
                    struct syn_stat *s,
                    const struct syn_times *times,
                    const char *name,
                    size_t least);

/* Refuses the whole (domain) if a value is so large or so small that its square
 * would be lost: beyond 1e15, or not 0 and below 1e-100. */
bool syn_beyond(struct syn_stat *s, const double *x);

/* Warns that a limit was below 0, where 0 stands in its place. */
void syn_warn_clipped(struct syn_stat *s);

/* A whole number of an option, 0 if there is none. */
size_t syn_option_whole(const struct syn_stat *s, const char *name);

/* Whether a row has a value. */
size_t syn_count_there(const double *x, size_t n);

/* The centre of a chart: --centre, or the mean of the first --baseline rows.
 * SIGMA: --sigma, or as --sigma-from says (mr if the method has no such
 * option). Refuses the whole and returns false if there is none. */
struct syn_level {
    double centre, sigma;
};
bool syn_level_read(struct syn_level *out, struct syn_stat *s, const double *y);

#endif
