#include "test.h"

#include <math.h>
#include <stdlib.h>

#include <gsl/gsl_errno.h>

#include <samsyn/stats/contrast.h>
#include <samsyn/stats/count.h>
#include <samsyn/stats/detect.h>
#include <samsyn/stats/multiple.h>
#include <samsyn/stats/share.h>
#include <samsyn/stats/standardise.h>
#include <samsyn/stats/wdd.h>

static void assert_near(double got, double want, double tolerance)
{
    if (!(fabs(got - want) <= tolerance * fmax(1e-300, fabs(want))))
        fail_msg("got %.17g, want %.17g", got, want);
}

/* pois.byar() of epitools 0.5 (R 4.2.2); and Byar's formula written out in R
 * for x = 12. */
static void byar_has_two_forms_that_differ(void **state)
{
    struct syn_count_limits l;
    (void)state;
    assert_int_equal(syn_count_limits(&l, SYN_COUNT_BYAR_EPITOOLS, 7, 0.95, 1),
                     SYN_OK);
    assert_near(l.lower, 3.1215517011761902, 1e-13);
    assert_near(l.upper, 13.744641615412002, 1e-13);
    assert_int_equal(syn_count_limits(&l, SYN_COUNT_BYAR, 12, 0.95, 1), SYN_OK);
    assert_near(l.lower, 6.1935098430790285, 1e-13);
    assert_near(l.upper, 20.9628580536166993, 1e-13);
    /* Below 10 events it is Garwood's: poisson.test(7)$conf.int of R. */
    assert_int_equal(syn_count_limits(&l, SYN_COUNT_BYAR, 7, 0.95, 1), SYN_OK);
    assert_near(l.lower, 2.81436305151987, 1e-12);
}

static void no_limit_of_a_count_is_below_zero(void **state)
{
    struct syn_count_limits l;
    (void)state;
    for (int m = SYN_COUNT_GARWOOD; m <= SYN_COUNT_BYAR_EPITOOLS; m++)
        for (double x = 0; x < 30; x++)
            for (double phi = 1; phi < 20; phi += 6) {
                assert_int_equal(syn_count_limits(&l, (enum syn_count_method)m,
                                                  x, 0.9999, phi),
                                 SYN_OK);
                assert_true(l.lower >= 0 && l.lower <= x && l.upper >= x);
            }
    assert_int_equal(syn_count_limits(&l, SYN_COUNT_BYAR_ALL, 1, 0.998, 1),
                     SYN_OK);
    assert_true(l.clipped);
}

/* poisson.test(9, 1, 4) and binom.test(9, 19, .25) of R 4.2.2. */
static void as_unlikely_means_as_r_does(void **state)
{
    struct syn_count_test t;
    (void)state;
    assert_int_equal(syn_count_test(&t, 9, 4), SYN_OK);
    assert_near(t.minimum_likelihood, 0.02136343448798417, 1e-12);
    assert_near(syn_binomial_unlikely(9, 19, log(1.0 / 3)), 0.03297611244852306,
                1e-12);
    assert_int_equal(syn_count_test(&t, 9.5, 4), SYN_EDOMAIN);
    assert_int_equal(t.refusal, SYN_REFUSAL_FRACTIONAL_COUNT);
    assert_int_equal(syn_count_test(&t, 0, 0), SYN_OK);
    assert_true(t.minimum_likelihood == 1 && t.central == 1);
}

/* uniroot() of R 4.2.2 on dbinom() and pbinom(), tol = 1e-15. */
static void mid_p_limits_of_a_share_agree_with_r(void **state)
{
    struct syn_share s;
    (void)state;
    assert_int_equal(syn_share_midp(&s, 7, 20, 0.95), SYN_OK);
    assert_near(s.lower, 0.16773473749451501, 1e-12);
    assert_near(s.upper, 0.57304871804525692, 1e-12);
    assert_int_equal(syn_share_midp(&s, 0, 20, 0.95), SYN_OK);
    assert_true(s.lower == 0);
    assert_int_equal(syn_share_midp(&s, 20, 20, 0.95), SYN_OK);
    assert_true(s.upper == 1);
}

static struct syn_contrast
contrast_of(double t0, double t1, double c0, double c1)
{
    return (struct syn_contrast){{t0, 1}, {t1, 1}, {c0, 1}, {c1, 1}, 1};
}

/* Mid-P: uniroot() on the hypergeometric weights written out in R 4.2.2;
 * central: fisher.test(matrix(c(4, 12, 14, 9), 2))$conf.int. */
