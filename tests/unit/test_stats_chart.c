#include "test.h"

#include <math.h>

#include <gsl/gsl_errno.h>

#include <samsyn/stats/arl.h>
#include <samsyn/stats/control.h>
#include <samsyn/stats/monitor.h>
#include <samsyn/stats/ranges.h>
#include <samsyn/stats/runs.h>
#include <samsyn/stats/sample.h>
#include <samsyn/stats/xmr.h>

enum { N = 16, ROOM = 490000 };

static const double y[N] = {3, 5, 4, 8, 2, 6, 7, 3, 5, 4, 9, 5, 4, 6, 3, 18};
static struct syn_chart_point points[N];
static struct syn_chart_segment segments[3];
static double work[2 * N];

static void assert_near(double got, double want, double tolerance)
{
    if (!(fabs(got - want) <= tolerance * fmax(1, fabs(want))))
        fail_msg("got %.17g, want %.17g", got, want);
}

static struct syn_chart_options options(enum syn_chart chart)
{
    return (struct syn_chart_options){
        .chart = chart,
        .sigma = 3,
        .probability = 0.00135,
        .centre = NAN,
        .d2 = SYN_D2,
        .d4 = SYN_D4,
        .screen = true,
    };
}

static enum syn_refusal
make(const double *x, const double *n, const struct syn_chart_options *o)
{
    return syn_chart_make(points, segments, x, n, N, o, work);
}

/* R 4.2.2: mean(y), mean(abs(diff(y))), 2.66 times it; screened once. */
static void the_limits_of_individuals_stand_on_moving_ranges(void **state)
{
    struct syn_xmr_point p[N];
    struct syn_xmr_segment s[1];
    struct syn_xmr_options o = {.trend_points = 7, .shift_points = 7};
    (void)state;
    assert_int_equal(syn_xmr_chart(p, s, y, N, &o), SYN_REFUSAL_NONE);
    assert_near(s[0].mean, 5.75, 1e-14);
    assert_near(s[0].amr, 3.66666666666667, 1e-13);
    assert_near(s[0].lower, -4.00333333333333, 1e-13);
    assert_near(s[0].upper, 15.50333333333333, 1e-13);
    assert_int_equal(p[15].rule, SYN_XMR_OUTSIDE);
    assert_int_equal(syn_xmr_towards(&p[15]), 1);
    assert_int_equal(p[14].rule, SYN_XMR_NONE);
    o.screen = o.clip = true;
    assert_int_equal(syn_xmr_chart(p, s, y, N, &o), SYN_REFUSAL_NONE);
    assert_near(s[0].amr_screened, 2.85714285714286, 1e-13);
    assert_near(s[0].upper, 13.35, 1e-13);
    assert_near(s[0].lower, 0, 0);
}

/* By hand: rows 1 to 7 rise, and rows 8 to 14 lie below the mean; the turning
 * point belongs to what comes after it. */
static void every_point_of_a_pattern_is_marked(void **state)
{
    const double x[] = {11, 12, 13, 14, 15, 16, 17, 6, 7, 6, 7, 6, 7, 6, 30, 5};
    struct syn_xmr_point p[N];
    struct syn_xmr_segment s[1];
    const struct syn_xmr_options o = {.trend_points = 7, .shift_points = 7};
    (void)state;
    assert_int_equal(syn_xmr_chart(p, s, x, N, &o), SYN_REFUSAL_NONE);
    for (size_t i = 0; i < 7; i++) {
        assert_int_equal(p[i].rule, SYN_XMR_TREND);
        assert_int_equal(p[i].direction, 1);
    }
    for (size_t i = 7; i < 14; i++)
        assert_int_equal(p[i].rule, SYN_XMR_SHIFT);
    assert_int_equal(syn_xmr_towards(&p[8]), -1);
}

