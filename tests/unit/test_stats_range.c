#include "test.h"

#include <math.h>

#include <gsl/gsl_errno.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>

#include <samsyn/stats/glm.h>
#include <samsyn/stats/range.h>

enum { ROOM = 4000 };

static double work[ROOM];

static void assert_near(double got, double want, double tolerance)
{
    if (!(fabs(got - want) <= tolerance * fabs(want)))
        fail_msg("got %.17g, want %.17g", got, want);
}

static void assert_all_near(const double *got, const double *want, size_t n)
{
    for (size_t i = 0; i < n; i++)
        assert_near(got[i], want[i], 1e-9);
}

/* The model of the tests: y ~ x + z + offset(log(e)), x = 0..11. */
static const double y[] = {18, 25, 31, 22, 17, 29, 35, 20, 21, 27, 38, 24};
static const double z[] = {0, 1, 0, 0, 1, 1, 0, 1, 0, 0, 0, 1};
static const double e[] = {1000, 1010, 1020, 1031, 1040, 1052,
                           1060, 1071, 1080, 1093, 1100, 1111};
static double terms[12 * 3], offset[12];

static struct syn_glm_data model(void)
{
    for (size_t i = 0; i < 12; i++) {
        terms[3 * i] = 1;
        terms[3 * i + 1] = (double)i;
        terms[3 * i + 2] = z[i];
        offset[i] = log(e[i]);
    }
    return (struct syn_glm_data){
        .y = y, .x = terms, .offset = offset, .n = 12, .p = 3};
}

/* glm(y~x+z+offset(log(e)), family=quasipoisson, control=glm.control(
 * epsilon=1e-15, maxit=100)) of R 4.2.2; cov.unscaled; hatvalues. */
static void a_poisson_regression_agrees_with_r(void **state)
{
    const double beta[] = {-3.7257845719165865, 0.0135307273128952,
                           -0.1799456532667988};
    const double covariance[] = {
        1.41489148275238e-02,  -1.56419620293875e-03, -4.98717718821996e-03,
        -1.56419620293875e-03, 2.73663381165738e-04,  -3.86922934115263e-05,
        -4.98717718821996e-03, -3.86922934115263e-05, 1.39094560731769e-02};
    const struct syn_glm_data data = model();
    struct syn_glm g;
    (void)state;
    assert_true(syn_glm_work(12, 3) <= ROOM);
    assert_int_equal(syn_glm_fit(&g, &data, work), SYN_OK);
    assert_all_near(g.beta, beta, 3);
    assert_all_near(g.covariance, covariance, 9);
    assert_near(g.deviance, 14.3309695901558, 1e-12);
    assert_near(g.pearson, 14.3571058464354, 1e-9);
    assert_near(g.phi, 1.59523398293727, 1e-9);
    assert_near(g.fitted[0], 24.0941893849064, 1e-9);
    assert_near(g.fitted[11], 25.9487532696264, 1e-9);
    assert_near(g.leverage[0], 0.340906633445271, 1e-9);
    assert_near(g.leverage[11], 0.413460654853519, 1e-9);
    assert_int_equal(g.df, 9);
}

/* The same with weights=w. */
static void prior_weights_agree_with_r(void **state)
{
    const double w[] = {1, 2, 1, 1, .5, 1, 1, 3, 1, 1, .25, 1};
    const double beta[] = {-3.67339088011694992, -0.00370172766217089,
                           -0.13812991018251652};
    struct syn_glm_data data = model();
    struct syn_glm g;
    (void)state;
    data.weight = w;
    assert_int_equal(syn_glm_fit(&g, &data, work), SYN_OK);
    assert_all_near(g.beta, beta, 3);
    assert_near(g.covariance[0], 0.012849968257635232, 1e-9);
    assert_near(g.covariance[5], -0.000159991024217652, 1e-9);
    assert_near(g.deviance, 13.1714302640255, 1e-12);
    assert_near(g.phi, 1.47802209245833, 1e-9);
    assert_near(g.leverage[0], 0.326263631448093, 1e-9);
    assert_near(g.leverage[11], 0.331841670358996, 1e-9);
}

