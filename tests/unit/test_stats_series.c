#include "test.h"

#include <math.h>
#include <stdlib.h>

#include <gsl/gsl_errno.h>

#include <samsyn/stats/anova.h>
#include <samsyn/stats/continuous.h>
#include <samsyn/stats/dispersion.h>
#include <samsyn/stats/marker.h>
#include <samsyn/stats/series.h>
#include <samsyn/stats/trend.h>

enum { N = 12, COUNTS = 20 };

static const double values[N] = {5, 3, 8, 8, 9, 2, 11, 14, 10, 14, 18, 12};
static const double counts[COUNTS] = {0, 0, 3, 1, 0, 7, 0, 2, 0, 0,
                                      5, 1, 0, 4, 0, 0, 1, 0, 6, 0};

static void assert_near(double got, double want, double tolerance)
{
    if (!(fabs(got - want) <= tolerance * fmax(1e-300, fabs(want))))
        fail_msg("got %.17g, want %.17g", got, want);
}

/* NIST StRD, NumAcc4: 10000000.2, then 1000 times 10000000.1 and 10000000.3.
 * Certified: mean 10000000.2, sd 0.1, autocorrelation -0.999. */
static void nist_numacc4_comes_out(void **state)
{
    double x[1001], sorted[1001];
    struct syn_moments m;
    (void)state;
    x[0] = 10000000.2;
    for (int i = 1; i < 1001; i++)
        x[i] = i % 2 ? 10000000.1 : 10000000.3;
    assert_int_equal(syn_describe(&m, x, 1001, sorted), SYN_REFUSAL_NONE);
    assert_near(m.mean, 10000000.2, 1e-15);
    assert_near(m.sd, 0.1, 1e-8);
    assert_near(syn_autocorrelation(x, 1001, 1), -0.999, 1e-8);
}

/* cor(method = "kendall"), quantiles of sorted slopes, acf(), pacf(),
 * Box.test() of R 4.2.2. */
static void rank_tests_and_autocorrelation_agree_with_r(void **state)
{
    double work[N * N], slope[N * N], r[3], partial[3], room[6];
    size_t n = 0;
    (void)state;
    struct syn_kendall k = syn_kendall(values, N, work);
    assert_true(k.s == 42);
    assert_near(k.variance, 210.66666666666666, 1e-14);
    for (size_t i = 0; i < N; i++)
        for (size_t j = i + 1; j < N; j++)
            slope[n++] = (values[j] - values[i]) / (double)(j - i);
    syn_sort(slope, n);
    struct syn_sen s = syn_sen(slope, n, k.variance, 0.95);
    assert_near(s.slope, 1, 1e-15);
    assert_near(s.lower, 0.44444444444444442, 1e-15);
    assert_near(s.upper, 1.5, 1e-15);
    for (size_t l = 0; l < 3; l++)
        r[l] = syn_autocorrelation(values, N, l + 1);
    assert_near(r[0], 0.42959183673469387, 1e-13);
    assert_near(r[2], 0.24183673469387754, 1e-13);
    syn_partial_autocorrelation(partial, r, 3, room);
    assert_near(partial[1], -0.073651710572182685, 1e-12);
    assert_near(partial[2], 0.266400660229280828, 1e-12);
    struct syn_ljung_box box = syn_ljung_box(values, N, 3, 0);
    assert_near(box.q, 4.17065041081367660, 1e-12);
    assert_near(box.p, 0.24361681174731264, 1e-12);
    assert_true(isnan(syn_ljung_box(values, N, 3, 3).p));
}

/* cor(1:12, values, method = "kendall") of R 4.2.2. */
static void tau_is_that_of_r(void **state)
{
    double work[N];
    (void)state;
    assert_near(syn_kendall(values, N, work).tau, 0.64623032764149679, 1e-14);
}

static void a_constant_series_has_no_tau_and_no_trend(void **state)
{
    static const double same[] = {4, 4, 4, 4};
    double work[4];
    (void)state;
    struct syn_kendall k = syn_kendall(same, 4, work);
    assert_true(k.s == 0 && k.variance == 0 && isnan(k.tau));
    assert_true(syn_kendall_z(k.s, k.variance, true) == 0);
}

/* The formulas and pchisq(), uniroot(), dpois() of R 4.2.2. */
static void dispersion_and_zeros_agree_with_r(void **state)
{
    struct syn_dispersion d;
    struct syn_zeros z;
    (void)state;
    assert_int_equal(syn_dispersion_index(&d, counts, NULL, COUNTS), SYN_OK);
    assert_near(d.chi_square, 64.666666666666671, 1e-14);
    assert_near(d.p, 6.9160331504727919e-07, 1e-11);
    assert_int_equal(syn_zero_inflation(&z, counts, COUNTS), SYN_OK);
    assert_near(z.score, 21.658462712581848, 1e-12);
    assert_near(z.lambda, 3.19705914634595345, 1e-12);
    assert_near(z.share, 0.53081881462393032, 1e-12);
    assert_near(z.log_likelihood, -32.84855936828201095, 1e-12);
}

