#include "test.h"

#include <float.h>
#include <math.h>

#include <gsl/gsl_errno.h>

#include <samsyn/stats/distribution.h>
#include <samsyn/stats/quantile.h>
#include <samsyn/stats/root.h>

/* Values are of R 4.2.2, each by the call that stands beside it, or computed by
 * hand. */

static void assert_near(double got, double want, double tolerance)
{
    if (!(fabs(got - want) <= tolerance * fabs(want)))
        fail_msg("got %.17g, want %.17g", got, want);
}

static double cubic(double x, const void *ctx)
{
    return x * x * x - *(const double *)ctx;
}

static double step(double x, const void *ctx)
{
    (void)ctx;
    return x < 2.385 ? -1 : 1;
}

static double never(double x, const void *ctx)
{
    (void)x, (void)ctx;
    return NAN;
}

static void a_root_is_found_within_its_bracket(void **state)
{
    double x, c = 2.385 * 2.385 * 2.385, zero = 0;
    (void)state;
    assert_int_equal(syn_root(&x, cubic, &c, -1, 10), SYN_OK);
    assert_near(x, 2.385, 1e-15);
    assert_int_equal(syn_root(&x, cubic, &c, 10, -1), SYN_OK);
    assert_near(x, 2.385, 1e-15);
    assert_int_equal(syn_root(&x, step, NULL, -1e6, 1e7), SYN_OK);
    assert_near(x, 2.385, 1e-15);
    assert_int_equal(syn_root_around(&x, cubic, &c, -900, 0.01), SYN_OK);
    assert_near(x, 2.385, 1e-15);
    assert_int_equal(syn_root(&x, cubic, &zero, 0, 1), SYN_OK);
    assert_true(x == 0);
    assert_int_equal(syn_root(&x, step, NULL, 2.385, 3), SYN_EDOMAIN);
}

static void no_change_of_sign_is_no_root(void **state)
{
    double x = 0, c = 27;
    (void)state;
    assert_int_equal(syn_root(&x, cubic, &c, 4, 10), SYN_EDOMAIN);
    assert_true(isnan(x));
    assert_int_equal(syn_root(&x, never, NULL, 4, 10), SYN_EDOMAIN);
    assert_int_equal(syn_root_around(&x, never, NULL, 0, 1), SYN_EDOMAIN);
    assert_true(isnan(x));
}

static void tails_of_counts_agree_with_r(void **state)
{
    struct syn_tails t = syn_poisson_tails(7, 2.385);
    (void)state;
    assert_near(t.lower, 0.996783446298426, 1e-13);   /* ppois(7,2.385) */
    assert_near(t.upper, 0.00321655370157372, 1e-12); /* lower=FALSE */
    assert_near(syn_poisson_tails(40, 8).upper, 1.31561578152786e-16, 1e-11);
    assert_near(syn_poisson_point(7, 2.385), 0.00802039592846456, 1e-13);
    t = syn_binomial_tails(3, 17, 0.2385, 0.7615);
    assert_near(t.lower, 0.394862518016768, 1e-13); /* pbinom(3,17,.2385) */
    assert_near(t.upper, 0.605137481983232, 1e-13);
    assert_near(syn_binomial_point(3, 17, 0.2385, 0.7615), 0.2034008531671,
                1e-12);
    t = syn_nb_tails(12, 5.7, 2.385);
    assert_near(t.lower, 0.921548023712454, 1e-13);
    /* pnbinom(12,mu=5.7,size=2.385,lower=FALSE), dnbinom(...) */
    assert_near(t.upper, 0.078451976287546, 1e-12);
    assert_near(syn_nb_point(12, 5.7, 2.385), 0.0237355324628977, 1e-12);
}

