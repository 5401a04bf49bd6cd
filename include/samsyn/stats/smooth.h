/* stats/smooth.h - exponential smoothing.
 *
 * Each method gives one-step forecasts of the rows and a state from which the
 * future is told.  Its weights are given, or those with the least sum of
 * squared one-step errors; NaN asks for that.  Series are complete.  Pure.
 *
 * Brown RG. Statistical Forecasting for Inventory Control. 1959.  Holt CC. Int
 * J Forecasting 2004; 20:5-10.  Winters PR. Manag Sci 1960; 6:324-342.  Hyndman
 * RJ, Koehler AB, Ord JK, Snyder RD. Forecasting with Exponential Smoothing.
 * 2008.  Croston JD. Oper Res Q 1972; 23:289-303. */
#ifndef SAMSYN_STATS_SMOOTH_H
#define SAMSYN_STATS_SMOOTH_H

#include <stdbool.h>
#include <stddef.h>

#include <samsyn/stats/refusal.h>

/* More positions in a cycle are not smoothed one by one. */
enum { SYN_SMOOTH_MAX_CYCLE = 366 };

enum syn_smooth_kind {
    SYN_SMOOTH_LEVEL,          /* level alone: ses, ETS ANN */
    SYN_SMOOTH_SLOPE,          /* and a slope: ETS AAN */
    SYN_SMOOTH_SEASON,         /* level and season: ETS ANA */
    SYN_SMOOTH_HOLT_WINTERS,   /* level, slope, additive season */
    SYN_SMOOTH_MULTIPLICATIVE, /* level, slope, season as a factor */
};

/* A state: SEASONAL[k] belongs to the position of row k, for k < CYCLE. */
struct syn_smooth_state {
    double level, slope;
    double seasonal[SYN_SMOOTH_MAX_CYCLE];
};

/* A model, weights and all.  SSE is over ERRORS one-step errors. */
struct syn_smooth {
    enum syn_smooth_kind kind;
    size_t cycle;
    double alpha, beta, gamma;
    struct syn_smooth_state start, end;
    double sse;
    size_t errors, n;
};

/* Simple smoothing from the level START before row 0; NaN takes the first value
 * and begins at the second.  FITTED has room for N.  Refuses: too-few-points
 * (under 2 rows), domain (ALPHA outside 0..1). */
enum syn_refusal syn_smooth_simple(struct syn_smooth *out,
                                   double *fitted,
                                   const double *y,
                                   size_t n,
                                   double alpha,
                                   double start);

/* Holt and Winters, from the classical decomposition of the first two cycles:
 * slope and level by a line through its trend, season by its figure; from row
 * CYCLE on.  WORK is 6 CYCLE doubles.  Refuses: too-few-points (under two
 * cycles), domain (a weight outside 0..1, MULTIPLICATIVE with values that are
 * not positive throughout), numeric. */
enum syn_refusal syn_smooth_holt_winters(struct syn_smooth *out,
                                         double *fitted,
                                         const double *y,
                                         size_t n,
                                         size_t cycle,
                                         bool multiplicative,
                                         const double weights[3],
                                         double *work);

/* State-space smoothing with additive errors (ETS ANN, AAN, ANA): weights and
 * start with the least sum of squares.  The start is solved for, as errors are
 * linear in it.  BETA is in the form b += beta e.  WORK is syn_smooth_work()
 * doubles.  Refuses: too-few-points, domain, no-variation (a perfect fit),
 * numeric. */
size_t syn_smooth_work(size_t n, size_t cycle);
enum syn_refusal syn_smooth_ets(struct syn_smooth *out,
                                double *fitted,
                                enum syn_smooth_kind kind,
                                const double *y,
                                size_t n,
                                size_t cycle,
                                const double weights[3],
                                double *work);

/* Weights and free numbers of the start. */
size_t syn_smooth_parameters(const struct syn_smooth *model);

/* What is expected H (1, 2, ...) rows after the last, and by how much its
 * variance exceeds that of one step. */
double syn_smooth_forecast(const struct syn_smooth *model, size_t h);
double syn_smooth_growth(const struct syn_smooth *model, size_t h);

/* Croston's sizes and intervals of the rows that are not 0, both smoothed with
 * ALPHA from their first value.  FITTED is the rate forecast for each row, NaN
 * until one is known.  Refuses: too-few-points (under two such rows), domain,
 * negative-count. */
struct syn_croston {
    double demand, interval;
    size_t nonzero;
};
enum syn_refusal syn_croston(struct syn_croston *out,
                             double *fitted,
                             const double *y,
                             size_t n,
                             double alpha);

#endif
