#include "test.h"

#include <math.h>

#include <gsl/gsl_errno.h>
#include <gsl/gsl_sort.h>

#include <samsyn/stats/changepoint.h>
#include <samsyn/stats/decompose.h>
#include <samsyn/stats/funnel.h>
#include <samsyn/stats/gini.h>
#include <samsyn/stats/pettitt.h>
#include <samsyn/stats/sample.h>
#include <samsyn/stats/smooth.h>

enum { N = 48, ROOM = 5000 };

/* Four years of months. */
static double y[N], fitted[N], work[ROOM];

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
}

/* R 4.2.2: stl(ts(y, frequency = 12), "periodic") and decompose(). */
static void trend_and_season_agree_with_r(void **state)
{
    double trend[N], figure[12], rest[N];
    (void)state;
    assert_true(syn_stl_work(N, 12) <= ROOM);
    assert_int_equal(syn_decompose_stl(trend, figure, rest, y, N, 12, work), 0);
    assert_near(figure[0], 0.343759869140322, 1e-12);
    assert_near(figure[7], -0.533865700114663, 1e-12);
    assert_near(figure[11], 1.656564782187417, 1e-12);
    assert_near(trend[0], 12.552886995737099, 1e-12);
    assert_near(trend[47], 13.447085112251694, 1e-12);
    assert_near(rest[19], 0.528317965825121, 1e-12);
    assert_int_equal(
        syn_decompose_classical(trend, figure, rest, y, N, 12, false), 0);
    assert_near(figure[0], 0.972222222222224, 1e-12);
    assert_near(figure[1], 1.652777777777779, 1e-12);
    assert_near(trend[6], 13, 1e-12);
    assert_true(isnan(trend[5]));
    assert_int_equal(
        syn_decompose_classical(trend, figure, rest, y, 23, 12, false),
        SYN_REFUSAL_TOO_FEW_POINTS);
}

/* R: HoltWinters(ts(y, frequency = 12), .3, .1, .2). */
static void holt_and_winters_agree_with_r(void **state)
{
    const double weights[] = {0.3, 0.1, 0.2};
    struct syn_smooth m;
    (void)state;
    assert_int_equal(
        syn_smooth_holt_winters(&m, fitted, y, N, 12, false, weights, work), 0);
    assert_near(m.sse, 172.0336167097928, 1e-11);
    assert_near(syn_smooth_forecast(&m, 1), 15.1339074529551, 1e-11);
    assert_true(isnan(fitted[11]));
    assert_true(isfinite(fitted[12]));
}

/* forecast 8.20: ets(y, "ANN")$loglik is -136.571027141061; the residuals of
 * ets(y, "ANA") have a sum of squares of 92.8097883149663.  No optimum may be
 * worse than a thousandth. */
static void state_space_models_are_no_worse_than_those_of_r(void **state)
{
    const double free[] = {NAN, NAN, NAN};
    struct syn_smooth m;
    (void)state;
    assert_true(syn_smooth_work(N, 12) <= ROOM);
    assert_int_equal(
        syn_smooth_ets(&m, fitted, SYN_SMOOTH_LEVEL, y, N, 1, free, work), 0);
    assert_true(N * log(m.sse) <= 1.001 * 2 * 136.571027141061);
    assert_int_equal(
        syn_smooth_ets(&m, fitted, SYN_SMOOTH_SEASON, y, N, 12, free, work), 0);
    assert_true(m.sse <= 1.001 * 92.8097883149663);
    assert_int_equal(syn_smooth_parameters(&m), 14);
}

/* By hand: sizes 2, 3 and intervals 2, 3, smoothed by a half: 2.5 / 2.5. */
static void rare_demand_is_size_over_interval(void **state)
{
    const double x[] = {0, 2, 0, 0, 3, 0};
    struct syn_croston c;
    double told[6];
    (void)state;
    assert_int_equal(syn_croston(&c, told, x, 6, 0.5), 0);
    assert_near(c.demand, 2.5, 1e-15);
    assert_near(c.interval, 2.5, 1e-15);
    assert_near(told[5], 1, 1e-15);
    assert_true(isnan(told[1]));
    assert_int_equal(syn_croston(&c, told, x, 4, 0.5),
                     SYN_REFUSAL_TOO_FEW_POINTS);
}

