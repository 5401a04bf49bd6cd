#include "test.h"

#include <math.h>

#include <gsl/gsl_errno.h>

#include <samsyn/stats/compare.h>
#include <samsyn/stats/multiple.h>
#include <samsyn/stats/rate.h>
#include <samsyn/stats/share.h>

static void assert_near(double got, double want, double tolerance)
{
    if (!(fabs(got - want) <= tolerance * fabs(want)))
        fail_msg("got %.17g, want %.17g", got, want);
}

static void every_refusal_has_its_id(void **state)
{
    (void)state;
    assert_string_equal(syn_refusal_id(SYN_REFUSAL_NONE), "");
    for (int i = 1; i <= SYN_REFUSAL_SHORT_POST_PERIOD; i++)
        assert_true(strlen(syn_refusal_id((enum syn_refusal)i)) > 4);
    assert_string_equal(syn_refusal_id(SYN_REFUSAL_NO_DATA), "no-data");
    assert_string_equal(syn_refusal_id(SYN_REFUSAL_SHORT_POST_PERIOD),
                        "short-post-period");
    assert_string_equal(syn_refusal_id((enum syn_refusal)9999), "");
}

/* GARWOOD: poisson.test(x)$conf.int of R 4.2.2.  MID: uniroot() of R on
 * ppois() and dpois(), tol = 1e-14. */
static const struct {
    double events, lower, upper, mid_lower, mid_upper;
} counts[] = {
    {0, 0, 3.68887945411394, 0, 2.99573227355399},
    {1, 0.0253178079842899, 5.5716433909388989, 0.0500203448353355,
     4.9318605247067735},
    {7, 2.81436305151987, 14.42267536170238, 3.06158913974094,
     13.84709669781425},
    {10, 4.79538869613243, 18.39035604201778, 5.07952184721734,
     17.82485369656968},
    {1160, 1094.19817440550, 1228.72478331361, 1094.67670013797,
     1228.21769245896},
    {1e6, 998040.983340294, 1001961.911945432, 998041.482605426,
     1001961.411700555},
};

static void limits_of_a_count_agree_with_r(void **state)
{
    struct syn_rate r;
    (void)state;
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        assert_int_equal(syn_rate_garwood(&r, counts[i].events, 1, 1, 0.95),
                         SYN_OK);
        assert_near(r.lower, counts[i].lower, 1e-12);
        assert_near(r.upper, counts[i].upper, 1e-12);
        assert_int_equal(syn_rate_midp(&r, counts[i].events, 1, 1, 0.95),
                         SYN_OK);
        assert_near(r.lower, counts[i].mid_lower, 1e-10);
        assert_near(r.upper, counts[i].mid_upper, 1e-10);
    }
    /* poisson.test(27,conf.level=.998)$conf.int */
    assert_int_equal(syn_rate_garwood(&r, 27, 1, 1, 0.998), SYN_OK);
    assert_near(r.lower, 13.7338506755808, 1e-12);
    assert_near(r.upper, 47.2302723209390, 1e-12);
}

static void a_rate_is_per_exposure(void **state)
{
    struct syn_rate r;
    (void)state;
    /* qgamma() in R: .025 of shape 7, .975 of shape 8 */
    assert_int_equal(syn_rate_garwood(&r, 7, 1234, 1000, 0.95), SYN_OK);
    assert_near(r.value, 5.6726094003241494, 1e-13);
    assert_near(r.lower, 2.2806831859966503, 1e-13);
    assert_near(r.upper, 11.6877434049452, 1e-13);
    assert_int_equal(r.refusal, SYN_REFUSAL_NONE);
}

