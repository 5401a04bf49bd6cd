/* stats/farrington.h - Farrington's method, flexible and of 1996.
 *
 * A count is judged by those of the same season in the years before: a
 * quasi-Poisson regression, past outbreaks weighed down, the trend kept if it
 * is significant.  The standard error is the model's own (repaired); the
 * package surveillance overwrites the working weights before it is computed,
 * which makes it too small by about the root of the mean, and that can be asked
 * for.  Pure.
 *
 * Farrington CP, Andrews NJ, Beale AD, Catchpole MA. A statistical algorithm
 * for the early detection of outbreaks of infectious disease. JRSS A 1996;
 * 159:547-563.  Noufaily A et al. Stat Med 2013; 32:1206-1222.  Salmon M,
 * Schumacher D, Hoehle M. Monitoring count time series in R. J Stat Softw 2016;
 * 70:1-35 (the package). */
#ifndef SAMSYN_STATS_FARRINGTON_H
#define SAMSYN_STATS_FARRINGTON_H

#include <stdbool.h>
#include <stddef.h>

#include <samsyn/stats/refusal.h>

enum syn_farrington_form {
    SYN_FARRINGTON_REPAIRED,
    SYN_FARRINGTON_PACKAGE,
    SYN_FARRINGTON_1996,
};

enum syn_farrington_bound {
    SYN_FARRINGTON_DELTA, /* normal after a power transformation */
    SYN_FARRINGTON_NB,    /* negative binomial quantile about the mean */
    SYN_FARRINGTON_MUAN,  /* the same about the mean's upper limit */
};

/* CYCLE         Periods a year, whole.
 * YEARS         b: reference years.
 * HALF_WINDOW   w: rows to either side of a reference.
 * GROUPS        p: seasonal groups; 1 uses the windows only.
 * EXCLUDE       g: so many rows before the one judged are left out.
 * ALPHA         Probability above the bound; two-sided in the form of 1996.
 * POWER         Of delta: 2/3, 1/2 or 1 (none).
 * OUTBREAK      Residuals above this are weighed down, if REWEIGHT.
 * TREND_ALPHA   Below this p the trend stays; 1 asks only the other two
 *               conditions.  TREND_NORMAL: p from the normal distribution.
 * MIN_CASES     Fewest events in the last MIN_PERIODS rows for a bound. */
struct syn_farrington_options {
    enum syn_farrington_form form;
    enum syn_farrington_bound bound;
    size_t cycle, years, half_window, groups, exclude, min_periods;
    double alpha, power, outbreak, trend_alpha, min_cases;
    bool reweight, trend, trend_normal;
};

/* N rows; NaN in Y is missing.  OFFSET is the logarithm of a population, TIME a
 * trend variable in place of the row's index; NULL is none. */
struct syn_farrington_data {
    const double *y, *offset, *time;
    size_t n;
};

/* UPPER is NaN where there are too few cases; SCORE still is that of the bound.
 * TREND: it was kept; TREND_P is NaN if none was fitted. */
struct syn_farrington {
    double expected, phi, se_link, upper, p, score;
    double coefficient, trend_p;
    size_t baseline;
    bool trend, alarm;
};

/* The first row (from 0) with a full history. */
size_t syn_farrington_first(const struct syn_farrington_options *options);

size_t syn_farrington_work(const struct syn_farrington_data *data,
                           const struct syn_farrington_options *options);

/* Judges ROW.  Refuses: domain (windows that overlap, a parameter out of
 * range), short-history (reference rows before the first; in 1996 only if none
 * is left), missing-values (the row itself), no-events (the baseline, or the
 * row's own season in it, is all 0), or as syn_glm_fit(). */
enum syn_refusal
syn_farrington_row(struct syn_farrington *out,
                   const struct syn_farrington_data *data,
                   size_t row,
                   const struct syn_farrington_options *options,
                   double *work);

#endif
