/* stats/standardise.h - rates of populations that differ in age.
 *
 * Pure. */
#ifndef SAMSYN_STATS_STANDARDISE_H
#define SAMSYN_STATS_STANDARDISE_H

#include <stddef.h>

#include <samsyn/base/status.h>
#include <samsyn/stats/count.h>

/* N age bands: EVENTS in POPULATION, and the standard's WEIGHT, which need not
 * sum to anything.  SQUARES is, for persons with several events, the sum over
 * persons of the square of their number; NULL where events do not depend on
 * each other. */
struct syn_bands {
    const double *events, *squares, *population, *weight;
    size_t n;
};

/* VALUE is the standardised rate per unit of population, VARIANCE its. */
struct syn_standard {
    double events, population, value, variance, lower, upper;
    enum syn_refusal refusal;
};

/* The directly standardised rate.  LIMITS is how the limits of the total are
 * made, on which those of the rate are scaled: D + sqrt(V/O) (limit - O).
 *
 * Refusals: no-data, domain, negative-count, zero-population, no-events (the
 * limits of no events cannot be scaled), numeric; then the limits are NaN, and
 * all numbers but for no-events.
 *
 * Dobson AJ, Kuulasmaa K, Eberle E, Scherer J. Stat Med 1991; 10:457-462. */
enum syn_status syn_standard_dobson(struct syn_standard *out,
                                    const struct syn_bands *bands,
                                    enum syn_count_method limits,
                                    double confidence) SYN_NODISCARD;

/* The same with gamma limits, which are defined for every count and rather too
 * wide than too narrow.
 *
 * Fay MP, Feuer EJ. Stat Med 1997; 16:791-801. */
enum syn_status syn_standard_fay_feuer(struct syn_standard *out,
                                       const struct syn_bands *bands,
                                       double confidence) SYN_NODISCARD;

#endif