static void fractions_and_thousand_millions_have_limits(void **state)
{
    struct syn_rate r;
    (void)state;
    /* qgamma(.025,.5), qgamma(.975,1.5) of R 4.2.2 */
    assert_int_equal(syn_rate_garwood(&r, 0.5, 1, 1, 0.95), SYN_OK);
    assert_near(r.lower, 4.91034558587628e-04, 1e-12);
    assert_near(r.upper, 4.67420180224807, 1e-12);
    /* qgamma(.025,1e9), qgamma(.975,1e9+1) */
    assert_int_equal(syn_rate_garwood(&r, 1e9, 1, 1, 0.95), SYN_OK);
    assert_near(r.lower, 9.99938021443928e+08, 1e-13);
    assert_near(r.upper, 1.00006198145041e+09, 1e-13);
    assert_int_equal(syn_rate_midp(&r, 1e9, 1, 1, 0.95), SYN_OK);
    assert_true(r.lower > 999938021.443 && r.lower < 999938022.444);
    assert_true(r.upper < 1000061981.451 && r.upper > 1000061980.450);
    assert_int_equal(syn_rate_midp(&r, 1, 1, 1, 0.05), SYN_OK);
    assert_true(r.lower < r.upper);
}

static void a_rate_refuses_with_a_reason(void **state)
{
    const struct {
        double events, exposure, per, confidence;
        enum syn_refusal refusal;
    } rows[] = {
        {-1, 1, 1, 0.95, SYN_REFUSAL_NEGATIVE_COUNT},
        {1, 0, 1, 0.95, SYN_REFUSAL_ZERO_EXPOSURE},
        {1, -2, 1, 0.95, SYN_REFUSAL_ZERO_EXPOSURE},
        {NAN, 1, 1, 0.95, SYN_REFUSAL_DOMAIN},
        {1, NAN, 1, 0.95, SYN_REFUSAL_DOMAIN},
        {INFINITY, 1, 1, 0.95, SYN_REFUSAL_DOMAIN},
        {1, 1, 0, 0.95, SYN_REFUSAL_DOMAIN},
        {1, 1, 1, 1, SYN_REFUSAL_DOMAIN},
        {1, 1, 1, NAN, SYN_REFUSAL_DOMAIN},
        {1, 1e-300, 1e300, 0.95, SYN_REFUSAL_NUMERIC},
    };
    struct syn_rate r;
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_int_equal(syn_rate_garwood(&r, rows[i].events, rows[i].exposure,
                                          rows[i].per, rows[i].confidence),
                         SYN_EDOMAIN);
        assert_int_equal(r.refusal, rows[i].refusal);
        assert_true(isnan(r.value) && isnan(r.lower) && isnan(r.upper));
        assert_int_equal(syn_rate_midp(&r, rows[i].events, rows[i].exposure,
                                       rows[i].per, rows[i].confidence),
                         SYN_EDOMAIN);
        assert_int_equal(r.refusal, rows[i].refusal);
    }
    assert_int_equal(syn_rate_midp(&r, 2.5, 1, 1, 0.95), SYN_EDOMAIN);
    assert_int_equal(r.refusal, SYN_REFUSAL_FRACTIONAL_COUNT);
}

/* R 4.2.2: binom.test(x,n)$conf.int, prop.test(x,n,correct=FALSE)$conf.int. */
static const struct {
    double part, whole, lower, upper, wilson_lower, wilson_upper;
} shares[] = {
    {3, 17, 0.037985068070626, 0.434317872844284, 0.061911266376210,
     0.410294585688341},
    {0, 17, 0, 0.195064322969093, 0, 0.184318135008852},
    {17, 17, 0.804935677030907, 1, 1 - 0.184318135008852, 1},
    {263, 1077, 0.218802499307880, 0.270996854701992, 0.219477990692156,
     0.270734014497582},
};

static void limits_of_a_share_agree_with_r(void **state)
{
    struct syn_share s;
    (void)state;
    for (size_t i = 0; i < sizeof shares / sizeof *shares; i++) {
        double x = shares[i].part, n = shares[i].whole;
        assert_int_equal(syn_share_exact(&s, x, n, 0.95), SYN_OK);
        assert_near(s.value, x / n, 1e-15);
        assert_near(s.lower, shares[i].lower, 1e-12);
        assert_near(s.upper, shares[i].upper, 1e-12);
        assert_int_equal(syn_share_wilson(&s, x, n, 0.95), SYN_OK);
        assert_near(s.lower, shares[i].wilson_lower, 1e-12);
        assert_near(s.upper, shares[i].wilson_upper, 1e-12);
    }
    assert_int_equal(syn_share_wilson(&s, 2.5, 7.5, 0.95), SYN_OK);
}

