/* stats/marker.h - the recent trend of five yearly values, as Fingertips marks
 * it.  Pure.
 *
 * Fingertips, Public health data: recent trends; Armitage P. Biometrics 1955;
 * 11:375-386. */
#ifndef SAMSYN_STATS_MARKER_H
#define SAMSYN_STATS_MARKER_H

#include <samsyn/base/status.h>
#include <samsyn/stats/refusal.h>

enum { SYN_MARKER_POINTS = 5 };

/* SLOPE a year, its CHI_SQUARE on 1 degree of freedom and, for each point, the
 * slope WITHOUT it.  OUTLIER: one of those has another sign. */
struct syn_marker {
    double slope, chi_square, p, without[SYN_MARKER_POINTS];
    int outlier;
    enum syn_refusal refusal;
};

/* Five values, each with its standard error: weighted least squares.
 * Refusals: no-variation (an error is 0), domain. */
enum syn_status
syn_marker_values(struct syn_marker *out,
                  const double value[SYN_MARKER_POINTS],
                  const double error[SYN_MARKER_POINTS]) SYN_NODISCARD;

/* Five proportions PART / WHOLE: the slope of the logit, and Cochran and
 * Armitage's test.  Refusals: zero-exposure, negative-count,
 * numerator-exceeds-denominator, undefined-logit, domain. */
enum syn_status
syn_marker_shares(struct syn_marker *out,
                  const double part[SYN_MARKER_POINTS],
                  const double whole[SYN_MARKER_POINTS]) SYN_NODISCARD;

#endif