/* Where GSL 2.7.1 is wrong: gsl_cdf_gamma_Q(1000061981, 1e9, 1) gives .0079. */
static void tails_of_large_counts_agree_with_r(void **state)
{
    (void)state;
    /* ppois(1000123,1e6), dpois */
    assert_near(syn_poisson_tails(1000123, 1e6).lower, 0.549209389718142,
                1e-11);
    assert_near(syn_poisson_point(1000123, 1e6), 0.000395911608848839, 1e-11);
    /* pbinom(500123,1e6,.5), dbinom */
    assert_near(syn_binomial_tails(500123, 1e6, 0.5, 0.5).lower,
                0.597545880484158, 1e-11);
    assert_near(syn_binomial_point(500123, 1e6, 0.5, 0.5), 0.000774103593442113,
                1e-11);
    /* pgamma(qgamma(.975,1e9),1e9) */
    assert_near(syn_gamma_tails(1000061980.45038, 1e9).upper, 0.025, 1e-8);
    assert_near(
        syn_beta_tails(0.499814596403901, 1 - 0.499814596403901, 1e6, 1e6)
            .lower,
        0.3, 1e-8); /* qbeta(.3,1e6,1e6) */
}

static void a_large_size_keeps_its_digits(void **state)
{
    (void)state;
    /* pnbinom(12,mu=10,size=1e7), size=1e11 */
    assert_near(syn_nb_tails(12, 10, 1e7).lower, 0.791556381614617, 1e-13);
    assert_near(syn_nb_tails(12, 10, 1e11).lower, 0.791556476385396, 1e-13);
    assert_near(syn_nb_tails(7, 2.385, INFINITY).lower, 0.996783446298426,
                1e-13);
}

static void degenerate_parameters_are_not_nan(void **state)
{
    (void)state;
    assert_true(syn_poisson_tails(3, 0).lower == 1);
    assert_true(syn_poisson_tails(3, 0).upper == 0);
    assert_true(syn_poisson_tails(-1, 3).upper == 1);
    assert_true(syn_poisson_point(0, 0) == 1);
    assert_true(syn_poisson_point(1, 0) == 0);
    assert_true(syn_binomial_tails(0, 5, 0, 1).lower == 1);
    assert_true(syn_binomial_tails(4, 5, 1, 0).upper == 1);
    assert_true(syn_binomial_tails(5, 5, 0.3, 0.7).lower == 1);
    assert_true(syn_binomial_point(5, 5, 1, 0) == 1);
    assert_near(syn_binomial_point(0, 5, 0.3, 0.7), 0.16807, 1e-14);
    assert_near(syn_binomial_point(5, 5, 0.3, 0.7), 0.00243, 1e-14);
    assert_true(syn_nb_tails(0, 0, 3).lower == 1);
    assert_near(syn_nb_point(0, 3, 1), 0.25, 1e-15);
    assert_true(isnan(syn_poisson_tails(3, -1).lower));
    assert_true(isnan(syn_poisson_tails(NAN, 1).lower));
    assert_true(isnan(syn_nb_tails(3, 1, 0).lower));
    assert_true(isnan(syn_gamma_tails(1, 0).lower));
    assert_true(isnan(syn_beta_tails(0.5, 0.5, 0, 1).lower));
}

/* The two tails add up to 1, and the points to the lower tail. */
static void points_add_up_to_tails(void **state)
{
    const double mus[] = {0.3, 2.385, 17, 240}, sizes[] = {0.2, 3, 1e4, 1e9};
    (void)state;
    for (size_t i = 0; i < 4; i++)
        for (size_t j = 0; j < 4; j++) {
            double sum = 0;
            for (double k = 0; k < 60; k++) {
                struct syn_tails t = syn_nb_tails(k, mus[i], sizes[j]);
                sum += syn_nb_point(k, mus[i], sizes[j]);
                assert_near(t.lower + t.upper, 1, 1e-13);
                assert_near(t.lower, sum, 1e-11);
            }
        }
}

static const struct {
    double p;
    enum syn_tail tail;
    double shape, want;
} gammas[] = {
    {0.975, SYN_LOWER, 1160, 1227.6960140257}, /* GSL: NaN */
    {0.025, SYN_UPPER, 1160, 1227.6960140257},
    {0.025, SYN_LOWER, 2.385, 0.372810757247332},
    {0.001, SYN_LOWER, 0.05, 5.84463205728655e-61}, /* GSL: NaN */
    {1e-20, SYN_UPPER, 7.3, 65.3344368196906},
    {0.5, SYN_LOWER, 1, 0.693147180559945},
    {0.975, SYN_LOWER, 1e9, 1000061980.45038},
};