static void a_share_refuses_with_a_reason(void **state)
{
    struct syn_share s;
    (void)state;
    assert_int_equal(syn_share_wilson(&s, 0, 0, 0.95), SYN_EDOMAIN);
    assert_int_equal(s.refusal, SYN_REFUSAL_ZERO_EXPOSURE);
    assert_true(isnan(s.value) && isnan(s.lower) && isnan(s.upper));
    assert_int_equal(syn_share_wilson(&s, 3, 2, 0.95), SYN_EDOMAIN);
    assert_int_equal(s.refusal, SYN_REFUSAL_NUMERATOR_EXCEEDS_DENOMINATOR);
    assert_int_equal(syn_share_exact(&s, -1, 2, 0.95), SYN_EDOMAIN);
    assert_int_equal(s.refusal, SYN_REFUSAL_NEGATIVE_COUNT);
    assert_int_equal(syn_share_exact(&s, 0.5, 2, 0.95), SYN_EDOMAIN);
    assert_int_equal(s.refusal, SYN_REFUSAL_FRACTIONAL_COUNT);
    assert_int_equal(syn_share_exact(&s, 1, NAN, 0.95), SYN_EDOMAIN);
    assert_int_equal(s.refusal, SYN_REFUSAL_DOMAIN);
}

static void a_rate_ratio_is_that_of_the_specification(void **state)
{
    const struct syn_window a = {9, 1}, b = {10, 3};
    struct syn_ratio r;
    (void)state;
    /* uniroot() in R of the mid-P sum of dbinom(), as many digits as it gave */
    assert_int_equal(syn_ratio_midp(&r, a, b, 0.95), SYN_OK);
    assert_near(r.value, 2.7, 1e-15);
    assert_near(r.unbiased, 2.704796613, 5e-10);
    assert_near(r.lower, 1.06104359354, 5e-12);
    assert_near(r.upper, 6.7910197332, 1e-11);
    assert_near(r.p, 0.03765, 1e-4);
    /* binom.test(9,19,1/4)$conf.int of R 4.2.2, as odds times 3 */
    assert_int_equal(syn_ratio_exact(&r, a, b, 0.95), SYN_OK);
    assert_near(r.lower, 0.97074718500218, 1e-12);
    assert_near(r.upper, 7.39345289262636, 1e-12);
    assert_near(r.p, 0.0575, 1e-3);
    /* chapter 3: equal exposure, 9 against 3: central .146, mid-P .092; by
     * hand .5 * (.146 + P(X > 9)): 299 and 378 of 4096 */
    assert_int_equal(syn_ratio_exact(&r, (struct syn_window){9, 1},
                                     (struct syn_window){3, 1}, 0.95),
                     SYN_OK);
    assert_near(r.p, 598.0 / 4096, 1e-13);
    assert_int_equal(syn_ratio_midp(&r, (struct syn_window){9, 1},
                                    (struct syn_window){3, 1}, 0.95),
                     SYN_OK);
    assert_near(r.p, 378.0 / 4096, 1e-13);
}

static void the_null_lies_outside_the_limits_when_p_is_small(void **state)
{
    struct syn_ratio r;
    (void)state;
    for (double x = 0; x < 30; x++)
        for (double y = x == 0; y < 30; y++) {
            const struct syn_window a = {x, 1.7}, b = {y, 2.385};
            assert_int_equal(syn_ratio_midp(&r, a, b, 0.95), SYN_OK);
            assert_true((r.p < 0.05) == (r.lower > 1 || r.upper < 1));
            assert_true(r.lower <= r.unbiased && r.unbiased <= r.upper);
            assert_int_equal(syn_ratio_exact(&r, a, b, 0.95), SYN_OK);
            assert_true((r.p < 0.05) == (r.lower > 1 || r.upper < 1));
        }
}

