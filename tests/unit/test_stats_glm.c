#include "test.h"

#include <math.h>
#include <stdlib.h>

#include <gsl/gsl_errno.h>

#include <samsyn/stats/glm.h>

enum { N = 36, LONGLEY = 16, TERMS = 7 };

static const double counts[N] = {3,  9,  4, 0, 12, 7,  2,  5, 18, 1, 6,  4,
                                 11, 8,  0, 3, 15, 22, 7,  2, 9,  5, 30, 4,
                                 1,  13, 6, 8, 19, 2,  10, 7, 25, 3, 12, 16};

static void assert_near(double got, double want, double tolerance)
{
    if (!(fabs(got - want) <= tolerance * fmax(1e-300, fabs(want))))
        fail_msg("got %.17g, want %.17g", got, want);
}

/* NIST StRD, Longley: y, then six predictors. */
static const double longley[LONGLEY][TERMS] = {
    {60323, 83.0, 234289, 2356, 1590, 107608, 1947},
    {61122, 88.5, 259426, 2325, 1456, 108632, 1948},
    {60171, 88.2, 258054, 3682, 1616, 109773, 1949},
    {61187, 89.5, 284599, 3351, 1650, 110929, 1950},
    {63221, 96.2, 328975, 2099, 3099, 112075, 1951},
    {63639, 98.1, 346999, 1932, 3594, 113270, 1952},
    {64989, 99.0, 365385, 1870, 3547, 115094, 1953},
    {63761, 100.0, 363112, 3578, 3350, 116219, 1954},
    {66019, 101.2, 397469, 2904, 3048, 117388, 1955},
    {67857, 104.6, 419180, 2822, 2857, 118734, 1956},
    {68169, 108.4, 442769, 2936, 2798, 120445, 1957},
    {66513, 110.8, 444546, 4681, 2637, 121950, 1958},
    {68655, 112.6, 482704, 3813, 2552, 123366, 1959},
    {69564, 114.2, 502601, 3931, 2514, 125368, 1960},
    {69331, 115.7, 518173, 4806, 2572, 127852, 1961},
    {70551, 116.9, 554894, 4007, 2827, 130081, 1962},
};

/* Certified estimates and standard deviations. */
static const double certified[TERMS][2] = {
    {-3482258.63459582, 890420.383607373},
    {15.0618722713733, 84.9149257747669},
    {-0.358191792925910e-01, 0.334910077722432e-01},
    {-2.02022980381683, 0.488399681651699},
    {-1.03322686717359, 0.214274163161675},
    {-0.511041056535807e-01, 0.226073200069370},
    {1829.15146461355, 455.478499142212},
};

static void nist_longley_comes_out(void **state)
{
    double y[LONGLEY], x[LONGLEY * TERMS];
    struct syn_glm_data d = {
        .y = y, .x = x, .n = LONGLEY, .p = TERMS, .family = SYN_GAUSSIAN};
    struct syn_glm g;
    (void)state;
    for (int i = 0; i < LONGLEY; i++) {
        y[i] = longley[i][0];
        x[i * TERMS] = 1;
        for (int j = 1; j < TERMS; j++)
            x[i * TERMS + j] = longley[i][j];
    }
    double *work = malloc(syn_glm_work(d.n, d.p) * sizeof *work);
    assert_int_equal(syn_glm_fit(&g, &d, work), SYN_OK);
    double variance = g.deviance / (double)g.df;
    assert_near(sqrt(variance), 304.854073561965, 1e-10);
    for (int j = 0; j < TERMS; j++) {
        assert_near(g.beta[j], certified[j][0], 1e-9);
        assert_near(sqrt(variance * g.covariance[j * TERMS + j]),
                    certified[j][1], 1e-8);
    }
    free(work);
}

/* The design of COUNTS on time. */
static void fill(double x[2 * N])
{
    for (int i = 0; i < N; i++) {
        x[2 * i] = 1;
        x[2 * i + 1] = i;
    }
}

/* R 4.2.2: theta.ml() and glm(family = negative.binomial(theta)) of MASS in
 * turn, 500 times, with eps and epsilon 1e-15. */
