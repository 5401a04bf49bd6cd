/* stats/arl.h - how long a chart runs before it signals, on average.
 *
 * The price of a chart in false alarms (no change) and in delay (a change).
 * Pure. */
#ifndef SAMSYN_STATS_ARL_H
#define SAMSYN_STATS_ARL_H

#include <stdbool.h>
#include <stddef.h>

#include <samsyn/stats/refusal.h>

/* The most states of a chain and nodes of an integral; a larger H has a run
 * length that nobody will see. */
enum { SYN_ARL_MAX_STATES = 600, SYN_ARL_MAX_NODES = 200 };

/* How many doubles the functions below need for so many states or nodes. */
size_t syn_arl_work(size_t states);

/* The Poisson CUSUM with counts of mean MU: S = max(0, S + y - K), signal at S
 * > H.  K is taken as the nearest fraction with a denominator of at most 20,
 * which makes a Markov chain of it.  WORK is for SYN_ARL_MAX_STATES.
 *
 * Refuses: domain (not MU > 0, K > 0, H >= 0), numeric (more states than
 * allowed, or a run length that is not finite).
 *
 * Brook D, Evans DA. An approach to the probability distribution of CUSUM run
 * length. Biometrika 1972; 59:539-549. */
enum syn_refusal
syn_arl_count_cusum(double *arl, double mu, double k, double h, double *work);

/* The smallest H that is a multiple of the step of K and gives an average run
 * length of at least LEAST at mean MU; and that length.  The same refusals;
 * numeric also when no H within the allowed states does. */
enum syn_refusal syn_arl_count_cusum_h(
    double *h, double *arl, double mu, double k, double least, double *work);

/* Normal values with standard deviation 1 and mean SHIFT, starting at 0.
 * TWO_SIDED: signals on either side; a one-sided EWMA is kept from falling
 * below 0. */
struct syn_arl_normal {
    double shift;
    bool two_sided;
    size_t nodes;
};

/* CUSUM with reference value K >= 0 and threshold H > 0; EWMA with weight
 * LAMBDA in 0..1 (1 excluded) and limits at L > 0 of its asymptotic standard
 * deviations; each a Fredholm equation, by Gauss-Legendre quadrature.  WORK is
 * for NODES + 1.  Refuses: domain, numeric.
 *
 * Lucas JM, Saccucci MS. Exponentially weighted moving average control schemes.
 * Technometrics 1990; 32:1-12.  Crowder SV. A simple method for studying
 * run-length distributions of EWMA charts. Technometrics 1987; 29:401-407. */
enum syn_refusal syn_arl_cusum(double *arl,
                               double k,
                               double h,
                               const struct syn_arl_normal *normal,
                               double *work);
enum syn_refusal syn_arl_ewma(double *arl,
                              double lambda,
                              double l,
                              const struct syn_arl_normal *normal,
                              double *work);

/* Limits at L standard deviations of single values: one over the probability
 * of a signal.  Refuses: domain, numeric. */
enum syn_refusal
syn_arl_shewhart(double *arl, double l, const struct syn_arl_normal *normal);

/* Counts of mean MU on a chart with limits MU0 +- L sqrt(MU0). */
enum syn_refusal
syn_arl_counts(double *arl, double mu0, double mu, double l, bool two_sided);

#endif
