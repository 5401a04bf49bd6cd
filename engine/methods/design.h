/* design.h - a regression put together from columns with names.  Private to
 * methods. */
#ifndef SAMSYN_METHODS_DESIGN_H
#define SAMSYN_METHODS_DESIGN_H

#include <samsyn/stats/glm.h>

#include "stat.h"

/* A model of the rows of a table.  Columns have a value for every row; a row
 * with a missing one is left out when the model is made.
 *
 * BASE      Every level of the factors, the reference too, as a column of 0 and
 * 1; BASE_TERM is its name. DATA, ROW What was made: the rows used and which
 * they were. */
struct syn_design {
    struct syn_stat *s;
    const double *y, *exposure, *weight;
    double per;
    const char *term[SYN_GLM_MAX_TERMS];
    const double *column[SYN_GLM_MAX_TERMS], *base[SYN_GLM_MAX_TERMS];
    const char *base_term[SYN_GLM_MAX_TERMS];
    size_t p, n_bases;
    bool intercept;
    struct syn_glm_data data;
    size_t *row;
};

/* What a season is: NONE, K pairs of harmonics, one level a position. */
enum { SYN_SEASON_NONE = 0, SYN_SEASON_FACTOR = -1, SYN_SEASON_AUTO = -2 };

void syn_design_begin(struct syn_design *d,
                      struct syn_stat *s,
                      const double *y,
                      const double *exposure);

/* Adds a column.  Too many set the status of S. */
void syn_design_add(struct syn_design *d,
                    const char *term,
                    const double *column);

/* Adds "intercept"; "trend" in the unit of --time-unit; the season. */
void syn_design_intercept(struct syn_design *d);
void syn_design_trend(struct syn_design *d, const struct syn_times *times);
void syn_design_season(struct syn_design *d,
                       const struct syn_times *times,
                       int season);

/* Adds the numeric columns named in the option NAME. */
void syn_design_covariates(struct syn_design *d, const char *name);

/* Makes the model; false if no row is left (refused: no-data). */
bool syn_design_make(struct syn_design *d);

/* The first term whose rows have no event at all, although it is a level of a
 * factor; NULL if there is none. */
const char *syn_design_separated(const struct syn_design *d);

/* --season as a number; false if it is none, after saying so. */
bool syn_season_read(int *out, struct syn_stat *s);

/* How many harmonic pairs a cycle allows. */
int syn_season_most(double cycle);

#endif
