/* stats/ears.h - alarms for series too short for a model: C1, C2, C3.
 *
 * The count against the mean and standard deviation of the BASELINE rows before
 * it: just before (C1), or with two rows between (C2); C3 adds up what C2 said
 * of three rows.  Pure.
 *
 * Hutwagner L, Thompson W, Seeman GM, Treadwell T. The bioterrorism
 * preparedness and response Early Aberration Reporting System (EARS). J Urban
 * Health 2003; 80:i89-i96.  Fricker RD, Hegler BL, Dunfee DA. Comparing
 * syndromic surveillance detection methods. Stat Med 2008; 27:3407-3429. */
#ifndef SAMSYN_STATS_EARS_H
#define SAMSYN_STATS_EARS_H

#include <stdbool.h>
#include <stddef.h>

#include <samsyn/stats/refusal.h>

/* METHOD 1, 2 or 3.  Z is the normal quantile of the alarm, MIN_SIGMA the least
 * standard deviation.  SURVEILLANCE: C3's bound as that package has it, about
 * the count instead of the mean (the alarm then hardly depends on the count).
 */
struct syn_ears_options {
    int method;
    size_t baseline;
    double z, min_sigma;
    bool surveillance;
};

/* UPPER is NaN where an alarm is raised whatever the count. */
struct syn_ears {
    double mean, sd, statistic, upper;
    bool alarm;
};

/* The first row (from 0) that can be judged. */
size_t syn_ears_first(const struct syn_ears_options *options);

/* Judges ROW, at least syn_ears_first(), of the counts Y.  Refuses:
 * no-variation (a standard deviation of 0 and no MIN_SIGMA). */
enum syn_refusal syn_ears_row(struct syn_ears *out,
                              const double *y,
                              size_t row,
                              const struct syn_ears_options *options);

#endif