/* By hand: mean 0, average range 1 within the first segment; two of three. */
static void two_of_three_counts_points_outside_only_when_asked(void **state)
{
    const double x[] = {0, 1, 0, -1, 0, 1, 0, -1, 0, 1, 0, -1, 2, 3, 1, -6};
    struct syn_xmr_point p[N];
    struct syn_xmr_segment s[1];
    struct syn_xmr_options o = {
        .trend_points = 7, .shift_points = 7, .baseline = 12};
    (void)state;
    assert_int_equal(syn_xmr_chart(p, s, x, N, &o), SYN_REFUSAL_NONE);
    assert_near(s[0].upper, 2.66, 1e-13);
    assert_true(p[13].outside);
    assert_false(p[12].two_of_three);
    o.outward = true;
    assert_int_equal(syn_xmr_chart(p, s, x, N, &o), SYN_REFUSAL_NONE);
    assert_true(p[13].two_of_three);
    assert_true(p[12].two_of_three);
    assert_int_equal(p[13].rule, SYN_XMR_OUTSIDE);
}

static void what_does_not_vary_has_no_limits(void **state)
{
    const double same[N] = {0};
    const double gaps[N] = {NAN, NAN, 1, NAN, NAN, NAN, NAN, NAN,
                            NAN, NAN, 2, NAN, NAN, NAN, NAN, NAN};
    struct syn_xmr_point p[N];
    struct syn_xmr_segment s[1];
    const struct syn_xmr_options o = {.trend_points = 7, .shift_points = 7};
    struct syn_chart_options c = options(SYN_CHART_C);
    (void)state;
    assert_int_equal(syn_xmr_chart(p, s, same, N, &o),
                     SYN_REFUSAL_NO_VARIATION);
    assert_int_equal(syn_xmr_chart(p, s, gaps, N, &o),
                     SYN_REFUSAL_TOO_FEW_POINTS);
    assert_int_equal(make(same, NULL, &c), SYN_REFUSAL_NO_VARIATION);
    c.exact = true;
    assert_int_equal(make(same, NULL, &c), SYN_REFUSAL_NO_VARIATION);
    c.chart = SYN_CHART_T;
    assert_int_equal(make(same, NULL, &c), SYN_REFUSAL_ZERO_INTERVAL);
}

/* R: qpois(c(.00135, .99865, .025, .975), 5.75); qpois(.99865, l 90) / 90 with
 * l = sum(y) / sum(n). */
static void limits_of_counts_are_quantiles(void **state)
{
    double n[N];
    struct syn_chart_options o = options(SYN_CHART_C);
    (void)state;
    o.exact = true;
    assert_int_equal(make(y, NULL, &o), SYN_REFUSAL_NONE);
    assert_near(points[0].lower, 0, 0);
    assert_near(points[0].upper, 14, 0);
    assert_near(points[0].lower2, 2, 0);
    assert_near(points[0].upper2, 11, 0);
    assert_int_equal(points[15].signal, 1);
    assert_int_equal(points[10].signal, 0);
    for (size_t i = 0; i < N; i++)
        n[i] = i % 2 ? 110 : 90;
    o.chart = SYN_CHART_U;
    assert_int_equal(make(y, n, &o), SYN_REFUSAL_NONE);
    assert_near(points[0].centre, 0.0575, 1e-14);
    assert_near(points[0].upper, 0.144444444444444, 1e-13);
    assert_near(points[1].upper, 0.136363636363636, 1e-13);
    assert_near(points[1].upper_count, 15, 0);
}

/* R: qnbinom(.99865, size = mean(y)^2 / (var(y) - mean(y)), mu = mean(y)); the
 * dispersion var(y) / mean(y). */
static void more_than_chance_widens_the_limits_of_counts(void **state)
{
    struct syn_chart_options o = options(SYN_CHART_C);
    (void)state;
    o.exact = true;
    o.counts = SYN_COUNTS_NB;
    assert_int_equal(make(y, NULL, &o), SYN_REFUSAL_NONE);
    assert_near(points[0].upper, 22, 0);
    assert_near(segments[0].phi, 2.49275362318841, 1e-13);
}

