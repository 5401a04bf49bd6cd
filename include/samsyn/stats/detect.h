/* stats/detect.h - what size of change a count could have shown.
 *
 * Pure.  Gu K, Ng HKT, Tang ML, Schucany WR. Biometrical J 2008; 50:283-298.
 * Krishnamoorthy K, Thomson J. J Stat Plan Inference 2004; 119:23-35. */
#ifndef SAMSYN_STATS_DETECT_H
#define SAMSYN_STATS_DETECT_H

#include <stddef.h>

#include <samsyn/base/status.h>
#include <samsyn/stats/compare.h>

/* RISE and FALL are ratios of rates: the smallest rise and the mildest fall
 * that is found with the power asked for.  FALL is NaN where not even a fall to
 * nothing would be; POWER_OF_NONE is its power (NaN in the log form). */
struct syn_detect {
    double rise, fall, power_of_none;
    enum syn_refusal refusal;
};

/* A baseline of EVENTS > 0 (an expectation, not necessarily whole) in EXPOSURE,
 * and the exposure FOLLOW_UP after it.  ALPHA is two-sided. */
struct syn_detect_question {
    struct syn_window baseline;
    double follow_up, alpha, power, phi;
};

/* How many doubles syn_detect_exact() needs. */
size_t syn_detect_work(double events);

/* With the mid-P test of stats/compare.h, for PHI = 1 and at most 1e6 events.
 * Refusals: domain, zero-exposure, negative-count, no-events, numeric. */
enum syn_status syn_detect_exact(struct syn_detect *out,
                                 const struct syn_detect_question *question,
                                 double *work) SYN_NODISCARD;

/* With the normal distribution of the logarithm of the ratio. */
enum syn_status
syn_detect_log(struct syn_detect *out,
               const struct syn_detect_question *question) SYN_NODISCARD;

#endif