/* R: 2 * cumsum(rank(y)) - k * 17; the first and the tenth row are the largest.
 */
static void ranks_see_a_change_of_level(void **state)
{
    const double x[] = {3, 5, 4, 8, 2, 6, 7, 3, 5, 4, 9, 5, 4, 6, 3, 18};
    double u[16], most, p;
    (void)state;
    assert_int_equal(syn_pettitt(u, &most, &p, x, 16), 0);
    assert_near(most, 19, 0);
    assert_near(fabs(u[4]), 19, 0);
    assert_near(fabs(u[9]), 19, 0);
    assert_near(p, 1, 0);
    assert_int_equal(syn_pettitt(u, &most, &p, (const double[]){2, 2, 2}, 3),
                     SYN_REFUSAL_NO_VARIATION);
}

/* strucchange 1.5-3 on 2 sqrt(z + 3/8): breakpoints(h = 5), Fstats(from = 5/20,
 * to = 15/20), sctest(efp(type = "OLS-CUSUM")). */
static void breaks_agree_with_strucchange(void **state)
{
    const double z[] = {12, 9, 11, 14, 10, 8, 13, 12, 11, 9,
                        5,  4, 6,  7,  3,  5, 4,  8,  6,  5};
    double q[20], sums[21], squares[21], own[20], rss[3], p;
    size_t back[3 * 21], ends[3], at;
    (void)state;
    double mean = 0;
    for (size_t i = 0; i < 20; i++)
        q[i] = 2 * sqrt(z[i] + 0.375);
    mean = syn_sample_mean(q, 20);
    for (size_t i = 0; i < 20; i++)
        own[i] = q[i] - mean;
    syn_change_sums(sums, own, 20);
    for (size_t i = 0; i < 20; i++)
        own[i] *= own[i];
    syn_change_sums(squares, own, 20);
    const struct syn_change_cost c = {
        .events = sums, .expected = squares, .phi = 1, .n = 20, .normal = true};
    syn_breaks(rss, back, &c, 2, 5, work);
    assert_near(rss[0], 25.8412268736824, 1e-12);
    assert_near(rss[1], 6.5025281417031, 1e-12);
    assert_near(rss[2], 6.3285249116202, 1e-12);
    syn_break_ends(ends, back, 20, 1);
    assert_int_equal(ends[0], 10);
    assert_near(syn_break_sup_f(&at, &c, 5), 53.5324983744641, 1e-12);
    assert_int_equal(at, 10);
    assert_near(syn_break_cusum(&p, q, 20), 1.88540156927938551, 1e-12);
    assert_near(p, 0.00163464279114156, 1e-12);
}

/* By hand: 10 rows of 2 and 10 of 8 have one change, after the tenth; its gain
 * is 2 (20 ln(2/5) + 80 ln(8/5)); without a change the cost is 0. */
static void counts_with_a_step_are_cut_once(void **state)
{
    double x[20], one[20], events[21], in[21], gain;
    size_t ends[20], back[21];
    (void)state;
    for (size_t i = 0; i < 20; i++) {
        x[i] = i < 10 ? 2 : 8;
        one[i] = 5;
    }
    syn_change_sums(events, x, 20);
    syn_change_sums(in, one, 20);
    const struct syn_change_cost c = {
        .events = events, .expected = in, .phi = 1, .n = 20};
    assert_int_equal(syn_change_single(&gain, &c, 3), 10);
    assert_near(gain, 2 * (20 * log(0.4) + 80 * log(1.6)), 1e-12);
    assert_int_equal(syn_change_optimal(ends, &c, 3 * log(20), 3, work, back),
                     2);
    assert_int_equal(ends[0], 10);
    assert_int_equal(syn_change_optimal(ends, &c, 1000, 3, work, back), 1);
}

