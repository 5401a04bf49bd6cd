/* trend_model.h - the regression of a series on trend and season, which several
 * methods print.  Private to methods. */
#ifndef SAMSYN_METHODS_TREND_MODEL_H
#define SAMSYN_METHODS_TREND_MODEL_H

#include "fit.h"

/* A series of counts with what it is counted in.  EXPOSURE may be NULL. */
struct syn_counts {
    struct syn_times times;
    const double *count, *exposure;
    double events;
};

/* Reads t or period, count, exposure.  False: refused, or the user's mistake.
 */
bool syn_counts_read(struct syn_counts *out, struct syn_stat *s);

/* Makes the design of trend, season and covariates.  SEASON is as read, or as
 * chosen by AUTO; SOFT refuses what is too short or too few.  False as above.
 */
bool syn_trend_design(struct syn_design *out,
                      int *season,
                      const struct syn_counts *counts,
                      struct syn_stat *s);

/* Runs poisson-trend or nb-trend. */
void syn_trend_run(struct syn_stat *s, enum syn_glm_family family);

extern const struct syn_method_option syn_trend_options[];

#endif