static void a_ratio_has_edges(void **state)
{
    struct syn_ratio r;
    (void)state;
    /* By hand: p^5 = .05 at the lower limit, odds times 2. */
    assert_int_equal(syn_ratio_midp(&r, (struct syn_window){5, 1},
                                    (struct syn_window){0, 2}, 0.95),
                     SYN_OK);
    assert_true(isinf(r.value) && isinf(r.unbiased) && isinf(r.upper));
    double p = pow(0.05, 0.2);
    assert_near(r.lower, 2 * p / (1 - p), 1e-12);
    assert_near(r.p, pow(1.0 / 3, 5), 1e-12);
    assert_int_equal(syn_ratio_midp(&r, (struct syn_window){0, 2},
                                    (struct syn_window){5, 1}, 0.95),
                     SYN_OK);
    assert_true(r.value == 0 && r.unbiased == 0 && r.lower == 0);
    assert_near(r.upper, (1 - p) / p / 2, 1e-12);
    assert_int_equal(syn_ratio_midp(&r, (struct syn_window){1e9, 1},
                                    (struct syn_window){1e9, 1}, 0.95),
                     SYN_OK);
    /* z sqrt(2 / 1e9) */
    assert_near(log(r.upper), 1.959963984540054 * sqrt(2e-9), 1e-6);
    assert_near(r.p, 1, 1e-12);
}

static void a_ratio_refuses_with_a_reason(void **state)
{
    const struct {
        struct syn_window a, b;
        double confidence;
        enum syn_refusal refusal;
    } rows[] = {
        {{0, 1}, {0, 1}, 0.95, SYN_REFUSAL_BOTH_ZERO},
        {{1, 0}, {3, 1}, 0.95, SYN_REFUSAL_ZERO_EXPOSURE},
        {{1, 1}, {3, -1}, 0.95, SYN_REFUSAL_ZERO_EXPOSURE},
        {{-1, 1}, {3, 1}, 0.95, SYN_REFUSAL_NEGATIVE_COUNT},
        {{1, 1}, {3.5, 1}, 0.95, SYN_REFUSAL_FRACTIONAL_COUNT},
        {{1, 1}, {NAN, 1}, 0.95, SYN_REFUSAL_DOMAIN},
        {{1, 1}, {3, 1}, 0, SYN_REFUSAL_DOMAIN},
        {{1, 1e-300}, {1, 1e300}, 0.95, SYN_REFUSAL_NUMERIC},
    };
    struct syn_ratio r;
    struct syn_percent percent;
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_int_equal(
            syn_ratio_midp(&r, rows[i].a, rows[i].b, rows[i].confidence),
            SYN_EDOMAIN);
        assert_int_equal(r.refusal, rows[i].refusal);
        assert_true(isnan(r.value) && isnan(r.unbiased) && isnan(r.lower) &&
                    isnan(r.upper) && isnan(r.p));
        assert_int_equal(syn_ratio_percent(&percent, &r, 100), SYN_EDOMAIN);
        assert_int_equal(percent.refusal, rows[i].refusal);
    }
}

static void per_cent_needs_a_reference_of_ten(void **state)
{
    struct syn_ratio r;
    struct syn_percent percent;
    (void)state;
    assert_int_equal(syn_ratio_midp(&r, (struct syn_window){15, 1},
                                    (struct syn_window){10, 1}, 0.95),
                     SYN_OK);
    assert_int_equal(syn_ratio_percent(&percent, &r, 10), SYN_OK);
    assert_near(percent.value, 50, 1e-13);
    assert_near(percent.lower, 100 * (r.lower - 1), 1e-13);
    assert_int_equal(syn_ratio_percent(&percent, &r, 9), SYN_EDOMAIN);
    assert_int_equal(percent.refusal, SYN_REFUSAL_TOO_FEW_EVENTS);
    assert_true(isnan(percent.value) && isnan(percent.upper));
    assert_int_equal(syn_ratio_percent(&percent, &r, NAN), SYN_EDOMAIN);
}