/* R: 2 * sum(rank * x) / (n * sum(x)) - (n + 1) / n. */
static void concentration_agrees_with_r(void **state)
{
    const double x[] = {0, 0, 1, 1, 2, 3, 5, 8, 13, 27};
    const double even[] = {1, 0, 0, 0}, same[] = {4, 4, 4};
    double sorted[4];
    struct syn_gini g;
    (void)state;
    assert_int_equal(syn_gini(&g, x, 10), 0);
    assert_near(g.gini, 0.636666666666666, 1e-13);
    assert_near(g.corrected, 0.707407407407407, 1e-13);
    assert_near(g.bernasco, g.gini, 1e-13);
    assert_near(syn_gini_top(x, 10, g.sum, 0.1), 0.45, 1e-14);
    assert_near(syn_gini_top(x, 10, g.sum, 0.05), 0.225, 1e-14);
    memcpy(sorted, even, sizeof sorted);
    gsl_sort(sorted, 1, 4);
    /* One event on four units cannot be spread more evenly. */
    assert_int_equal(syn_gini(&g, sorted, 4), 0);
    assert_near(g.bernasco, 0, 1e-14);
    assert_int_equal(syn_gini(&g, same, 3), 0);
    assert_near(g.gini, 0, 0);
    assert_int_equal(syn_gini(&g, (const double[]){0, 0}, 2),
                     SYN_REFUSAL_NO_EVENTS);
}

/* R, by the formulas of Spiegelhalter and of FunnelPlotR 0.6.0. */
static void funnels_agree_with_r(void **state)
{
    const double o[] = {12, 30, 7, 55, 20, 9, 41, 16, 28, 3};
    const double e[] = {8.3, 22.1, 9.9, 40, 25.5, 12, 33, 18, 20, 6};
    const struct syn_funnel_area a = {12, 8.3, 0, 1};
    struct syn_funnel_spread s;
    struct syn_funnel f;
    (void)state;
    assert_int_equal(
        syn_funnel_spread(&s, o, e, 10, SYN_FUNNEL_ADDITIVE, 0.1, work), 0);
    assert_near(s.phi, 1.5891299165208184, 1e-12);
    assert_near(s.tau2, 0.0101549683781414, 1e-12);
    assert_int_equal(syn_funnel(&f, &a, SYN_FUNNEL_ADDITIVE, s.tau2), 0);
    assert_near(f.upper998, 2.6249534985058078, 1e-11);
    assert_near(f.lower998, 0.1442702030428267, 1e-11);
    assert_int_equal(syn_funnel(&f, &a, SYN_FUNNEL_EXACT, 0), 0);
    assert_near(f.lower95, 0.361445783132530, 1e-12);
    assert_near(f.upper95, 1.686746987951807, 1e-12);
    assert_near(f.lower998, 0.120481927710843, 1e-12);
    assert_near(f.upper998, 2.168674698795181, 1e-12);
    assert_int_equal(f.beyond, 0);
    assert_int_equal(
        syn_funnel_spread(&s, o, e, 10, SYN_FUNNEL_SHMI, 0.1, work), 0);
    assert_near(s.phi, 1.3685931997603427, 1e-12);
    assert_near(s.tau2, 0.0311233158426089, 1e-12);
    assert_int_equal(syn_funnel(&f, &a, SYN_FUNNEL_SHMI, s.tau2), 0);
    assert_near(f.upper95, 2.1450046839745580, 1e-12);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(trend_and_season_agree_with_r),
        TEST(holt_and_winters_agree_with_r),
        TEST(state_space_models_are_no_worse_than_those_of_r),
        TEST(rare_demand_is_size_over_interval),
        TEST(ranks_see_a_change_of_level),
        TEST(breaks_agree_with_strucchange),
        TEST(counts_with_a_step_are_cut_once),
        TEST(concentration_agrees_with_r),
        TEST(funnels_agree_with_r),
    };
    gsl_set_error_handler_off();
    fill();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