/* glm(y*1e8+3~x+z, family=poisson) of R 4.2.2. */
static void thousand_millions_are_fitted(void **state)
{
    const double beta[] = {21.603575671360034, 0.023094102243272,
                           -0.179694474449549};
    struct syn_glm_data data = model();
    struct syn_glm g;
    double large[12];
    (void)state;
    for (size_t i = 0; i < 12; i++)
        large[i] = y[i] * 1e8 + 3;
    data.y = large;
    data.offset = NULL;
    assert_int_equal(syn_glm_fit(&g, &data, work), SYN_OK);
    assert_all_near(g.beta, beta, 3);
    assert_near(g.deviance, 1432751563.42959, 1e-9);
}

/* By hand: two groups' rates are their means, the variances 1 / total. */
static void two_groups_have_their_own_means(void **state)
{
    const double counts[] = {3, 5, 7, 11, 13, 12};
    const double x[] = {1, 0, 1, 0, 1, 0, 1, 1, 1, 1, 1, 1};
    const struct syn_glm_data data = {.y = counts, .x = x, .n = 6, .p = 2};
    struct syn_glm g;
    (void)state;
    assert_int_equal(syn_glm_fit(&g, &data, work), SYN_OK);
    assert_near(g.beta[0], log(5), 1e-12);
    assert_near(g.beta[1], log(12.0 / 5), 1e-12);
    assert_near(g.covariance[0], 1.0 / 15, 1e-12);
    assert_near(g.covariance[3], 1.0 / 15 + 1.0 / 36, 1e-12);
    assert_near(g.pearson, 8.0 / 5 + 2.0 / 12, 1e-12);
    assert_true(g.phi == 1);
    for (size_t i = 0; i < 6; i++)
        assert_near(g.leverage[i], 1.0 / 3, 1e-12);
}

static void assert_glm_refuses(const struct syn_glm_data *data,
                               enum syn_refusal refusal)
{
    struct syn_glm g;
    assert_int_equal(syn_glm_fit(&g, data, work), SYN_EDOMAIN);
    assert_string_equal(syn_refusal_id(g.refusal), syn_refusal_id(refusal));
    assert_true(isnan(g.deviance) && isnan(g.pearson) && isnan(g.phi));
    assert_null(g.beta);
}

static void a_regression_refuses_with_a_reason(void **state)
{
    const double zero[12] = {0}, nan[12] = {NAN}, negative[12] = {-1};
    const double after[] = {4, 5, 3, 6, 4, 0, 0, 0, 0, 0, 0, 0};
    struct syn_glm_data data = model();
    struct syn_glm g;
    (void)state;
    data.n = 0;
    assert_glm_refuses(&data, SYN_REFUSAL_NO_DATA);
    data.n = 3;
    assert_glm_refuses(&data, SYN_REFUSAL_TOO_FEW_POINTS);
    data.n = 12;
    data.y = zero;
    assert_glm_refuses(&data, SYN_REFUSAL_NO_EVENTS);
    data.y = nan;
    assert_glm_refuses(&data, SYN_REFUSAL_DOMAIN);
    data.y = negative;
    assert_glm_refuses(&data, SYN_REFUSAL_NEGATIVE_COUNT);
    data.y = y;
    data.weight = zero;
    assert_glm_refuses(&data, SYN_REFUSAL_DOMAIN);
    data.weight = NULL;
    data.p = SYN_GLM_MAX_TERMS + 1;
    assert_glm_refuses(&data, SYN_REFUSAL_DOMAIN);
    data.p = 3;
    for (size_t i = 0; i < 12; i++)
        terms[3 * i + 2] = i >= 5;
    data.y = after;
    assert_glm_refuses(&data, SYN_REFUSAL_SEPARATION);
    data.y = y;
    for (size_t i = 0; i < 12; i++)
        terms[3 * i + 2] = 2.385 * (double)i + 1;
    assert_glm_refuses(&data, SYN_REFUSAL_RANK_DEFICIENT);
    assert_int_equal(syn_glm_fit(&g, &data, work), SYN_EDOMAIN);
    assert_true(g.dropped < 3);
}