static void gamma_quantiles_agree_with_r(void **state)
{
    double x;
    (void)state;
    for (size_t i = 0; i < sizeof gammas / sizeof *gammas; i++) {
        assert_int_equal(syn_gamma_quantile(&x, gammas[i].p, gammas[i].tail,
                                            gammas[i].shape, 1),
                         SYN_OK);
        assert_near(x, gammas[i].want, 1e-12);
    }
    assert_int_equal(syn_gamma_quantile(&x, 0.5, SYN_LOWER, 1, 2.385), SYN_OK);
    assert_near(x, 2.385 * 0.693147180559945, 1e-13);
    assert_int_equal(syn_chisq_quantile(&x, 0.998, SYN_LOWER, 1), SYN_OK);
    /* qchisq(.998, 1) in R 4.2.2 */
    assert_near(x, 9.549535706083242, 1e-13);
    assert_int_equal(syn_chisq_quantile(&x, 0.05, SYN_LOWER, 2.385), SYN_OK);
    assert_near(x, 0.182736787875475, 1e-13);
}

static void beta_quantiles_agree_with_r(void **state)
{
    double x;
    (void)state;
    assert_int_equal(syn_beta_quantile(&x, 0.001, SYN_LOWER, 243, 4), SYN_OK);
    assert_near(x, 0.947975789570728, 1e-13); /* GSL: NaN */
    assert_int_equal(syn_beta_quantile(&x, 0.975, SYN_LOWER, 2143, 17), SYN_OK);
    assert_near(x, 0.995406599614615, 1e-13);
    assert_int_equal(syn_beta_quantile(&x, 0.025, SYN_LOWER, 0.5, 3), SYN_OK);
    assert_near(x, 0.000177819932934758, 1e-13);
    assert_int_equal(syn_beta_quantile(&x, 0.3, SYN_LOWER, 1e6, 1e6), SYN_OK);
    assert_near(x, 0.499814596403901, 1e-13);
}

static const double counts_p[] = {0.025, 0.975, 0.001, 0.999};

static void count_quantiles_agree_with_r(void **state)
{
    /* qpois(p,23.85), qnbinom(p,mu=23.85,size=4.7), qbinom(p,57,.2385) */
    const double poisson[] = {15, 34, 10, 40}, nb[] = {6, 52, 1, 77};
    const double binomial[] = {8, 20, 5, 24};
    double k;
    (void)state;
    for (size_t i = 0; i < 4; i++) {
        double p = counts_p[i];
        assert_int_equal(syn_poisson_quantile(&k, p, SYN_LOWER, 23.85), SYN_OK);
        assert_true(k == poisson[i]);
        assert_int_equal(syn_poisson_quantile(&k, 1 - p, SYN_UPPER, 23.85),
                         SYN_OK);
        assert_true(k == poisson[i]);
        assert_int_equal(syn_nb_quantile(&k, p, SYN_LOWER, 23.85, 4.7), SYN_OK);
        assert_true(k == nb[i]);
        assert_int_equal(syn_binomial_quantile(&k, p, SYN_LOWER, 57, 0.2385),
                         SYN_OK);
        assert_true(k == binomial[i]);
    }
    assert_int_equal(syn_poisson_quantile(&k, 0.975, SYN_LOWER, 1e9), SYN_OK);
    assert_true(k == 1000061980); /* qpois(.975,1e9) */
}

/* One period against a known mean: qpois() in R at .025, .975, .001, .999. */
static const double ranges[][5] = {
    {1, 0, 3, 0, 5},      {3, 0, 7, 0, 10},      {5, 1, 10, 0, 13},
    {8, 3, 14, 1, 18},    {12, 6, 19, 3, 24},    {20, 12, 29, 8, 35},
    {50, 37, 64, 30, 73}, {80, 63, 98, 54, 109},
};

static void ranges_about_a_known_mean_are_those_of_the_table(void **state)
{
    double k;
    (void)state;
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
        for (size_t j = 0; j < 4; j++) {
            assert_int_equal(
                syn_poisson_quantile(&k, counts_p[j], SYN_LOWER, ranges[i][0]),
                SYN_OK);
            assert_true(k == ranges[i][j + 1]);
        }
}

