#include "test.h"

#include <math.h>

#include <gsl/gsl_errno.h>
#include <gsl/gsl_math.h>

#include <samsyn/stats/alert.h>
#include <samsyn/stats/ears.h>
#include <samsyn/stats/farrington.h>
#include <samsyn/stats/nowcast.h>

enum { N = 108, ROOM = 20000 };

/* Nine years of months with an outbreak in the last of the fifth year. */
static double y[N], work[ROOM];

static void assert_near(double got, double want, double tolerance)
{
    if (!(fabs(got - want) <= tolerance * fmax(1, fabs(want))))
        fail_msg("got %.17g, want %.17g", got, want);
}

static void fill(void)
{
    const int season[] = {2, 1, 0, -1, -2, -2, -1, 0, 1, 2, 3, 3};
    for (int i = 0; i < N; i++)
        y[i] = 9 + i * 7 % 5 + i * 3 % 4 + season[i % 12];
    y[59] = 60;
}

static struct syn_farrington_options flexible(void)
{
    return (struct syn_farrington_options){
        .form = SYN_FARRINGTON_PACKAGE,
        .cycle = 12,
        .years = 5,
        .half_window = 2,
        .groups = 1,
        .exclude = 2,
        .min_periods = 4,
        .alpha = 0.05,
        .power = 2.0 / 3,
        .outbreak = 2.58,
        .trend_alpha = 1,
        .min_cases = 5,
        .reweight = true,
        .trend = true,
    };
}

/* surveillance 1.20.3: farringtonFlexible(range = 108, b = 5, w = 2, noPeriods
 * = 1, pThresholdTrend = 1, thresholdMethod = "delta", alpha = .05), which
 * stops its iterations earlier. */
static void the_package_form_agrees_with_the_package(void **state)
{
    const struct syn_farrington_data d = {.y = y, .n = N};
    const struct syn_farrington_options o = flexible();
    struct syn_farrington r;
    (void)state;
    assert_true(syn_farrington_work(&d, &o) <= ROOM);
    assert_int_equal(syn_farrington_row(&r, &d, 107, &o, work), 0);
    assert_near(r.expected, 14.829524544159440, 1e-6);
    assert_near(r.upper, 21.628465587980187, 1e-5);
    assert_near(r.phi, 1, 1e-6);
    assert_near(r.coefficient, -0.000498249927130846, 1e-7);
    assert_near(r.score, 0.319237281490064917, 1e-5);
    assert_false(r.alarm);
}

/* The two forms differ in the standard error alone, and not without weights. */
static void only_the_standard_error_is_repaired(void **state)
{
    const struct syn_farrington_data d = {.y = y, .n = N};
    struct syn_farrington_options o = flexible();
    struct syn_farrington a, b;
    (void)state;
    assert_int_equal(syn_farrington_row(&a, &d, 107, &o, work), 0);
    o.form = SYN_FARRINGTON_REPAIRED;
    assert_int_equal(syn_farrington_row(&b, &d, 107, &o, work), 0);
    assert_near(a.expected, b.expected, 0);
    assert_near(a.phi, b.phi, 0);
    assert_true(b.se_link > 2 * a.se_link);
    o.bound = SYN_FARRINGTON_NB;
    o.groups = 4;
    assert_int_equal(syn_farrington_row(&b, &d, 107, &o, work), 0);
    assert_near(b.upper, floor(b.upper), 0);
    assert_int_equal(syn_farrington_row(&b, &d, 40, &o, work),
                     SYN_REFUSAL_SHORT_HISTORY);
}

/* R 4.2.2, glm(family = quasipoisson, weights = w) by the formulas of Noufaily
 * et al.; qpois(), as the variance exceeds the mean by too little to tell. */
static void the_range_agrees_with_r(void **state)
{
    double x[4 * N], offset[N] = {0};
    const struct syn_alert_options o = {.gap = 1,
                                        .alpha = 0.05,
                                        .min_count = 3,
                                        .min_excess = 2,
                                        .reweight = true};
    const struct syn_alert_data d = {
        .y = y, .x = x, .offset = offset, .n = N, .p = 4};
    struct syn_alert a;
    (void)state;
    for (size_t i = 0; i < N; i++) {
        double at = (double)i;
        x[4 * i] = 1;
        x[4 * i + 1] = at / 12;
        x[4 * i + 2] = sin(2 * M_PI * (at + 1) / 12);
        x[4 * i + 3] = cos(2 * M_PI * (at + 1) / 12);
    }
    assert_true(syn_alert_work(N, 4) <= ROOM);
    assert_int_equal(syn_alert_row(&a, &d, 107, &o, work), 0);
    assert_int_equal(a.baseline, 106);
    assert_near(a.expected, 15.3797346530256398, 1e-9);
    assert_near(a.se_link, 0.0669638506013502, 1e-9);
    assert_near(a.variance, 16.4404003483667367, 1e-9);
    assert_near(a.lower95, 8, 0);
    assert_near(a.upper95, 24, 0);
    assert_near(a.lower998, 5, 0);
    assert_near(a.upper998, 29, 0);
    assert_near(a.bound, 22, 0);
    assert_near(a.p_mid, 0.331737636349527, 1e-9);
}

