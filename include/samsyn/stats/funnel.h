/* stats/funnel.h - which areas differ by more than their size explains.
 *
 * The observed events of an area against the expected; small areas vary more,
 * and the limits open like a funnel.  Pure.
 *
 * Spiegelhalter DJ. Funnel plots for comparing institutional performance. Stat
 * Med 2005; 24:1185-1202.  Spiegelhalter D et al. Statistical methods for
 * healthcare regulation. JRSS A 2012; 175:1-47.  DerSimonian R, Laird N.
 * Meta-analysis in clinical trials. Control Clin Trials 1986; 7:177-188. */
#ifndef SAMSYN_STATS_FUNNEL_H
#define SAMSYN_STATS_FUNNEL_H

#include <stdbool.h>
#include <stddef.h>

#include <samsyn/stats/refusal.h>

enum syn_funnel_form {
    SYN_FUNNEL_EXACT,        /* quantiles of the count */
    SYN_FUNNEL_INTERPOLATED, /* the same, between whole counts */
    SYN_FUNNEL_FINGERTIPS,   /* Byar's limits of the area's own ratio */
    SYN_FUNNEL_ADDITIVE,     /* square roots, with variance between areas */
    SYN_FUNNEL_SHMI,         /* logarithms, as FunnelPlotR prints them */
    SYN_FUNNEL_CQC,          /* as additive, not squared back */
};

/* How much areas vary beyond chance.  PHI is the mean of the squared scores,
 * TAU2 the variance between areas. */
struct syn_funnel_spread {
    double phi, tau2;
};

/* From N areas with OBSERVED and EXPECTED (> 0).  FORM additive, cqc: z = 2
 * (sqrt O - sqrt E), winsorised at TRIM and 1 - TRIM (0..0.5); shmi: z = sqrt E
 * ln(O / E), the outermost ranks dropped.  WORK is 3 N doubles.  Refuses:
 * no-data, undefined-logit (shmi: an O of 0). */
enum syn_refusal syn_funnel_spread(struct syn_funnel_spread *out,
                                   const double *observed,
                                   const double *expected,
                                   size_t n,
                                   enum syn_funnel_form form,
                                   double trim,
                                   double *work);

/* One area.  Its count is Poisson with mean TARGET * EXPECTED, or binomial of
 * TRIALS (> 0) with that mean; TRIALS 0 is Poisson. */
struct syn_funnel_area {
    double observed, expected, trials, target;
};

/* Limits are of the ratio OBSERVED / EXPECTED; for fingertips without TRIALS
 * they are the area's own interval.  DIRECTION 1 or -1 with BEYOND 2 is outside
 * the 99.8 % limits, with 1 outside those of 95 %. */
struct syn_funnel {
    double ratio, lower95, upper95, lower998, upper998, z, p_mid;
    int direction, beyond;
};

/* OBSERVED may be NaN: then only limits are made.  Refuses: negative-count,
 * fractional-count (exact, interpolated), zero-exposure,
 * numerator-exceeds-denominator, undefined-logit (shmi), domain, numeric. */
enum syn_refusal syn_funnel(struct syn_funnel *out,
                            const struct syn_funnel_area *area,
                            enum syn_funnel_form form,
                            double tau2);

#endif
