/* stats/gini.h - how unevenly events fall on units.
 *
 * Chance alone makes some units have more events than others; that is why what
 * chance would give stands beside.  Pure.
 *
 * Gini C. Variabilita e mutabilita. 1912.  Bernasco W, Steenbeek W. More places
 * than crimes: implications for evaluating the law of crime concentration at
 * place. J Quant Criminol 2017; 33:451-467. */
#ifndef SAMSYN_STATS_GINI_H
#define SAMSYN_STATS_GINI_H

#include <stdbool.h>
#include <stddef.h>

#include <samsyn/stats/random.h>
#include <samsyn/stats/refusal.h>

/* From fewer units than this, chance dominates. */
enum { SYN_GINI_LEAST_UNITS = 20 };

/* Gini's coefficient G of the N amounts SORTED ascending: 0 when all have the
 * same; SUM is theirs.  CORRECTED is G n / (n - 1), NaN for one unit.  BERNASCO
 * compares with the most even spread that whole events allow when there are
 * fewer events than units; else it is G.  Refuses: no-data, negative-count,
 * no-events, domain (not finite). */
struct syn_gini {
    double sum, gini, corrected, bernasco;
};
enum syn_refusal syn_gini(struct syn_gini *out, const double *sorted, size_t n);

/* The share of the sum that the TOP (0..1) units with most have; a point
 * between two units lies on the line between them. */
double syn_gini_top(const double *sorted, size_t n, double sum, double top);

/* The middle of a simulated distribution. */
struct syn_gini_spread {
    double mean, lower, upper;
};

/* DRAWS samples of N units with replacement: G (or, BERNASCO, that) and its
 * percentiles at ALPHA / 2 to either side.  WORK is N + DRAWS doubles.  Samples
 * without events are drawn again. */
void syn_gini_bootstrap(struct syn_gini_spread *out,
                        const double *x,
                        size_t n,
                        bool bernasco,
                        double alpha,
                        size_t draws,
                        struct syn_random *random,
                        double *work);

/* DRAWS allocations of EVENTS to N units by chance; EACH gives every unit one
 * first (EVENTS >= N).  WORK as above. */
void syn_gini_chance(struct syn_gini_spread *out,
                     double events,
                     size_t n,
                     bool each,
                     double alpha,
                     size_t draws,
                     struct syn_random *random,
                     double *work);

#endif
