/* stats/share.h - how many of how many, and how sure we are of it.
 *
 * Shares are between 0 and 1; so are their limits.  Pure. */
#ifndef SAMSYN_STATS_SHARE_H
#define SAMSYN_STATS_SHARE_H

#include <samsyn/base/status.h>
#include <samsyn/stats/refusal.h>

struct syn_share {
    double value, lower, upper;
    enum syn_refusal refusal;
};

/* The share of PART in WHOLE with Wilson's score interval, whose coverage is on
 * average what it says.
 *
 * PART        >= 0, at most WHOLE; may be fractional when weighted.
 * WHOLE       > 0.
 * CONFIDENCE  Between 0 and 1, exclusive: 0.95.
 *
 * Returns SYN_OK, or SYN_EDOMAIN with the refusal negative-count,
 * zero-exposure (WHOLE <= 0), numerator-exceeds-denominator, domain (an
 * argument is out of range or not finite) or numeric; then the numbers are NaN.
 *
 * Wilson EB. Probable inference, the law of succession, and statistical
 * inference. JASA 1927; 22:209-212. */
enum syn_status syn_share_wilson(struct syn_share *out,
                                 double part,
                                 double whole,
                                 double confidence) SYN_NODISCARD;

/* The same with the exact interval, whose coverage is never below CONFIDENCE.
 * Both counts must be whole, else the refusal is fractional-count.
 *
 * Clopper CJ, Pearson ES. The use of confidence or fiducial limits illustrated
 * in the case of the binomial. Biometrika 1934; 26:404-413. */
enum syn_status syn_share_exact(struct syn_share *out,
                                double part,
                                double whole,
                                double confidence) SYN_NODISCARD;

/* The same with mid-P limits, which count only half of the probability of what
 * was seen. */
enum syn_status syn_share_midp(struct syn_share *out,
                               double part,
                               double whole,
                               double confidence) SYN_NODISCARD;

/* Limits of a share as logarithms of its odds, which hold shares as near to 0
 * and 1 as there are; infinite at none and all.  UNBIASED is the
 * median-unbiased estimate. */
struct syn_odds {
    double lower, upper, unbiased;
};

/* The limits that leave TAIL on either side of PART in WHOLE, both whole.  What
 * was seen counts in a tail with WEIGHT: 1 is exact, a half is mid-P.  Returns
 * SYN_EDOMAIN if they cannot be found. */
enum syn_status syn_odds_limits(struct syn_odds *out,
                                double part,
                                double whole,
                                double weight,
                                double tail) SYN_NODISCARD;

/* The two-sided p-value, twice the smaller tail, of the odds exp(LOG_ODDS). */
double syn_odds_test(double part, double whole, double weight, double log_odds);

#endif
