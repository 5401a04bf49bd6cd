/* stats/monitor.h - charts that remember: EWMA, CUSUM and the likelihood ratio.
 *
 * They find a small lasting change sooner than a Shewhart chart does.  NaN is a
 * missing point; it is left out and the memory passes over it.  Pure. */
#ifndef SAMSYN_STATS_MONITOR_H
#define SAMSYN_STATS_MONITOR_H

#include <stdbool.h>
#include <stddef.h>

#include <samsyn/stats/refusal.h>

/* VALUE is the weighted mean so far, SIGNAL 1 above UPPER, -1 below LOWER. */
struct syn_ewma_point {
    double value, lower, upper;
    int signal;
};

/* Exponentially weighted moving averages of the N values Y from CENTRE, with
 * weight LAMBDA (0..1, 1 included) on the newest; limits at L > 0 times the
 * standard deviation of the average, from that of a point, SIGMA > 0.  CLIP: no
 * limit below 0.  Refuses: domain.
 *
 * Roberts SW. Control chart tests based on geometric moving averages.
 * Technometrics 1959; 1:239-250. */
struct syn_ewma_options {
    double centre, sigma, lambda, l;
    bool clip;
};
enum syn_refusal syn_ewma(struct syn_ewma_point *points,
                          const double *y,
                          size_t n,
                          const struct syn_ewma_options *options);

/* How a value is standardised before it is summed. */
enum syn_cusum_scale {
    SYN_CUSUM_TABULAR,  /* (y - centre) / sigma */
    SYN_CUSUM_STANDARD, /* (y - centre) / sqrt(centre) */
    SYN_CUSUM_ROSSI,    /* (y - 3 centre + 2 sqrt(y centre)) / 2 sqrt(centre) */
    SYN_CUSUM_ANSCOMBE, /* 1.5 (y^(2/3) - centre^(2/3)) / centre^(1/6) */
    SYN_CUSUM_NONE,     /* y */
};

/* K is what is forgiven at each point, H where the sum is a signal.
 * AT_THRESHOLD: reaching H is a signal, not only exceeding it.  RESET: a sum
 * that has signalled starts again at 0. */
struct syn_cusum_options {
    enum syn_cusum_scale scale;
    double centre, sigma, k, h;
    bool at_threshold, reset;
};

struct syn_cusum_point {
    double standardised, high, low;
    bool signal_high, signal_low;
};

/* Sums what exceeds K upwards and downwards.  Refuses: domain (K, H negative,
 * SIGMA or, where it divides, CENTRE not above 0), negative-count (rossi,
 * anscombe).
 *
 * Page ES. Continuous inspection schemes. Biometrika 1954; 41:100-115.  Rossi
 * G, Lampugnani L, Marchi M. An approximate CUSUM procedure for surveillance of
 * health events. Stat Med 1999; 18:2111-2122. */
enum syn_refusal syn_cusum(struct syn_cusum_point *points,
                           const double *y,
                           size_t n,
                           const struct syn_cusum_options *options);

/* Sums counts Y above K per unit of EXPOSURE (NULL is 1): S = max(0, S + y - K
 * n), and marks S > H.  The arrays S and SIGNAL have room for N.  Refuses:
 * domain, negative-count, zero-exposure.
 *
 * Lucas JM. Counted data CUSUM's. Technometrics 1985; 27:129-144. */
struct syn_count_cusum_options {
    double k, h;
    bool reset;
};
enum syn_refusal syn_count_cusum(double *s,
                                 bool *signal,
                                 const double *y,
                                 const double *exposure,
                                 size_t n,
                                 const struct syn_count_cusum_options *options);

/* The k that is best against a rise of MU0 to MU1 per unit of exposure. */
double syn_count_cusum_k(double mu0, double mu1);

/* The generalised likelihood ratio for a rise of unknown size at an unknown
 * time: G = max over k <= n of the log-likelihood ratio of the counts k..n, Y
 * against EXPECTED (> 0).  ALARM at G >= THRESHOLD; with RESET, what follows an
 * alarm starts anew.  Refuses: domain, negative-count, no-events (EXPECTED is
 * not above 0).
 *
 * Hoehle M, Paul M. Count data regression charts for the monitoring of
 * surveillance time series. Comput Stat Data Anal 2008; 52:4357-4368. */
struct syn_glr_options {
    double threshold;
    bool reset;
};
enum syn_refusal syn_glr(double *glr,
                         bool *alarm,
                         const double *y,
                         const double *expected,
                         size_t n,
                         const struct syn_glr_options *options);

#endif