static const struct syn_range_options quarters = {.cycle = 4};

/* Computed in R 4.2.2 by glm(family=poisson, weights=w, epsilon=1e-15), sum(w*
 * (y-mu)^2/mu), predict(se.fit=TRUE), hatvalues() and qnbinom(), pnbinom(),
 * dnbinom() with mu= and size=, after (3) to (7) of the header; where phi > 1
 * (8) to (10) by qt(), pt(), pnorm() and qnorm(). */
static const struct {
    const char *what;
    double counts[20];
    size_t n;
    double observed, expected, phi, limits[4], p_low;
    bool season;
} references[] = {
    {"no season below 12 rows",
     {12, 9, 15, 8, 14, 11, 10, 13, 9, 12},
     10,
     21,
     11.0684102043871,
     1,
     {4, 20, 2, 26},
     0.985211563512091,
     false},
    {"season",
     {18, 25, 31, 22, 17, 29, 35, 20, 21, 27, 38, 24, 19, 30, 33, 26},
     16,
     9,
     20.6519202186431,
     1,
     {11, 32, 7, 40},
     0.00713472323273343,
     true},
    {"a past outbreak",
     {8, 11, 9, 7, 12, 10, 55, 9, 8, 13, 11, 10, 9, 12, 8, 11, 10},
     17,
     15,
     12.1762502317829,
     1.98429472946238,
     {2, 29, 0, 52},
     0.70927140219387,
     true},
    {"over-dispersion",
     {3, 14, 7, 22, 5, 9, 31, 2, 12, 18, 4, 6, 25, 8},
     14,
     40,
     14.9716468408792,
     8.61181407333358,
     {0, 70, 0, 219},
     0.910939672536029,
     true},
    {"a slow wave",
     {12, 14, 22, 25, 24, 20, 9, 6, 8, 7, 15, 24, 26, 21, 10, 8},
     16,
     30,
     15.6547693078923,
     4.01790151540218,
     {0, 83, 0, 253},
     0.824689006087236,
     true},
    {"zeros in excess",
     {50, 0, 61, 47, 0, 55, 58, 0, 49, 63, 52, 0, 44, 57},
     14,
     0,
     52.6473827370493,
     20.4393269525503,
     {0, 205, 0, 593},
     1.0 / 3,
     true},
};

static void assert_limits(const struct syn_range *r, const double *limits)
{
    assert_true(r->lo95 == limits[0]);
    assert_true(r->hi95 == limits[1]);
    assert_true(r->lo998 == limits[2]);
    assert_true(r->hi998 == limits[3]);
}

static void normal_ranges_agree_with_r(void **state)
{
    struct syn_range r;
    (void)state;
    assert_true(syn_range_work(20) <= ROOM);
    for (size_t i = 0; i < sizeof references / sizeof *references; i++) {
        print_message("%s\n", references[i].what);
        assert_int_equal(syn_range_predict(&r, references[i].counts, NULL,
                                           references[i].n, references[i].n,
                                           quarters, references[i].observed,
                                           work),
                         SYN_OK);
        assert_near(r.expected, references[i].expected, 1e-9);
        assert_near(r.phi, references[i].phi, 1e-9);
        assert_near(r.p_low, references[i].p_low, 1e-8);
        assert_near(r.p_high, 1 - references[i].p_low, 1e-6);
        assert_near(r.mid_p, 2 * fmin(r.p_low, r.p_high), 1e-15);
        assert_limits(&r, references[i].limits);
        assert_int_equal(r.n_baseline, references[i].n);
        assert_true(r.trend && r.season == references[i].season);
    }
}

