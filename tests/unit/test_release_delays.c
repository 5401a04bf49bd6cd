/* How complete counts are said to be: release/release.h.  The shares are worked
 * out by hand. */
#include "fixture_series.h"

enum { FIRST = 2022 * 4, MOST = 12 };

static struct syn_catalogue catalogue;
static const struct syn_source source = {.name = "police_case"};
static const struct syn_source other = {.name = "police_person"};

/* The completeness of N quarters, of each of which AT_ONCE, NEXT and LATE are
 * registered after 0, 1 and 2 quarters, as far as that is seen; in the newest
 * one 200 more are at once. */
static const struct syn_completeness *
complete(size_t n, int at_once, int next, int late, struct syn_arena *arena)
{
    static double cells[MOST * MOST];
    static struct syn_delays delays;
    static struct syn_series series;
    struct syn_release *release;

    for (size_t t = 0; t < n; t++)
        for (size_t d = 0; d < n; d++) {
            int count = d == 0 ? at_once : d == 1 ? next : d == 2 ? late : 0;
            cells[t * n + d] = t + d < n ? count : 0;
        }
    cells[(n - 1) * n] += 200;
    delays = (struct syn_delays){.source = &source,
                                 .first = FIRST,
                                 .as_of = FIRST + (int)n - 1,
                                 .n = n,
                                 .n_delays = n,
                                 .cells = cells};
    series = make_series(0, SYN_QUARTER, FIRST, COUNTS(9), arena);
    struct syn_series_set set = {.at = &series,
                                 .n = 1,
                                 .delays = &delays,
                                 .n_delays = 1,
                                 .first_month = 1,
                                 .last_month = 12};
    assert_int_equal(
        syn_release_make(&release, &set, &catalogue, NULL, false, arena, &diag),
        SYN_OK);
    assert_null(syn_release_completeness(release, &other));
    return syn_release_completeness(release, &source);
}

static void setup_catalogue(void)
{
    catalogue = make_catalogue(1);
}

/* Nine quarters, the last delay looked at is 3, the last with events is 1.  Of
 * the 8 quarters whose next one is seen 8 * 69 are registered at once and 8 *
 * 18 in the next: 18 / 87 is .207, so .793 are at once, whatever the newest
 * quarter has.  8 * 87 are 696 events, of which 2 % are twice 5; in steps of
 * .02 that is .80. */
static void completeness_is_by_reverse_time_hazards_in_steps(void **state)
{
    setup_catalogue();
    const struct syn_completeness *c = complete(9, 69, 18, 0, *state);
    assert_non_null(c);
    assert_ptr_equal(c->source, &source);
    assert_int_equal(c->as_of, FIRST + 8);
    assert_int_equal(c->n, 2);
    assert_float_equal(c->step, 0.02, 1e-12);
    assert_float_equal(c->share[0], 0.80, 1e-12);
    assert_float_equal(c->share[1], 1, 1e-12);
    assert_float_equal(c->events, 500, 1e-9);
    /* 12 of 99 in the next quarter and 3 after two, of seven quarters: .970 of
     * all within one, and 84 / 96 of these at once, .848. */
    c = complete(9, 84, 12, 3, *state);
    assert_int_equal(c->n, 3);
    assert_float_equal(c->share[0], 0.84, 1e-12);
    assert_float_equal(c->share[1], 0.96, 1e-12);
    assert_float_equal(c->share[2], 1, 1e-12);
}

/* Two in a hundred are left out: 98 of 100 are within one quarter. */
static void a_delay_that_covers_98_per_cent_is_the_last(void **state)
{
    setup_catalogue();
    const struct syn_completeness *c = complete(9, 784, 196, 20, *state);
    assert_int_equal(c->n, 2);
    assert_float_equal(c->step, 0.01, 1e-12);
    assert_float_equal(c->share[0], 0.80, 1e-12);
    assert_int_equal(complete(9, 784, 195, 21, *state)->n, 3);
    c = complete(9, 980, 20, 0, *state);
    assert_int_equal(c->n, 1);
    assert_float_equal(c->share[0], 1, 1e-12);
}

/* The step is twice the threshold in events: 8 quarters of N. */
static void the_step_is_so_coarse_that_it_tells_of_nobody(void **state)
{
    static const struct {
        int events, threshold;
        double step; /* 0: nothing is told. */
    } cases[] = {
        {125, 5, .01}, {124, 5, .02}, {63, 5, .02},   {62, 5, .05},
        {25, 5, .05},  {24, 5, .1},   {13, 5, .1},    {12, 5, .2},
        {7, 5, .2},    {6, 5, 0},     {250, 10, .01}, {249, 10, .02},
        {13, 10, .2},  {12, 10, 0},   {7, 1, .05},    {6, 1, 0},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int next = cases[i].events / 5;
        struct syn_sensitive more = {.of = "i0",
                                     .threshold = cases[i].threshold};
        setup_catalogue();
        catalogue.project.disclosure.threshold =
            cases[i].threshold < 5 ? cases[i].threshold : 5;
        catalogue.project.disclosure.sensitive =
            (struct syn_items){.at = &more, .n = 1};
        const struct syn_completeness *c =
            complete(9, cases[i].events - next, next, 0, *state);
        print_message("%d events, %d\n", 8 * cases[i].events,
                      cases[i].threshold);
        assert_int_equal(c != NULL, cases[i].step > 0);
        if (c)
            assert_float_equal(c->step, cases[i].step, 1e-12);
    }
}

static void six_quarters_must_be_complete_and_the_delays_at_an_end(void **state)
{
    setup_catalogue();
    assert_null(complete(6, 80, 20, 0, *state));
    /* Of seven, one quarter's delay is all that six are known of. */
    assert_null(complete(7, 80, 20, 0, *state));
    assert_non_null(complete(7, 99, 1, 0, *state));
    assert_non_null(complete(8, 80, 20, 0, *state));
    assert_null(complete(8, 80, 15, 5, *state));
    assert_non_null(complete(9, 80, 15, 5, *state));
    assert_null(complete(9, 80, -1, 5, *state));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(completeness_is_by_reverse_time_hazards_in_steps),
        TEST(a_delay_that_covers_98_per_cent_is_the_last),
        TEST(the_step_is_so_coarse_that_it_tells_of_nobody),
        TEST(six_quarters_must_be_complete_and_the_delays_at_an_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