static void a_negative_binomial_agrees_with_mass(void **state)
{
    double x[2 * N];
    struct syn_glm_data d = {.y = counts, .x = x, .n = N, .p = 2};
    struct syn_nb nb;
    (void)state;
    fill(x);
    double *work = malloc(syn_glm_work(N, 2) * sizeof *work);
    assert_int_equal(syn_nb_fit(&nb, &d, work), SYN_OK);
    assert_false(nb.fallback);
    assert_near(nb.glm.beta[0], 1.6899203253539585, 1e-9);
    assert_near(nb.glm.beta[1], 0.024488005660390205, 1e-9);
    assert_near(nb.size, 1.8088260081654153, 1e-9);
    assert_near(nb.error, 0.53271015087498907, 1e-9);
    assert_near(sqrt(nb.glm.covariance[3]), 0.013219949667703587, 1e-9);
    assert_near(nb.glm.deviance, 40.390866825109285, 1e-9);
    d.family = SYN_NEGATIVE_BINOMIAL;
    d.size = nb.size;
    assert_near(syn_glm_log_likelihood(&d, nb.glm.fitted), -112.39670859120552,
                1e-12);
    free(work);
}

static void counts_like_poisson_fall_back(void **state)
{
    static const double even[] = {4, 5, 4, 5, 4, 5, 4, 5};
    static const double one[] = {1, 1, 1, 1, 1, 1, 1, 1};
    const struct syn_glm_data d = {.y = even, .x = one, .n = 8, .p = 1};
    struct syn_nb nb;
    double work[64];
    (void)state;
    assert_true(syn_glm_work(8, 1) <= 64);
    assert_int_equal(syn_nb_fit(&nb, &d, work), SYN_OK);
    assert_true(nb.fallback && isnan(nb.size));
    assert_near(nb.glm.beta[0], log(4.5), 1e-13);
}

/* NeweyWest(glm, lag = 3, prewhite = FALSE) of sandwich 3.0-2; logLik() and
 * deviance() of R 4.2.2. */
static void the_sandwich_agrees_with_r(void **state)
{
    double x[2 * N], covariance[4], room[4];
    const struct syn_glm_data d = {.y = counts, .x = x, .n = N, .p = 2};
    struct syn_glm g;
    (void)state;
    fill(x);
    double *work = malloc(syn_glm_work(N, 2) * sizeof *work);
    assert_int_equal(syn_glm_fit(&g, &d, work), SYN_OK);
    assert_near(g.deviance, 188.32156075919309, 1e-12);
    assert_near(syn_glm_log_likelihood(&d, g.fitted), -158.03289465490494,
                1e-12);
    syn_glm_newey_west(covariance, &d, &g, 3, false, room);
    assert_near(sqrt(covariance[0]), 0.11403676232591513, 1e-8);
    assert_near(sqrt(covariance[3]), 0.0045689057382931756, 1e-8);
    syn_glm_newey_west(covariance, &d, &g, 0, true, room);
    assert_near(sqrt(covariance[0]), 0.25307052648804823, 1e-8);
    free(work);
}

static void least_squares_may_be_negative_and_counts_may_not(void **state)
{
    static const double y[] = {-1, 2, 4}, one[] = {1, 1, 1};
    struct syn_glm_data d = {
        .y = y, .x = one, .n = 3, .p = 1, .family = SYN_GAUSSIAN};
    struct syn_glm g;
    double work[64];
    (void)state;
    assert_int_equal(syn_glm_fit(&g, &d, work), SYN_OK);
    assert_near(g.beta[0], 5.0 / 3, 1e-15);
    d.family = SYN_POISSON;
    assert_int_equal(syn_glm_fit(&g, &d, work), SYN_EDOMAIN);
    assert_int_equal(g.refusal, SYN_REFUSAL_NEGATIVE_COUNT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(nist_longley_comes_out),
        TEST(a_negative_binomial_agrees_with_mass),
        TEST(counts_like_poisson_fall_back),
        TEST(the_sandwich_agrees_with_r),
        TEST(least_squares_may_be_negative_and_counts_may_not),
    };
    gsl_set_error_handler_off();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