static void series_without_events_are_refused(void **state)
{
    static const double none[] = {0, 0, 0, 0};
    struct syn_dispersion d;
    struct syn_zeros z;
    struct syn_trend_test t;
    (void)state;
    assert_int_equal(syn_dispersion_index(&d, none, NULL, 4), SYN_EDOMAIN);
    assert_int_equal(d.refusal, SYN_REFUSAL_NO_EVENTS);
    assert_int_equal(syn_zero_inflation(&z, none, 4), SYN_EDOMAIN);
    assert_int_equal(z.refusal, SYN_REFUSAL_NO_EVENTS);
    assert_int_equal(syn_trend_counts(&t, values, none, NULL, 4), SYN_EDOMAIN);
    assert_int_equal(t.refusal, SYN_REFUSAL_NO_EVENTS);
}

/* prop.trend.test(c(3, 5, 9, 2), c(20, 30, 31, 12)) of R 4.2.2; for counts the
 * formula and the convolution of seven events written out in R. */
static void trend_tests_agree_with_r(void **state)
{
    static const double part[] = {3, 5, 9, 2}, whole[] = {20, 30, 31, 12};
    static const double score[] = {1, 2, 3, 4}, x[] = {1, 0, 2, 4};
    static const double e[] = {10, 12, 9, 11};
    struct syn_trend_test t;
    (void)state;
    assert_int_equal(syn_trend_shares(&t, score, part, whole, 4), SYN_OK);
    assert_near(t.chi_square, 0.5819392530776, 1e-12);
    assert_near(t.p, 0.44555319799, 1e-10);
    assert_int_equal(syn_trend_counts(&t, score, x, e, 4), SYN_OK);
    assert_near(t.chi_square, 3.4571428571428573, 1e-13);
    size_t n = syn_trend_exact_work(score, x, 4);
    double *work = malloc(n * sizeof *work);
    assert_near(syn_trend_exact(score, x, e, 4, work), 0.065866030334464962,
                1e-12);
    free(work);
}

/* lm(v ~ t, weights = 1/s^2) of R 4.2.2. */
static void a_marker_is_the_weighted_line_of_r(void **state)
{
    static const double v[] = {10, 12, 13, 15, 18};
    static const double l[] = {8, 9.5, 11, 12, 15};
    static const double u[] = {12.2, 14.4, 15.5, 18, 21.5};
    double s[5];
    struct syn_marker m;
    (void)state;
    for (int i = 0; i < 5; i++)
        s[i] = (u[i] - l[i]) / (2 * 1.9599639845400543);
    assert_int_equal(syn_marker_values(&m, v, s), SYN_OK);
    assert_near(m.slope, 1.836293208145549, 1e-12);
    assert_near(m.chi_square, 18.590319785760101, 1e-12);
    assert_int_equal(m.outlier, 0);
    s[2] = 0;
    assert_int_equal(syn_marker_values(&m, v, s), SYN_EDOMAIN);
    assert_int_equal(m.refusal, SYN_REFUSAL_NO_VARIATION);
}

/* By hand: groups 1 2 3 and 4 6 8; means 2, 6, squares between 24, within 2 +
 * 8; H from rank sums 6 and 15. */
static void analysis_of_variance_is_as_by_hand(void **state)
{
    static const double x[] = {1, 2, 3, 4, 6, 8};
    static const size_t g[] = {0, 0, 0, 1, 1, 1};
    double work[10];
    struct syn_anova a;
    (void)state;
    assert_true(syn_anova_work(6, 2) <= 10);
    assert_int_equal(syn_anova(&a, x, g, 6, 2, work), SYN_OK);
    assert_near(a.f, 9.6, 1e-14);
    assert_near(a.h, 12.0 / 42 * (12 + 75) - 21, 1e-13);
}

/* qt(), pt(), qf(), dt(), df() of R 4.2.2. */
static void t_and_f_agree_with_r(void **state)
{
    double x;
    (void)state;
    assert_int_equal(syn_t_quantile(&x, 0.975, SYN_LOWER, 4), SYN_OK);
    assert_near(x, 2.7764451051977934, 1e-13);
    assert_int_equal(syn_t_quantile(&x, 1e-20, SYN_LOWER, 4), SYN_OK);
    assert_near(x, -131607.40128258528, 1e-12);
    assert_near(syn_t_tails(-3, 4).lower, 0.019970984035859413, 1e-13);
    assert_near(syn_t_density(1.2, 4), 0.17385372358466916, 1e-13);
    assert_near(syn_f_tails(3, 4, 2.5).upper, 0.22603152845063640, 1e-13);
    assert_near(syn_f_density(3, 4, 2.5), 0.071336660060399557, 1e-13);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(nist_numacc4_comes_out),
        TEST(rank_tests_and_autocorrelation_agree_with_r),
        TEST(tau_is_that_of_r),
        TEST(a_constant_series_has_no_tau_and_no_trend),
        TEST(dispersion_and_zeros_agree_with_r),
        TEST(series_without_events_are_refused),
        TEST(trend_tests_agree_with_r),
        TEST(a_marker_is_the_weighted_line_of_r),
        TEST(analysis_of_variance_is_as_by_hand),
        TEST(t_and_f_agree_with_r),
    };
    gsl_set_error_handler_off();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
