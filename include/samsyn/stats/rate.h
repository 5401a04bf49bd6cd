/* stats/rate.h - rates of rare events and how sure we are of them.
 *
 * Pure: numbers in, a struct out.  Nothing here allocates, prints, reads a
 * clock or a file, or keeps state. */
#ifndef SAMSYN_STATS_RATE_H
#define SAMSYN_STATS_RATE_H

#include <samsyn/base/status.h>
#include <samsyn/stats/refusal.h>

/* EVENTS per EXPOSURE, times the multiplier asked for, with a two-sided
 * confidence interval.  All three are in the same unit, for example "per
 * 1000 inhabitants". */
struct syn_rate {
    double value, lower, upper;
    enum syn_refusal refusal;
};

/* Estimates the rate of a Poisson process by the exact method of Garwood
 * (1936), which is right for small counts, zero included.
 *
 * EVENTS      Count seen, >= 0, up to 1e9.  May be fractional when weighted.
 * EXPOSURE    What could have had an event, > 0: inhabitants, person-years.
 * PER         Multiplier of the result, > 0: 1000 for "per 1000".
 * CONFIDENCE  Between 0 and 1, exclusive: 0.95.
 *
 * Returns SYN_OK, or SYN_EDOMAIN with the refusal negative-count,
 * zero-exposure, domain (an argument is out of range or not finite) or numeric;
 * then the numbers are NaN.
 *
 * Garwood F. Fiducial limits for the Poisson distribution. Biometrika 1936;
 * 28:437-442. */
enum syn_status syn_rate_garwood(struct syn_rate *out,
                                 double events,
                                 double exposure,
                                 double per,
                                 double confidence) SYN_NODISCARD;

/* The same with mid-P limits, which count only half of the probability of what
 * was seen: their coverage is nearer to CONFIDENCE, where Garwood's is above
 * it.  EVENTS must be whole, else the refusal is fractional-count.
 *
 * Cohen GR, Yang SY. Mid-P confidence intervals for the Poisson expectation.
 * Stat Med 1994; 13:2189-2203. */
enum syn_status syn_rate_midp(struct syn_rate *out,
                              double events,
                              double exposure,
                              double per,
                              double confidence) SYN_NODISCARD;

#endif
