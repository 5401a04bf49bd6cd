#include "test.h"

#include <math.h>
#include <stdlib.h>

#include <gsl/gsl_errno.h>

#include <samsyn/stats/anova.h>
#include <samsyn/stats/continuous.h>
#include <samsyn/stats/contrast.h>
#include <samsyn/stats/count.h>
#include <samsyn/stats/detect.h>
#include <samsyn/stats/dispersion.h>
#include <samsyn/stats/glm.h>
#include <samsyn/stats/joinpoint.h>
#include <samsyn/stats/range.h>
#include <samsyn/stats/series.h>
#include <samsyn/stats/share.h>
#include <samsyn/stats/standardise.h>
#include <samsyn/stats/trend.h>

/* The program's own allocator stands before the C library's, so that whatever
 * GSL asks for is counted.  A sanitizer has an allocator of its own: nothing is
 * counted there, and the test says so. */
#if defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__)
#define COUNTS 1
static size_t asked;

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t n, size_t size);
void *__libc_realloc(void *p, size_t size);
void *malloc(size_t size);
void *calloc(size_t n, size_t size);
void *realloc(void *p, size_t size);

void *malloc(size_t size)
{
    asked++;
    return __libc_malloc(size);
}

void *calloc(size_t n, size_t size)
{
    asked++;
    return __libc_calloc(n, size);
}

void *realloc(void *p, size_t size)
{
    asked++;
    return __libc_realloc(p, size);
}
#else
#define COUNTS 0
static size_t asked;
#endif

enum { N = 48, ROOM = 20000 };

static double work[ROOM], y[N], x[2 * N], t[N];
static size_t group[N];

static void prepare(void)
{
    for (int i = 0; i < N; i++) {
        y[i] = 3 + i * 7 % 11 + (i % 9 == 0 ? 12 : 0);
        x[2 * i] = 1;
        x[2 * i + 1] = t[i] = i / 12.0;
        group[i] = (size_t)(i % 3);
    }
}

/* Each must succeed, or it would have had no reason to ask for memory. */
static void use_models(void)
{
    struct syn_glm_data d = {.y = y, .x = x, .n = N, .p = 2};
    struct syn_glm g;
    struct syn_nb nb;
    struct syn_random random;
    double covariance[4], room[4];
    size_t knot[1] = {0};
    assert_int_equal(syn_glm_fit(&g, &d, work), SYN_OK);
    syn_glm_newey_west(covariance, &d, &g, 3, false, room);
    assert_true(isfinite(syn_glm_log_likelihood(&d, g.fitted)));
    assert_int_equal(syn_nb_fit(&nb, &d, work), SYN_OK);
    const struct syn_joinpoint j = {&d, t, t + 4, 40, 4};
    assert_true(syn_joinpoint_work(&j) <= ROOM);
    syn_random_start(&random, 1);
    assert_true(syn_joinpoint_test(&j, knot, 0, 1, 2, 3, &random, work) > 0);
    d.family = SYN_GAUSSIAN;
    assert_int_equal(syn_glm_fit(&g, &d, work), SYN_OK);
}

static void use_counts(void)
{
    const struct syn_contrast c = {{12, 1}, {4, 1}, {9, 1}, {14, 1}, 1};
    const struct syn_detect_question q = {{20, 1}, 1, 0.05, 0.8, 1};
    const struct syn_bands bands = {y, NULL, t + 1, t + 1, N - 1};
    struct syn_count_limits l;
    struct syn_count_test test;
    struct syn_share share;
    struct syn_ratio ratio;
    struct syn_detect detect;
    struct syn_standard standard;
    double z;
    assert_int_equal(syn_count_limits(&l, SYN_COUNT_MIDP, 7, 0.95, 1), SYN_OK);
    assert_int_equal(syn_count_test(&test, 9, 4), SYN_OK);
    assert_int_equal(syn_share_midp(&share, 7, 20, 0.95), SYN_OK);
    assert_int_equal(
        syn_ratio_midp(&ratio, c.treated_after, c.control_after, 0.95), SYN_OK);
    assert_int_equal(syn_contrast_exact(&ratio, &c, 0.95, 0.5), SYN_OK);
    assert_true(syn_detect_work(20) <= ROOM);
    assert_int_equal(syn_detect_exact(&detect, &q, work), SYN_OK);
    assert_int_equal(syn_standard_fay_feuer(&standard, &bands, 0.95), SYN_OK);
    assert_int_equal(syn_f_quantile(&z, 0.95, SYN_LOWER, 3, 7), SYN_OK);
    assert_int_equal(syn_nb_quantile(&z, 0.95, SYN_LOWER, 3, 7), SYN_OK);
}

static void use_series(void)
{
    struct syn_moments m;
    struct syn_dispersion d;
    struct syn_trend_test trend;
    struct syn_anova a;
    struct syn_range range;
    assert_int_equal(syn_describe(&m, y, N, work), SYN_REFUSAL_NONE);
    assert_true(isfinite(syn_kendall(y, N, work).s));
    assert_true(isfinite(syn_ljung_box(y, N, 3, 0).p));
    assert_int_equal(syn_dispersion_index(&d, y, NULL, N), SYN_OK);
    assert_int_equal(syn_trend_counts(&trend, t, y, NULL, N), SYN_OK);
    assert_int_equal(syn_anova(&a, y, group, N, 3, work), SYN_OK);
    assert_true(syn_range_work(N) <= ROOM);
    assert_int_equal(syn_range_predict(&range, y, NULL, N, N - 1,
                                       (struct syn_range_options){.cycle = 12},
                                       9, work),
                     SYN_OK);
}

static void the_statistics_never_ask_for_memory(void **state)
{
    (void)state;
    if (!COUNTS)
        skip();
    prepare();
    free(malloc(1));
    size_t before = asked;
    assert_true(before > 0); /* It does count. */
    use_models();
    use_counts();
    use_series();
    assert_int_equal(asked, before);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_statistics_never_ask_for_memory),
    };
    gsl_set_error_handler_off();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
