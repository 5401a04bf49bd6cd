/* season.h - the columns of a season, for rows that are yet to come as well.
 * Private to methods. */
#ifndef SAMSYN_METHODS_SEASON_H
#define SAMSYN_METHODS_SEASON_H

#include "design.h"

/* A season of PAIRS harmonics, the last of them a cosine alone if HALF; or,
 * with FACTOR, a level for each position but the first.  COLUMNS of it. */
struct syn_season {
    double cycle;
    size_t pairs, columns;
    bool half, factor;
};

/* Reads --season; "auto" is one pair from two cycles on.  More pairs than half
 * the cycle are reduced, with a warning.  False, and STATUS or a refusal is
 * set, if it cannot be used. */
bool syn_season_columns(struct syn_season *out,
                        struct syn_stat *s,
                        const struct syn_times *times);

/* Writes the COLUMNS of position S (1, 2, ...) in the year. */
void syn_season_fill(double *x, const struct syn_season *season, double s);

/* The name of column I: "sin1", "cos1", "season2". */
const char *syn_season_name(const struct syn_season *season,
                            size_t i,
                            struct syn_arena *arena);

#endif
