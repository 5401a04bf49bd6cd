/* stats/nowcast.h - how many will there be when all is registered?
 *
 * A triangle holds what occurred in each period by how late it was registered.
 * The delays of the past say how complete a recent period is.  Pure.
 *
 * Lawless JF. Adjustments for reporting delays and the prediction of occurred
 * but not reported events. Can J Statist 1994; 22:15-31.  Mack T.
 * Distribution-free calculation of the standard error of chain ladder reserve
 * estimates. ASTIN Bull 1993; 23:213-225.  England PD, Verrall RJ. Stochastic
 * claims reserving in general insurance. Brit Actuarial J 2002; 8:443-518. */
#ifndef SAMSYN_STATS_NOWCAST_H
#define SAMSYN_STATS_NOWCAST_H

#include <stdbool.h>
#include <stddef.h>

#include <samsyn/stats/random.h>
#include <samsyn/stats/refusal.h>

/* CELLS[t * DELAYS + d]: what occurred in period t and was registered d periods
 * later; seen if t + d <= AS_OF, else not looked at.  WINDOW: only the newest
 * so many periods that have a delay tell of it; 0 is all. */
struct syn_triangle {
    const double *cells;
    size_t periods, delays, as_of, window;
};

/* How many of the delays of PERIOD have been seen, at least 1. */
size_t syn_triangle_seen(const struct syn_triangle *triangle, size_t period);

/* HAZARD[d] is the share of what was registered within d periods that was so in
 * the last of them, CDF[d] the share of all that is registered within d: the
 * product of 1 - HAZARD over later delays.  Each has room for DELAYS.  HITS and
 * OF, the numerators and denominators, too; NULL if not wanted.
 *
 * Refuses: negative-count, domain (not finite), no-events. */
enum syn_refusal syn_delay_curve(double *hazard,
                                 double *cdf,
                                 double *hits,
                                 double *of,
                                 const struct syn_triangle *triangle);

/* Late reports, given REPORTED and completeness F: negative binomial, from a
 * gamma prior of the rate with shape A and rate B.  MEAN (1 - F)(A + REPORTED)
 * / (B + F), SIZE A + REPORTED. */
struct syn_late {
    double mean, size;
};
struct syn_late syn_late_reports(double reported, double f, double a, double b);

/* Limits of the number of late reports at ALPHA / 2 to either side.  DRAWS of
 * the hazards (each from the beta distribution that Dirichlet draws of the
 * delays have, one half added to each cell) make a mixture; 0 draws take the
 * curve as known.  WORK is DRAWS doubles. */
struct syn_late_options {
    double a, b, alpha;
    size_t draws;
    const double *hits, *of;
};
enum syn_refusal syn_late_limits(double *lower,
                                 double *upper,
                                 double reported,
                                 double f,
                                 size_t seen,
                                 size_t delays,
                                 const struct syn_late_options *options,
                                 struct syn_random *random,
                                 double *work);

/* The root mean square errors of the chain ladder, of each period (SE, NaN
 * where nothing was reported) and of the TOTAL, from the quasi-Poisson model
 * with a factor for period and one for delay; PHI is its dispersion, not
 * floored. Refuses: too-few-points, numeric. */
size_t syn_ladder_work(const struct syn_triangle *triangle);
enum syn_refusal syn_ladder_error(double *se,
                                  double *total,
                                  double *phi,
                                  const double *cdf,
                                  const struct syn_triangle *triangle,
                                  double *work);

/* Mack's chain ladder on the cumulated triangle: FACTOR and SIGMA have room for
 * DELAYS - 1, ULTIMATE and SE for PERIODS.  LOG_LINEAR extrapolates the last
 * sigma from the others' logarithms instead of by Mack's rule.  Amounts may
 * fall from delay to delay, but a sum of amounts must be above 0.  Refuses:
 * too-few-points (under 3 delays or periods), no-events, domain, numeric. */
enum syn_refusal syn_mack(double *factor,
                          double *sigma,
                          double *ultimate,
                          double *se,
                          double *total,
                          const struct syn_triangle *triangle,
                          bool log_linear);

#endif
