/* stats/contrast.h - comparisons of counts by other rules than mid-P, kept
 * because others use them.  The defaults stand in stats/compare.h.  Pure. */
#ifndef SAMSYN_STATS_CONTRAST_H
#define SAMSYN_STATS_CONTRAST_H

#include <stdbool.h>

#include <samsyn/stats/compare.h>

/* The ratio with limits and p-value from the normal distribution of its
 * logarithm, which is right for large counts only.  Both counts must be above
 * 0, else the refusal is no-events. */
enum syn_status syn_ratio_wald(struct syn_ratio *out,
                               struct syn_window window,
                               struct syn_window reference,
                               double confidence) SYN_NODISCARD;

/* p-value of equal rates: the probability, under the pooled rate, of a
 * difference as large as that seen, in units of its standard error: under the
 * pooled rate (SCORE) or with each count as its own variance.  NaN if it is
 * outside the domain or the sum of the counts is above 2e6.
 *
 * Krishnamoorthy K, Thomson J. J Stat Plan Inference 2004; 119:23-35. */
double
syn_e_test(struct syn_window window, struct syn_window reference, bool score);

/* The logarithm of a ratio of ratios and its standard error; all four counts
 * must be above 0, else the refusal is no-events.  VALUE, LOWER, UPPER of OUT
 * are ratios. */
struct syn_log_ratio {
    double log, error, z;
};

enum syn_status syn_contrast_log(struct syn_ratio *out,
                                 struct syn_log_ratio *log,
                                 const struct syn_contrast *contrast,
                                 double confidence) SYN_NODISCARD;

/* The ratio of ratios given all margins, which leaves a hypergeometric
 * distribution: right for small counts.  WEIGHT is 1/2 for mid-P, 1 for central
 * limits.  PHI of CONTRAST must be 1.
 *
 * Refusals: domain, negative-count, fractional-count, zero-exposure, both-zero
 * (the treated, the control or both after had none), numeric (a sum of counts
 * above 1e9).
 *
 * Cornfield J. Proc 3rd Berkeley Symp 1956; 4:135-148. */
enum syn_status syn_contrast_exact(struct syn_ratio *out,
                                   const struct syn_contrast *contrast,
                                   double confidence,
                                   double weight) SYN_NODISCARD;

#endif
