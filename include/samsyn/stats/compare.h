/* stats/compare.h - whether one count differs from another, and by how much.
 *
 * Two Poisson counts are compared given their sum, which leaves a binomial: no
 * rate has to be guessed, and small counts are treated exactly.  A p-value and
 * its interval come from the same construction, so that p < 1 - CONFIDENCE if
 * and only if the interval leaves out 1.  Pure. */
#ifndef SAMSYN_STATS_COMPARE_H
#define SAMSYN_STATS_COMPARE_H

#include <samsyn/base/status.h>
#include <samsyn/stats/refusal.h>

/* What was counted in a window of time, a place or a group: whole EVENTS >= 0
 * in EXPOSURE > 0 (days, person-years). */
struct syn_window {
    double events, exposure;
};

/* A ratio of rates.  VALUE is the plain ratio.  UNBIASED is the median-unbiased
 * estimate (for a ratio of ratios the plain one).  P is two-sided, against no
 * difference. */
struct syn_ratio {
    double value, unbiased, lower, upper, p;
    enum syn_refusal refusal;
};

/* The rate in WINDOW over the rate in REFERENCE with mid-P limits and p-value.
 * This is the default.  CONFIDENCE is between 0 and 1, exclusive.
 *
 * No events in REFERENCE: VALUE, UNBIASED and UPPER are infinite.  No events in
 * WINDOW: VALUE, UNBIASED and LOWER are 0.
 *
 * Returns SYN_OK, or SYN_EDOMAIN with the refusal negative-count,
 * fractional-count, zero-exposure, both-zero, domain (not finite, or CONFIDENCE
 * out of range) or numeric; then the numbers are NaN.
 *
 * Przyborowski J, Wilenski H. Homogeneity of results in testing samples from
 * Poisson series. Biometrika 1940; 31:313-323. */
enum syn_status syn_ratio_midp(struct syn_ratio *out,
                               struct syn_window window,
                               struct syn_window reference,
                               double confidence) SYN_NODISCARD;

/* The same with central exact limits (Clopper-Pearson) and p-value: never too
 * bold, often too shy. */
enum syn_status syn_ratio_exact(struct syn_ratio *out,
                                struct syn_window window,
                                struct syn_window reference,
                                double confidence) SYN_NODISCARD;

/* A change in per cent of the reference. */
struct syn_percent {
    double value, lower, upper;
    enum syn_refusal refusal;
};

/* Says RATIO as a change in per cent, 100 (ratio - 1).  REFERENCE_EVENTS is the
 * count the change is measured from: below 10 one event more or less would
 * decide the number, so it is refused as too-few-events.  A RATIO that was
 * itself refused passes its refusal on. */
enum syn_status syn_ratio_percent(struct syn_percent *out,
                                  const struct syn_ratio *ratio,
                                  double reference_events) SYN_NODISCARD;

/* A place where something was done and one like it where nothing was, each
 * before and after.  PHI >= 1 is the over-dispersion, 1 for none. */
struct syn_contrast {
    struct syn_window treated_before, treated_after;
    struct syn_window control_before, control_after;
    double phi;
};

/* How much more the treated changed than the control: the ratio after over
 * before of the one, divided by that of the other, with limits and p-value from
 * the normal distribution of its logarithm.
 *
 * Refusals as above, and too-few-events if any count is below 5: the logarithm
 * is not near enough to normal there. */
enum syn_status syn_ratio_of_ratios(struct syn_ratio *out,
                                    const struct syn_contrast *contrast,
                                    double confidence) SYN_NODISCARD;

#endif
