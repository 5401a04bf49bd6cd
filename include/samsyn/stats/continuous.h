/* stats/continuous.h - the distributions of measured values and of tests.
 *
 * Tails and densities are pure and defined for every argument: outside the
 * domain they are NaN.  Quantiles return SYN_OK, or SYN_EDOMAIN if a parameter
 * is outside its range or the round trip fails; then OUT is NaN.  Student's t
 * and F are beta in disguise and go through its tails and root finder. */
#ifndef SAMSYN_STATS_CONTINUOUS_H
#define SAMSYN_STATS_CONTINUOUS_H

#include <samsyn/stats/distribution.h>
#include <samsyn/stats/quantile.h>

struct syn_tails syn_normal_tails(double z);
double syn_normal_density(double z);
enum syn_status
syn_normal_quantile(double *out, double p, enum syn_tail tail) SYN_NODISCARD;

/* Student's t on DF > 0 degrees of freedom, not necessarily whole. */
struct syn_tails syn_t_tails(double t, double df);
double syn_t_density(double t, double df);
enum syn_status syn_t_quantile(double *out,
                               double p,
                               enum syn_tail tail,
                               double df) SYN_NODISCARD;

/* F on DF1 and DF2 > 0 degrees of freedom; F < 0 has nothing below. */
struct syn_tails syn_f_tails(double f, double df1, double df2);
double syn_f_density(double f, double df1, double df2);
enum syn_status syn_f_quantile(double *out,
                               double p,
                               enum syn_tail tail,
                               double df1,
                               double df2) SYN_NODISCARD;

/* Chi-squared on DF > 0. */
struct syn_tails syn_chisq_tails(double x, double df);

/* Densities of the gamma with scale 1 and of the beta. */
double syn_gamma_density(double x, double shape);
double syn_beta_density(double x, double a, double b);

#endif