/* The same in R, with offset(log(e)) and the rows that are NA left out. */
static void gaps_keep_their_place_and_exposure_counts(void **state)
{
    const double counts[] = {5, 7,  NAN, 6, 9, 4,  8, NAN,
                             7, 10, 6,   5, 8, 11, 7, 9};
    const double exposure[] = {1000, 1010, 1020, 1031, 1040, 1052, 1060, 1071,
                               1080, 1093, 1100, 1111, 1120, 1135, 1141, 1150};
    const double limits[] = {3, 19, 1, 26};
    struct syn_range r;
    (void)state;
    assert_int_equal(
        syn_range_predict(&r, counts, exposure, 16, 16, quarters, 2, work),
        SYN_OK);
    assert_near(r.expected, 9.7801894608031, 1e-9);
    assert_near(r.p_low, 0.00937968078709018, 1e-8);
    assert_limits(&r, limits);
    assert_int_equal(r.n_baseline, 14);
}

static void only_rows_before_the_target_are_used(void **state)
{
    const double limits[] = {18, 46, 12, 57};
    double counts[16];
    struct syn_range r, again;
    (void)state;
    memcpy(counts, references[1].counts, sizeof counts);
    counts[13] = 1e9;
    counts[14] = -3;
    /* R: the first 13 rows predict row 13; a season from the third quarter. */
    assert_int_equal(
        syn_range_predict(&r, counts, NULL, 16, 13,
                          (struct syn_range_options){.cycle = 4, .phase = 2},
                          30, work),
        SYN_OK);
    assert_near(r.expected, 30.8155173832642, 1e-9);
    assert_near(r.p_low, 0.477795293822879, 1e-8);
    assert_limits(&r, limits);
    /* Where the year begins turns the harmonics and changes nothing. */
    assert_int_equal(
        syn_range_predict(&again, counts, NULL, 16, 13, quarters, 30, work),
        SYN_OK);
    assert_near(again.expected, r.expected, 1e-9);
    assert_limits(&again, limits);
}

static void the_next_sign_lies_just_outside_the_range(void **state)
{
    struct syn_range r = {.lo95 = 4, .hi95 = 20, .lo998 = 0, .hi998 = 26};
    struct syn_range_next next = syn_range_next(&r);
    (void)state;
    assert_true(next.sign_low == 3 && next.sign_high == 21);
    assert_true(isnan(next.clear_low) && next.clear_high == 27);
    assert_int_equal(syn_range_predict(&r, y, NULL, 3, 3, quarters, NAN, work),
                     SYN_EDOMAIN);
    next = syn_range_next(&r);
    assert_true(isnan(next.sign_low) && isnan(next.sign_high));
}

static bool is_whole(double x)
{
    return x >= 0 && isfinite(x) && x == floor(x);
}

/* Success has no NaN and limits in order; a refusal has a reason and no
 * number. */
static void assert_sound(const struct syn_range *r, enum syn_status status)
{
    if (status) {
        assert_int_equal(status, SYN_EDOMAIN);
        assert_true(r->refusal != SYN_REFUSAL_NONE);
        assert_true(isnan(r->expected) && isnan(r->lo95) && isnan(r->hi95) &&
                    isnan(r->lo998) && isnan(r->hi998) && isnan(r->p_low) &&
                    isnan(r->p_high) && isnan(r->mid_p) && isnan(r->phi));
        return;
    }
    assert_int_equal(r->refusal, SYN_REFUSAL_NONE);
    assert_true(is_whole(r->lo998) && is_whole(r->lo95) && is_whole(r->hi95) &&
                is_whole(r->hi998));
    assert_true(r->lo998 <= r->lo95 && r->lo95 <= r->hi95 &&
                r->hi95 <= r->hi998);
    assert_true(r->expected >= 0 && isfinite(r->expected) && r->phi >= 1);
    assert_true(r->p_low >= 0 && r->p_low <= 1 && r->p_high >= 0 &&
                r->p_high <= 1 && r->mid_p >= 0 && r->mid_p <= 1);
}

