/* stats/distribution.h - how probable a count is.
 *
 * The tails are samsyn's own, not GSL's, because GSL 2.7.1 is wrong for large
 * counts: gsl_cdf_gamma_Q by 0.8 % at shape 1e7 and by 68 % at 1e9,
 * gsl_cdf_beta_P is NaN from a = b = 1e6.  Here each tail is a power series or
 * a continued fraction times a saddle-point probability, to a relative 1e-11
 * for parameters up to 1e9 (measured against R).  Work grows as the root of
 * the largest parameter.
 *
 * All functions are pure and defined for every argument: outside the domain,
 * or where the work would exceed its bound (parameters above about 1e11), the
 * result is NaN.
 *
 * Loader C. Fast and accurate computation of binomial probabilities. 2000.
 * DiDonato AR, Morris AH. Algorithm 708: significant digit computation of the
 * incomplete beta function ratios. ACM TOMS 1992; 18:360-373. */
#ifndef SAMSYN_STATS_DISTRIBUTION_H
#define SAMSYN_STATS_DISTRIBUTION_H

/* Above this many events the tails would take too long, or could not be found;
 * what rests on them is refused as numeric. */
#define SYN_LARGEST_COUNT 1e11

/* LOWER is P(X <= x), UPPER is P(X > x).  Neither is one minus the other, so
 * that both are right when they are tiny. */
struct syn_tails {
    double lower, upper;
};

/* Gamma with SHAPE > 0 and scale 1, at X >= 0. */
struct syn_tails syn_gamma_tails(double x, double shape);

/* Beta with A, B > 0 at X in 0..1.  Y is 1 - X, given apart because it may be
 * too small to be formed. */
struct syn_tails syn_beta_tails(double x, double y, double a, double b);

/* Poisson with mean MU >= 0, at the whole number K; K < 0 is allowed. */
struct syn_tails syn_poisson_tails(double k, double mu);
double syn_poisson_point(double k, double mu);

/* Binomial of N trials with probability P; Q is 1 - P as above. */
struct syn_tails syn_binomial_tails(double k, double n, double p, double q);
double syn_binomial_point(double k, double n, double p, double q);

/* Negative binomial with mean MU >= 0 and SIZE > 0, real: the variance is MU +
 * MU^2 / SIZE.  Poisson when SIZE is infinite. */
struct syn_tails syn_nb_tails(double k, double mu, double size);
double syn_nb_point(double k, double mu, double size);

#endif