static void a_ratio_of_ratios_agrees_with_r(void **state)
{
    struct syn_contrast c = {
        .treated_before = {40, 365},
        .treated_after = {27, 365},
        .control_before = {50, 365},
        .control_after = {45, 365},
        .phi = 1.3,
    };
    struct syn_ratio r;
    (void)state;
    /* R 4.2.2: exp(log(.75) +- qnorm(.975) * sqrt(1.3 * sum(1/x))),
     * 2*pnorm(-|log .75|/se) */
    assert_int_equal(syn_ratio_of_ratios(&r, &c, 0.95), SYN_OK);
    assert_near(r.value, 0.75, 1e-12);
    assert_near(r.lower, 0.364492329012642, 1e-12);
    assert_near(r.upper, 1.543242354437836, 1e-12);
    assert_near(r.p, 0.434556270935793, 1e-12);
    c.control_after.events = 4;
    assert_int_equal(syn_ratio_of_ratios(&r, &c, 0.95), SYN_EDOMAIN);
    assert_int_equal(r.refusal, SYN_REFUSAL_TOO_FEW_EVENTS);
    c.control_after.events = 45;
    c.phi = 0.9;
    assert_int_equal(syn_ratio_of_ratios(&r, &c, 0.95), SYN_EDOMAIN);
    assert_int_equal(r.refusal, SYN_REFUSAL_DOMAIN);
}

static void false_discovery_rates_agree_with_r(void **state)
{
    const double p[] = {.01, .5, .02, NAN, .02, 1, .0385, .2};
    /* p.adjust(p,"BH") of R 4.2.2 */
    const double want[] = {0.0466666666666667, 0.5833333333333334,
                           0.0466666666666667, NAN,
                           0.0466666666666667, 1,
                           0.0673750000000000, 0.28};
    double q[8], same[8];
    size_t order[8];
    (void)state;
    memcpy(same, p, sizeof p);
    assert_int_equal(syn_multiple_bh(q, p, 8, order), SYN_OK);
    assert_int_equal(syn_multiple_bh(same, same, 8, order), SYN_OK);
    for (size_t i = 0; i < 8; i++) {
        if (isnan(want[i])) {
            assert_true(isnan(q[i]) && isnan(same[i]));
            continue;
        }
        assert_near(q[i], want[i], 1e-14);
        assert_true(q[i] == same[i]);
    }
}

static void odd_families_of_tests_are_met(void **state)
{
    double q[3] = {0, 0, 0};
    size_t order[3];
    (void)state;
    assert_int_equal(syn_multiple_bh(q, q, 0, order), SYN_OK);
    assert_int_equal(
        syn_multiple_bh(q, (const double[]){NAN, NAN, NAN}, 3, order), SYN_OK);
    assert_true(isnan(q[0]) && isnan(q[1]) && isnan(q[2]));
    assert_int_equal(
        syn_multiple_bh(q, (const double[]){NAN, 0.385, NAN}, 3, order),
        SYN_OK);
    assert_true(q[1] == 0.385);
    assert_int_equal(
        syn_multiple_bh(q, (const double[]){0.1, 1.1, 0.2}, 3, order),
        SYN_EDOMAIN);
    assert_true(isnan(q[0]) && isnan(q[2]));
    assert_int_equal(
        syn_multiple_bh(q, (const double[]){0.1, -0.1, 0.2}, 3, order),
        SYN_EDOMAIN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(every_refusal_has_its_id),
        TEST(limits_of_a_count_agree_with_r),
        TEST(a_rate_is_per_exposure),
        TEST(fractions_and_thousand_millions_have_limits),
        TEST(a_rate_refuses_with_a_reason),
        TEST(limits_of_a_share_agree_with_r),
        TEST(a_share_refuses_with_a_reason),
        TEST(a_rate_ratio_is_that_of_the_specification),
        TEST(the_null_lies_outside_the_limits_when_p_is_small),
        TEST(a_ratio_has_edges),
        TEST(a_ratio_refuses_with_a_reason),
        TEST(per_cent_needs_a_reference_of_ten),
        TEST(a_ratio_of_ratios_agrees_with_r),
        TEST(false_discovery_rates_agree_with_r),
        TEST(odd_families_of_tests_are_met),
    };
    gsl_set_error_handler_off();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