static void the_quantile_of_a_tail_leads_back_to_its_count(void **state)
{
    double k;
    (void)state;
    for (double want = 0; want < 60; want++) {
        struct syn_tails t = syn_nb_tails(want, 9.7, 2.385);
        assert_int_equal(syn_nb_quantile(&k, t.lower, SYN_LOWER, 9.7, 2.385),
                         SYN_OK);
        assert_true(k == want);
        assert_int_equal(syn_nb_quantile(&k, t.upper, SYN_UPPER, 9.7, 2.385),
                         SYN_OK);
        assert_true(k == want);
    }
}

static void quantiles_of_nothing_and_all_are_the_ends(void **state)
{
    double k;
    (void)state;
    assert_int_equal(syn_poisson_quantile(&k, 0, SYN_LOWER, 5), SYN_OK);
    assert_true(k == 0);
    assert_int_equal(syn_poisson_quantile(&k, 1, SYN_LOWER, 5), SYN_OK);
    assert_true(isinf(k));
    assert_int_equal(syn_binomial_quantile(&k, 0, SYN_UPPER, 5, 0.5), SYN_OK);
    assert_true(k == 5);
    assert_int_equal(syn_gamma_quantile(&k, 1, SYN_LOWER, 5, 1), SYN_OK);
    assert_true(isinf(k));
    assert_int_equal(syn_beta_quantile(&k, 1, SYN_LOWER, 5, 1), SYN_OK);
    assert_true(k == 1);
    assert_int_equal(syn_poisson_quantile(&k, 0.3, SYN_LOWER, 0), SYN_OK);
    assert_true(k == 0);
    /* Below the smallest number there is: .025^1000. */
    assert_int_equal(syn_gamma_quantile(&k, 0.025, SYN_LOWER, 0.001, 1),
                     SYN_OK);
    assert_true(k == 0);
}

static void quantiles_outside_their_domain_are_refused(void **state)
{
    double k;
    (void)state;
    assert_int_equal(syn_poisson_quantile(&k, 1.1, SYN_LOWER, 5), SYN_EDOMAIN);
    assert_true(isnan(k));
    assert_int_equal(syn_poisson_quantile(&k, NAN, SYN_LOWER, 5), SYN_EDOMAIN);
    assert_int_equal(syn_poisson_quantile(&k, 0.5, SYN_LOWER, -1), SYN_EDOMAIN);
    assert_int_equal(syn_poisson_quantile(&k, 0.5, SYN_LOWER, NAN),
                     SYN_EDOMAIN);
    assert_int_equal(syn_nb_quantile(&k, 0.5, SYN_LOWER, 5, 0), SYN_EDOMAIN);
    assert_int_equal(syn_nb_quantile(&k, 0.5, SYN_LOWER, INFINITY, 1),
                     SYN_EDOMAIN);
    assert_int_equal(syn_binomial_quantile(&k, 0.5, SYN_LOWER, 2.5, 0.5),
                     SYN_EDOMAIN);
    assert_int_equal(syn_binomial_quantile(&k, 0.5, SYN_LOWER, 2, 1.5),
                     SYN_EDOMAIN);
    assert_int_equal(syn_gamma_quantile(&k, 0.5, SYN_LOWER, 0, 1), SYN_EDOMAIN);
    assert_int_equal(syn_gamma_quantile(&k, 0.5, SYN_LOWER, 1, NAN),
                     SYN_EDOMAIN);
    assert_int_equal(syn_beta_quantile(&k, 0.5, SYN_LOWER, 1, INFINITY),
                     SYN_EDOMAIN);
    assert_int_equal(syn_chisq_quantile(&k, 0.5, SYN_LOWER, -1), SYN_EDOMAIN);
    assert_true(isnan(k));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_root_is_found_within_its_bracket),
        TEST(no_change_of_sign_is_no_root),
        TEST(tails_of_counts_agree_with_r),
        TEST(tails_of_large_counts_agree_with_r),
        TEST(a_large_size_keeps_its_digits),
        TEST(degenerate_parameters_are_not_nan),
        TEST(points_add_up_to_tails),
        TEST(gamma_quantiles_agree_with_r),
        TEST(beta_quantiles_agree_with_r),
        TEST(count_quantiles_agree_with_r),
        TEST(ranges_about_a_known_mean_are_those_of_the_table),
        TEST(the_quantile_of_a_tail_leads_back_to_its_count),
        TEST(quantiles_of_nothing_and_all_are_the_ends),
        TEST(quantiles_outside_their_domain_are_refused),
    };
    gsl_set_error_handler_off();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