/* R, with d2 = 2 / sqrt(pi), D4 = 3.2665319192886013: Laney's sigma z and
 * limit; the t chart's limit and centre; qgeom(c(.00135, .99865), 1 / 6.75). */
static void other_charts_agree_with_r(void **state)
{
    double n[N];
    struct syn_chart_options o = options(SYN_CHART_U_PRIME);
    (void)state;
    for (size_t i = 0; i < N; i++)
        n[i] = i % 2 ? 110 : 90;
    assert_int_equal(make(y, n, &o), SYN_REFUSAL_NONE);
    assert_near(segments[0].sigma_z, 1.021531890137711, 1e-12);
    assert_near(points[0].upper, 0.134961490850408, 1e-12);
    o.chart = SYN_CHART_T;
    assert_int_equal(make(y, NULL, &o), SYN_REFUSAL_NONE);
    assert_near(points[0].upper, 22.09770259189066, 1e-12);
    assert_near(points[0].centre, 5.16407392331791, 1e-12);
    o.chart = SYN_CHART_G;
    o.exact = true;
    assert_int_equal(make(y, NULL, &o), SYN_REFUSAL_NONE);
    assert_near(points[0].lower, 0, 0);
    assert_near(points[0].upper, 41, 0);
    assert_near(points[0].centre, 5, 0); /* The median. */
}

/* By hand: two below, five above, one on the line, four below: crossings 2,
 * longest run 5; n' 11: round(3.46) + 3 = 6; qbinom(.05, 10, .5) = 2. */
static void runs_about_a_line_are_counted(void **state)
{
    const double x[] = {1, 2, 8, 8, 9, 8, 7, 5, 2, 1, 3, 4};
    const double centre = 5;
    struct syn_runs r;
    (void)state;
    assert_int_equal(syn_runs_count(&r, x, &centre, 0, 12), SYN_REFUSAL_NONE);
    assert_int_equal(r.n_useful, 11);
    assert_int_equal(r.ties, 1);
    assert_int_equal(r.longest, 5);
    assert_int_equal(r.longest_max, 6);
    assert_int_equal(r.crossings, 2);
    assert_int_equal(r.crossings_min, 2);
    assert_false(r.long_run || r.few_crossings);
}

/* R: z <- .2 y + .8 z from mean(y); sigma = mean(abs(diff(y))) sqrt(pi) / 2. */
static void a_weighted_average_has_limits_that_widen(void **state)
{
    struct syn_ewma_point p[N];
    const struct syn_ewma_options o = {
        .centre = 5.75,
        .sigma = syn_ranges_mean(y, N, INFINITY) / SYN_D2,
        .lambda = 0.2,
        .l = 2.7,
    };
    (void)state;
    assert_int_equal(syn_ewma(p, y, N, &o), SYN_REFUSAL_NONE);
    assert_near(p[15].value, 7.50910210030961, 1e-13);
    assert_near(p[15].upper - 5.75, 2.92339009127259, 1e-12);
    assert_true(p[0].upper < p[1].upper);
}

/* By hand: u = 1, 2, -1, 3 less .5 is .5, 2, .5, 3; below 0 is 0.  A sum that
 * reaches H is a signal only where that is asked. */
static void what_exceeds_the_centre_is_summed(void **state)
{
    const double x[] = {11, 12, 9, 13};
    struct syn_cusum_point p[4];
    struct syn_cusum_options o = {.centre = 10, .sigma = 1, .k = 0.5, .h = 3};
    (void)state;
    assert_int_equal(syn_cusum(p, x, 4, &o), SYN_REFUSAL_NONE);
    assert_near(p[1].high, 2, 1e-14);
    assert_near(p[2].high, 0.5, 1e-14);
    assert_near(p[2].low, 0.5, 1e-14);
    assert_near(p[3].high, 3, 1e-14);
    assert_false(p[3].signal_high);
    o.at_threshold = true;
    assert_int_equal(syn_cusum(p, x, 4, &o), SYN_REFUSAL_NONE);
    assert_true(p[3].signal_high);
    o.scale = SYN_CUSUM_ROSSI;
    assert_int_equal(syn_cusum(p, x, 4, &o), SYN_REFUSAL_NONE);
    /* (11 - 30 + 2 sqrt 110) / (2 sqrt 10) */
    assert_near(p[0].standardised, 0.31246101, 1e-7);
}