#define M 1e9
static const struct {
    const char *what;
    double counts[12];
    enum syn_refusal refusal;
} hostile[] = {
    {"all zero", {0}, SYN_REFUSAL_NO_EVENTS},
    {"constant", {5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5}, SYN_REFUSAL_NONE},
    {"constant and huge",
     {M, M, M, M, M, M, M, M, M, M, M, M},
     SYN_REFUSAL_NONE},
    {"one huge outlier",
     {5, 5, 5, 5, 5, M, 5, 5, 5, 5, 5, 5},
     SYN_REFUSAL_NUMERIC},
    {"one event, last",
     {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1},
     SYN_REFUSAL_SEPARATION},
    {"events in one quarter only",
     {5, 0, 0, 0, 4, 0, 0, 0, 6, 0, 0, 0},
     SYN_REFUSAL_SEPARATION},
    {"doubling",
     {1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048},
     SYN_REFUSAL_NONE},
    {"suppressed",
     {5, NAN, 6, NAN, 5, NAN, 7, NAN, 6, NAN, 5, NAN},
     SYN_REFUSAL_TOO_FEW_POINTS},
    {"nothing known",
     {NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN},
     SYN_REFUSAL_TOO_FEW_POINTS},
    {"negative",
     {5, 5, 5, -5, 5, 5, 5, 5, 5, 5, 5, 5},
     SYN_REFUSAL_NEGATIVE_COUNT},
    {"infinite",
     {5, 5, 5, INFINITY, 5, 5, 5, 5, 5, 5, 5, 5},
     SYN_REFUSAL_DOMAIN},
};

static void hostile_series_are_refused_or_answered(void **state)
{
    struct syn_range r;
    (void)state;
    for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++) {
        print_message("%s\n", hostile[i].what);
        enum syn_status status = syn_range_predict(&r, hostile[i].counts, NULL,
                                                   12, 12, quarters, 5, work);
        assert_string_equal(syn_refusal_id(r.refusal),
                            syn_refusal_id(hostile[i].refusal));
        assert_sound(&r, status);
    }
}

static void hostile_arguments_are_refused(void **state)
{
    const double exposure[12] = {1, 1, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1};
    const double gone[12] = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, NAN};
    const double tens[12] = {9, 8, 7, 9, 8, 7, 9, 8, 7, 9, 8, 7};
    const size_t far[] = {100, 1000, 1000000, SIZE_MAX};
    struct syn_range r;
    (void)state;
    assert_int_equal(
        syn_range_predict(&r, tens, NULL, 12, 12, quarters, 2.5, work),
        SYN_EDOMAIN);
    assert_int_equal(r.refusal, SYN_REFUSAL_FRACTIONAL_COUNT);
    assert_int_equal(
        syn_range_predict(&r, tens, NULL, 12, 12, quarters, -1, work),
        SYN_EDOMAIN);
    assert_int_equal(r.refusal, SYN_REFUSAL_NEGATIVE_COUNT);
    assert_int_equal(syn_range_predict(&r, tens, NULL, 12, 12,
                                       (struct syn_range_options){0}, 5, work),
                     SYN_EDOMAIN);
    assert_int_equal(r.refusal, SYN_REFUSAL_DOMAIN);
    assert_int_equal(
        syn_range_predict(&r, tens, exposure, 12, 12, quarters, 5, work),
        SYN_EDOMAIN);
    assert_int_equal(r.refusal, SYN_REFUSAL_ZERO_EXPOSURE);
    assert_int_equal(
        syn_range_predict(&r, tens, gone, 12, 11, quarters, 5, work),
        SYN_EDOMAIN);
    assert_int_equal(r.refusal, SYN_REFUSAL_MISSING_VALUES);
    assert_int_equal(syn_range_predict(&r, tens, NULL, 0, 0, quarters, 5, work),
                     SYN_EDOMAIN);
    assert_int_equal(r.refusal, SYN_REFUSAL_TOO_FEW_POINTS);
    for (size_t i = 0; i < sizeof far / sizeof *far; i++)
        assert_sound(&r, syn_range_predict(&r, references[1].counts, NULL, 16,
                                           far[i], quarters, 5, work));
}

static void an_observation_not_given_leaves_the_range(void **state)
{
    struct syn_range r;
    (void)state;
    assert_int_equal(syn_range_predict(&r, references[0].counts, NULL, 10, 10,
                                       quarters, NAN, work),
                     SYN_OK);
    assert_limits(&r, references[0].limits);
    assert_true(isnan(r.p_low) && isnan(r.p_high) && isnan(r.mid_p));
}