static void exact_ratio_of_ratios_agrees_with_fisher(void **state)
{
    const struct syn_contrast c = contrast_of(12, 4, 9, 14);
    struct syn_ratio r;
    (void)state;
    assert_int_equal(syn_contrast_exact(&r, &c, 0.95, 0.5), SYN_OK);
    assert_near(r.lower, 0.048336890289622507, 1e-9);
    assert_near(r.upper, 0.895597070172214571, 1e-9);
    assert_near(r.p, 0.033653007846556268, 1e-12);
    assert_int_equal(syn_contrast_exact(&r, &c, 0.95, 1), SYN_OK);
    assert_near(r.lower, 0.039382879903558606, 1e-4); /* R's own tolerance */
    assert_near(r.upper, 1.039421653443327154, 1e-4);
}

/* By hand: ln(4 9 / (12 14)), root of 1/12 + 1/4 + 1/9 + 1/14 = 65/126. */
static void logarithmic_ratio_of_ratios_is_as_by_hand(void **state)
{
    const struct syn_contrast c = contrast_of(12, 4, 9, 14);
    struct syn_ratio r;
    struct syn_log_ratio l;
    (void)state;
    assert_int_equal(syn_contrast_log(&r, &l, &c, 0.95), SYN_OK);
    assert_near(l.log, -1.5404450409471490, 1e-14);
    assert_near(l.error, sqrt(65.0 / 126), 1e-14);
    const struct syn_contrast none = contrast_of(12, 0, 9, 14);
    assert_int_equal(syn_contrast_log(&r, &l, &none, 0.95), SYN_EDOMAIN);
    assert_int_equal(r.refusal, SYN_REFUSAL_NO_EVENTS);
    assert_int_equal(syn_contrast_exact(&r, &none, 0.95, 0.5), SYN_OK);
    assert_true(r.value == 0 && r.lower == 0 && isfinite(r.upper));
}

static void a_ratio_of_ratios_with_nothing_on_either_side_is_refused(void **s)
{
    const struct syn_contrast c = contrast_of(0, 0, 3, 4);
    struct syn_ratio r;
    (void)s;
    assert_int_equal(syn_contrast_exact(&r, &c, 0.95, 0.5), SYN_EDOMAIN);
    assert_int_equal(r.refusal, SYN_REFUSAL_BOTH_ZERO);
}

/* The double sum written out in R 4.2.2 with outer() over 0..200 and 0..300. */
static void e_tests_agree_with_the_sum_in_r(void **state)
{
    (void)state;
    assert_near(
        syn_e_test((struct syn_window){9, 1}, (struct syn_window){10, 3}, true),
        0.022774599623629280, 1e-11);
    assert_near(syn_e_test((struct syn_window){9, 1},
                           (struct syn_window){10, 3}, false),
                0.094664231311642075, 1e-11);
}

/* The table of the specification: computed apart, two or three digits. */
static void what_could_be_detected_is_as_tabled(void **state)
{
    static const double counts[] = {3, 10, 30, 100};
    static const double rise[] = {4.7, 2.7, 1.9, 1.44};
    static const double fall[] = {NAN, 0.12, 0.40, 0.64};
    static const double wide_rise[] = {10.9, 4.1, 2.4, 1.65};
    (void)state;
    for (int i = 0; i < 4; i++) {
        struct syn_detect_question q = {{counts[i], 1}, 1, 0.05, 0.8, 1};
        struct syn_detect d;
        double *work = malloc(syn_detect_work(counts[i]) * sizeof *work);
        assert_int_equal(syn_detect_exact(&d, &q, work), SYN_OK);
        free(work);
        assert_true(fabs(d.rise - rise[i]) < (rise[i] > 1.6 ? 0.05 : 0.005));
        assert_true(isnan(fall[i]) ? isnan(d.fall)
                                   : fabs(d.fall - fall[i]) < 0.005);
        q.phi = 2;
        assert_int_equal(syn_detect_log(&d, &q), SYN_OK);
        assert_true(fabs(d.rise - wide_rise[i]) < 0.051);
    }
}