/* surveillance 1.20.3, algo.glrpois(mu0 = 10, c.ARL = 5, ret = "value"). */
static void the_likelihood_ratio_agrees_with_surveillance(void **state)
{
    const double x[] = {7, 10, 12, 14, 9, 8, 8};
    double mu[7], glr[7];
    bool alarm[7];
    const struct syn_glr_options o = {.threshold = 5, .reset = true};
    (void)state;
    for (size_t i = 0; i < 7; i++)
        mu[i] = 10;
    assert_int_equal(syn_glr(glr, alarm, x, mu, 7, &o), SYN_REFUSAL_NONE);
    assert_near(glr[0], 0, 0);
    /* By hand: 14 ln 1.4 - 4 from row 4 alone, 26 ln 1.3 - 6 with row 3. */
    assert_near(glr[3], 26 * log(1.3) - 6, 1e-13);
    assert_false(alarm[3]);
}

/* Montgomery 2009, table 9.3: the run length of a CUSUM with k .5, h 4 is 168
 * without a shift, 8.38 with one of a standard deviation.  R: the c chart with
 * mean 9 signals above 18, 1 / ppois(18, 12, lower = F).  By hand: P(x > 1) of
 * a mean of 1 is 1 - 2 / e for h 0, k 1. */
static void run_lengths_agree_with_tables(void **state)
{
    static double room[ROOM];
    const struct syn_arl_normal none = {0, true, 50}, one = {1, true, 50};
    double arl, h;
    (void)state;
    assert_true(syn_arl_work(SYN_ARL_MAX_STATES) <= ROOM);
    assert_int_equal(syn_arl_cusum(&arl, 0.5, 4, &none, room), 0);
    assert_near(arl, 168, 0.003);
    assert_int_equal(syn_arl_cusum(&arl, 0.5, 4, &one, room), 0);
    assert_near(arl, 8.38, 0.001);
    assert_int_equal(syn_arl_shewhart(&arl, 3, &none), 0);
    assert_near(arl, 370.398347345, 1e-9);
    assert_int_equal(syn_arl_counts(&arl, 9, 12, 3, false), 0);
    assert_near(arl, 26.7261843373403, 1e-12);
    assert_int_equal(syn_arl_count_cusum(&arl, 1, 1, 0, room), 0);
    assert_near(arl, 1 / (1 - 2 * exp(-1)), 1e-12);
    assert_int_equal(syn_arl_count_cusum_h(&h, &arl, 2, 2.5, 100, room), 0);
    assert_true(arl >= 100);
    assert_int_equal(syn_arl_count_cusum(&arl, 2, 2.5, h - 0.5, room), 0);
    assert_true(arl < 100);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_limits_of_individuals_stand_on_moving_ranges),
        TEST(every_point_of_a_pattern_is_marked),
        TEST(two_of_three_counts_points_outside_only_when_asked),
        TEST(what_does_not_vary_has_no_limits),
        TEST(limits_of_counts_are_quantiles),
        TEST(more_than_chance_widens_the_limits_of_counts),
        TEST(other_charts_agree_with_r),
        TEST(runs_about_a_line_are_counted),
        TEST(a_weighted_average_has_limits_that_widen),
        TEST(what_exceeds_the_centre_is_summed),
        TEST(the_likelihood_ratio_agrees_with_surveillance),
        TEST(run_lengths_agree_with_tables),
    };
    gsl_set_error_handler_off();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