/* By hand: the seven rows have mean 4 and standard deviation 2 (squares 4, 4,
 * 4, 4, 4, 4, 0 sum to 24 over 6). */
static void ears_looks_at_seven_rows(void **state)
{
    const double x[] = {2, 6, 2, 6, 2, 6, 4, 9, 9, 40};
    struct syn_ears_options o = {.method = 1, .baseline = 7, .z = 3};
    struct syn_ears e;
    (void)state;
    assert_int_equal(syn_ears_row(&e, x, 7, &o), 0);
    assert_near(e.mean, 4, 1e-15);
    assert_near(e.sd, 2, 1e-15);
    assert_near(e.upper, 10, 1e-15);
    assert_false(e.alarm);
    o.method = 2;
    assert_int_equal(syn_ears_first(&o), 9);
    assert_int_equal(syn_ears_row(&e, x, 9, &o), 0);
    assert_near(e.statistic, 18, 1e-14);
    assert_true(e.alarm);
    o.method = 1;
    assert_int_equal(
        syn_ears_row(&e, (const double[8]){1, 1, 1, 1, 1, 1, 1, 5}, 7, &o),
        SYN_REFUSAL_NO_VARIATION);
}

/* Taylor and Ashe's claims, as cumulated by Mack 1993.  His reserve is
 * 18 680 856 with standard error 2 447 095; England and Verrall 2002 have
 * 2 945 646 for the over-dispersed Poisson model, whose dispersion is 52 601.
 */
static const double claims[10][10] = {
    {357848, 1124788, 1735330, 2218270, 2745596, 3319994, 3466336, 3606286,
     3833515, 3901463},
    {352118, 1236139, 2170033, 3353322, 3799067, 4120063, 4647867, 4914039,
     5339085},
    {290507, 1292306, 2218525, 3235179, 3985995, 4132918, 4628910, 4909315},
    {310608, 1418858, 2195047, 3757447, 4029929, 4381982, 4588268},
    {443160, 1136350, 2128333, 2897821, 3402672, 3873311},
    {396132, 1333217, 2180715, 2985752, 3691712},
    {440832, 1288463, 2419861, 3483130},
    {359480, 1421128, 2864498},
    {376686, 1363294},
    {344014},
};

static void the_chain_ladder_agrees_with_mack(void **state)
{
    double cells[100], factor[10], sigma[10], ultimate[10], se[10], total;
    double hazard[10], cdf[10], phi, sum = 0, seen = 0;
    const struct syn_triangle t = {
        .cells = cells, .periods = 10, .delays = 10, .as_of = 9};
    (void)state;
    for (size_t i = 0; i < 10; i++)
        for (size_t d = 0; d < 10; d++)
            cells[10 * i + d] = claims[i][d] - (d ? claims[i][d - 1] : 0);
    assert_int_equal(syn_mack(factor, sigma, ultimate, se, &total, &t, false),
                     0);
    for (size_t i = 0; i < 10; i++) {
        sum += ultimate[i];
        seen += claims[i][9 - i];
    }
    assert_near(sum - seen, 18680856, 1e-7);
    assert_near(total, 2447095, 1e-6);
    assert_int_equal(syn_delay_curve(hazard, cdf, NULL, NULL, &t), 0);
    assert_near(cdf[1] / cdf[0], factor[0], 1e-12);
    assert_true(syn_ladder_work(&t) <= ROOM);
    assert_int_equal(syn_ladder_error(se, &total, &phi, cdf, &t, work), 0);
    assert_near(phi, 52601, 1e-4);
    assert_near(total, 2945646, 1e-5);
}

/* R: .4 * 7 / (.8 + .6); qnbinom(c(.025, .975), size = 7, mu = 2). */
static void late_reports_are_negative_binomial(void **state)
{
    struct syn_late late = syn_late_reports(3, 0.6, 4, 0.8);
    const struct syn_late_options o = {
        .a = 4, .b = 0.8, .alpha = 0.05, .seen = 1, .delays = 2};
    struct syn_random random;
    double lower, upper;
    (void)state;
    syn_random_start(&random, 1);
    assert_near(late.mean, 2, 1e-14);
    assert_near(late.size, 7, 1e-14);
    assert_int_equal(syn_late_limits(&lower, &upper, 3, 0.6, &o, &random, work),
                     0);
    assert_near(lower, 0, 0);
    assert_near(upper, 6, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_package_form_agrees_with_the_package),
        TEST(only_the_standard_error_is_repaired),
        TEST(the_range_agrees_with_r),
        TEST(ears_looks_at_seven_rows),
        TEST(the_chain_ladder_agrees_with_mack),
        TEST(late_reports_are_negative_binomial),
    };
    gsl_set_error_handler_off();
    fill();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