static void cycles_of_one_two_and_twelve_are_met(void **state)
{
    const int cycles[] = {1, 2, 3, 12};
    struct syn_range r;
    (void)state;
    for (size_t i = 0; i < 4; i++) {
        struct syn_range_options o = {.cycle = cycles[i], .phase = -1};
        assert_sound(&r, syn_range_predict(&r, references[1].counts, NULL, 16,
                                           16, o, 20, work));
        assert_int_equal(r.refusal, SYN_REFUSAL_NONE);
        assert_true(r.season == (cycles[i] > 1));
    }
    struct syn_range_options o = {.cycle = 4, .min_baseline = 20};
    assert_int_equal(
        syn_range_predict(&r, references[1].counts, NULL, 16, 16, o, 20, work),
        SYN_EDOMAIN);
    assert_int_equal(r.refusal, SYN_REFUSAL_TOO_FEW_POINTS);
    assert_int_equal(r.n_baseline, 16);
}

static gsl_rng *seeded(unsigned long seed)
{
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    gsl_rng_set(rng, seed);
    return rng;
}

static void random_rubbish_never_breaks_the_promise(void **state)
{
    const double values[] = {0,   0,   1,   2,     3,      5,  17,  400,
                             1e6, 1e9, NAN, 2.385, 1e-300, 80, 999, 7};
    gsl_rng *rng = seeded(1);
    double counts[24], exposure[24];
    struct syn_range r;
    (void)state;
    for (int run = 0; run < 4000; run++) {
        unsigned long variety = 1 + gsl_rng_uniform_int(rng, 16);
        for (size_t i = 0; i < 24; i++) {
            counts[i] = values[gsl_rng_uniform_int(rng, variety)];
            exposure[i] = exp(20 * gsl_rng_uniform(rng) - 10);
        }
        assert_sound(&r,
                     syn_range_predict(&r, counts, run % 3 ? NULL : exposure,
                                       24, 20 + (size_t)run % 8, quarters,
                                       (double)(run % 50), work));
    }
    gsl_rng_free(rng);
}

/* Stable series: at most 5 in 100 outside the 95 % range, 3 in 1000 outside
 * the 99.8 % range, within three standard errors of 4000 runs each. */
static void stable_series_seldom_leave_their_range(void **state)
{
    const double means[] = {5, 8, 12, 20, 50};
    gsl_rng *rng = seeded(1);
    double counts[21];
    struct syn_range r;
    (void)state;
    for (size_t m = 0; m < 5; m++) {
        int out95 = 0, out998 = 0;
        for (int run = 0; run < 4000; run++) {
            size_t n = run % 2 ? 16 : 20;
            for (size_t i = 0; i <= n; i++)
                counts[i] = gsl_ran_poisson(rng, means[m]);
            assert_int_equal(syn_range_predict(&r, counts, NULL, n + 1, n,
                                               quarters, counts[n], work),
                             SYN_OK);
            out95 += counts[n] < r.lo95 || counts[n] > r.hi95;
            out998 += counts[n] < r.lo998 || counts[n] > r.hi998;
        }
        assert_in_range(out95, 60, 200);
        assert_in_range(out998, 0, 12);
    }
    gsl_rng_free(rng);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_poisson_regression_agrees_with_r),
        TEST(prior_weights_agree_with_r),
        TEST(thousand_millions_are_fitted),
        TEST(two_groups_have_their_own_means),
        TEST(a_regression_refuses_with_a_reason),
        TEST(normal_ranges_agree_with_r),
        TEST(gaps_keep_their_place_and_exposure_counts),
        TEST(only_rows_before_the_target_are_used),
        TEST(the_next_sign_lies_just_outside_the_range),
        TEST(hostile_series_are_refused_or_answered),
        TEST(hostile_arguments_are_refused),
        TEST(an_observation_not_given_leaves_the_range),
        TEST(cycles_of_one_two_and_twelve_are_met),
        TEST(random_rubbish_never_breaks_the_promise),
        TEST(stable_series_seldom_leave_their_range),
    };
    gsl_set_error_handler_off();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
