/* stats/range.h - what would be normal for one period, judged by those before.
 *
 * The question behind every "has it gone up?": if nothing changed, how many
 * would we expect, and within what range would the count stay?  The range
 * knows the trend, the season, that counts vary more than chance alone, that
 * the expectation is itself uncertain, and that a past outbreak is not normal.
 *
 *  (1) The baseline is every usable row before the target: at least 8, or the
 *      refusal is too-few-points.
 *  (2) NaN is a row that is not available, missing or suppressed.  It is left
 *      out and keeps its place in time.  It is never zero.
 *  (3) The model is a quasi-Poisson regression.  The trend is always in; it is
 *      not asked whether it is significant.
 *  (4) From 12 usable rows one harmonic pair of the season is in, unless the
 *      cycle is 1 (half a pair when it is 2).
 *  (5) Past outbreaks are weighed down once: a row whose standardised Anscombe
 *      residual s exceeds 2.58 gets a weight proportional to 1 / s^2.
 *  (6) PHI = max(1, X^2 / df): the dispersion only ever widens the range.
 *  (7) The variance of a new count is v = PHI mu + mu^2 se^2, where se is the
 *      standard error of the expectation's logarithm; the limits are quantiles
 *      of the negative binomial with mean mu and variance v (Poisson if
 *      v <= mu).  No limit is below 0.
 *  (8) Where PHI > 1 it was estimated: the limits are at the normal tails that
 *      begin where those of t do, and the probabilities are turned into tails
 *      of t the same way.  Its degrees of freedom are rows - terms, over
 *      1 + K / 2 for the excess kurtosis K = 6 / (mu / (PHI - 1)) +
 *      1 / (PHI mu) of negative binomial counts (O'Neill 2014), and at least 6.
 *  (9) Where PHI > 1 and rows go with the one before: R, the first
 *      autocorrelation of the Pearson residuals and terms / rows, which is what
 *      a model takes from it, within 0 and .8.  Then se^2 is (1 + R) / (1 - R)
 *      times as large (Bayley and Hammersley 1946).  It only ever widens.
 * (10) Where PHI > 1 and Z > 0 of the N rows are 0, a count of 0 has at least
 *      the probability (1 + Z) / (1 + N) that the next of exchangeable rows is
 *      one of them: zeros that come in excess of any such distribution are no
 *      fall.  Without it 25 % of such series were called changed.
 * (11) Success has no NaN but the probabilities of an observation not given.
 *
 * Pure.
 *
 * Noufaily A et al. An improved algorithm for outbreak detection in multiple
 * surveillance systems. Stat Med 2013; 32:1206-1222; with the standard error
 * repaired.  O'Neill B. Some useful moment results in sampling problems. Am
 * Stat 2014; 68:282-296.  Bayley GV, Hammersley JM. The effective number of
 * independent observations in an autocorrelated time series. JRSS Suppl 1946;
 * 8:184-197. */
#ifndef SAMSYN_STATS_RANGE_H
#define SAMSYN_STATS_RANGE_H

#include <stdbool.h>
#include <stddef.h>

#include <samsyn/base/status.h>
#include <samsyn/stats/refusal.h>

/* The normal range of one count.  LO95..HI95 holds it 95 times in 100 if
 * nothing changed, LO998..HI998 998 times in 1000; the limits are whole counts
 * and belong to the range.
 *
 * P_LOW, P_HIGH   Mid-P probability of a count as low, as high, as the one
 *                 observed: half of its own and all of those beyond.
 * MID_P           Two-sided: twice the smaller, at most 1.
 * TREND, SEASON   What the model holds.
 * N_BASELINE      Rows used. */
struct syn_range {
    double expected, lo95, hi95, lo998, hi998;
    double p_low, p_high, mid_p, phi;
    size_t n_baseline;
    bool trend, season;
    enum syn_refusal refusal;
};

/* CYCLE         Periods a year, >= 1: 4 for quarters.
 * PHASE         Position in the year of row 0, from 0.
 * MIN_BASELINE  Fewest usable rows; 0 means 8.
 * SEASON_FROM   Fewest usable rows for a season; 0 means 12. */
struct syn_range_options {
    int cycle, phase;
    size_t min_baseline, season_from;
};

/* How many doubles syn_range_predict() needs for N rows. */
size_t syn_range_work(size_t n);

/* Predicts row TARGET from the rows before it.
 *
 * COUNT     N consecutive periods, oldest first, >= 0; NaN as in (2).
 * EXPOSURE  N exposures > 0, NaN as in (2); NULL is 1 for all.  A target beyond
 *           the series has the exposure of the last usable row.
 * TARGET    Index of the row to predict.  Below N, that row and those after it
 *           are not looked at (but for the target's exposure).
 * OBSERVED  The whole count to judge, >= 0, or NaN for none.
 * WORK      syn_range_work(N) doubles.
 *
 * Returns SYN_OK, or SYN_EDOMAIN with a refusal: too-few-points, no-events (the
 * baseline is all 0), negative-count, fractional-count (OBSERVED),
 * zero-exposure, missing-values (the target's exposure), domain (an argument
 * out of range or infinite), numeric (the prediction is above 1e11, or so
 * uncertain that a range would mislead: a size below .05), or one of
 * syn_glm_fit().  Then the numbers are NaN; N_BASELINE is known all the same.
 */
/* Eight arguments are what the question needs. NOLINTNEXTLINE */
enum syn_status syn_range_predict(struct syn_range *out,
                                  const double *count,
                                  const double *exposure,
                                  size_t n,
                                  size_t target,
                                  struct syn_range_options options,
                                  double observed,
                                  double *work) SYN_NODISCARD;

/* The counts at which the class would change: the largest that would be a sign
 * of a fall (outside 95 %) or a clear one (outside 99.8 %), the smallest of a
 * rise.  NaN where the lower limit is 0, as no fall can then be a sign, and
 * where RANGE was refused. */
struct syn_range_next {
    double sign_low, sign_high, clear_low, clear_high;
};

struct syn_range_next syn_range_next(const struct syn_range *range);

#endif