/* The sums and qgamma() of R 4.2.2; ageadjust.direct() of epitools 0.5. */
static void standardised_rates_agree_with_r(void **state)
{
    static const double x[] = {12, 30, 3}, n[] = {5000, 9000, 700};
    static const double w[] = {36000, 54000, 10000};
    const struct syn_bands b = {x, NULL, n, w, 3};
    struct syn_standard d;
    (void)state;
    assert_int_equal(syn_standard_dobson(&d, &b, SYN_COUNT_GARWOOD, 0.95),
                     SYN_OK);
    assert_near(d.value * 1e5, 309.25714285714287, 1e-13);
    assert_near(d.lower * 1e5, 221.93282539305167, 1e-12);
    assert_near(d.upper * 1e5, 418.36001957504652, 1e-12);
    assert_int_equal(syn_standard_fay_feuer(&d, &b, 0.95), SYN_OK);
    assert_near(d.lower * 1e5, 222.24309150944316, 1e-12);
    assert_near(d.upper * 1e5, 429.05417878232970, 1e-12);
}

static void no_events_still_have_an_upper_gamma_limit(void **state)
{
    static const double x[] = {0, 0}, n[] = {100, 200}, w[] = {1, 3};
    const struct syn_bands b = {x, NULL, n, w, 2};
    struct syn_standard d;
    (void)state;
    assert_int_equal(syn_standard_fay_feuer(&d, &b, 0.95), SYN_OK);
    /* -w ln(alpha/2), w = 3/(4 200) the largest share of an event. */
    assert_near(d.upper, 3.0 / 800 * 3.6888794541139363, 1e-12);
    assert_true(d.lower == 0 && d.value == 0);
    assert_int_equal(syn_standard_dobson(&d, &b, SYN_COUNT_GARWOOD, 0.95),
                     SYN_EDOMAIN);
    assert_int_equal(d.refusal, SYN_REFUSAL_NO_EVENTS);
}

/* p.adjust() of R 4.2.2. */
static void adjusted_p_values_agree_with_r(void **state)
{
    static const double p[] = {0.01, 0.04, NAN, 0.2, 0.04};
    static const double by[] = {0.083333333333333343, 0.11111111111111113, NAN,
                                0.41666666666666674, 0.11111111111111113};
    static const double holm[] = {0.04, 0.12, NAN, 0.2, 0.12};
    double q[5];
    size_t order[5];
    (void)state;
    assert_int_equal(syn_multiple_adjust(q, p, 5, SYN_MULTIPLE_BY, order),
                     SYN_OK);
    for (int i = 0; i < 5; i++)
        if (i != 2)
            assert_near(q[i], by[i], 1e-14);
    assert_int_equal(syn_multiple_adjust(q, p, 5, SYN_MULTIPLE_HOLM, order),
                     SYN_OK);
    for (int i = 0; i < 5; i++)
        if (i != 2)
            assert_near(q[i], holm[i], 1e-14);
    assert_true(isnan(q[2]));
}

/* By hand: (40 - 50) - (65 - 60) = -15, variance 40 + 50 + 65 + 60 = 215. */
static void displacement_is_as_by_hand(void **state)
{
    struct syn_wdd_counts c = {
        .count = {{60, 65}, {50, 40}}, .area = {1, 1, 1, 1}, .time = {1, 1}};
    struct syn_wdd w;
    (void)state;
    assert_int_equal(syn_wdd(&w, &c, 0.9), SYN_OK);
    assert_near(w.total, -15, 1e-15);
    assert_near(w.total_error, sqrt(215), 1e-15);
    assert_near(w.lower, -15 - 1.6448536269514722 * sqrt(215), 1e-13);
    c.time[1] = 2; /* Twice as long after: 20 - 50 - (32.5 - 60). */
    assert_int_equal(syn_wdd(&w, &c, 0.9), SYN_OK);
    assert_near(w.total, -2.5, 1e-14);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(byar_has_two_forms_that_differ),
        TEST(no_limit_of_a_count_is_below_zero),
        TEST(as_unlikely_means_as_r_does),
        TEST(mid_p_limits_of_a_share_agree_with_r),
        TEST(exact_ratio_of_ratios_agrees_with_fisher),
        TEST(logarithmic_ratio_of_ratios_is_as_by_hand),
        TEST(a_ratio_of_ratios_with_nothing_on_either_side_is_refused),
        TEST(e_tests_agree_with_the_sum_in_r),
        TEST(what_could_be_detected_is_as_tabled),
        TEST(standardised_rates_agree_with_r),
        TEST(no_events_still_have_an_upper_gamma_limit),
        TEST(adjusted_p_values_agree_with_r),
        TEST(displacement_is_as_by_hand),
    };
    gsl_set_error_handler_off();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
