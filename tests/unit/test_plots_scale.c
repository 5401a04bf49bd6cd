#include "test.h"

#include <math.h>

#include <samsyn/plots/scale.h>

/* By hand: of the steps 1, 2, 5 times a power of ten the one with the fewest
 * intervals that are still more than half of those wanted. */
static const struct {
    double low, high;
    int wanted;
    double first, step;
    int n;
} table[] = {
    {0, 23.85, 5, 0, 10, 3},      {0, 0.0385, 5, 0, 0.01, 4},
    {-7.3, 12.9, 5, -10, 10, 3},  {2018, 2025, 5, 2018, 2, 4},
    {0, 36.3, 5, 0, 10, 4},       {0, 40, 5, 0, 10, 4},
    {0.3, 0.7, 5, 0.2, 0.2, 3},   {0, 8.04, 4, 0, 2, 5},
    {0, 1e9, 5, 0, 2e8, 5},       {0, 1, 1, 0, 1, 1},
    {3e8, 3.7e8, 5, 3e8, 2e7, 4},
};

static void ticks_are_pleasing_and_enclose_the_data(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        struct syn_scale s =
            syn_scale_pretty(table[i].low, table[i].high, table[i].wanted);
        assert_true(fabs(s.low - table[i].first) <= 1e-12 * table[i].high);
        assert_true(fabs(s.step - table[i].step) <= 1e-12 * table[i].step);
        assert_int_equal(s.n, table[i].n);
    }
}

static void what_is_no_range_has_the_scale_of_zero_to_one(void **state)
{
    static const struct {
        double low, high, first;
    } none[] = {
        {0, 0, 0},
        {NAN, NAN, 0},
        {5.3, 5.3, 5.3},
        {9.1, 3.2, 9.1},
        {0, INFINITY, 0},
        {-INFINITY, 4, 0},
        {-1e308, 1e308, -1e308},
        {1e15, 1e15 + 0.125, 1e15},
    };

    (void)state;
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        struct syn_scale s = syn_scale_pretty(none[i].low, none[i].high, 5);
        assert_true(s.low == none[i].first);
        assert_true(fabs(s.step - 0.2) < 1e-15);
        assert_int_equal(s.n, 5);
    }
}

/* The inequalities of the header, give or take a millionth of a step. */
static void assert_promise(double low, double high, int wanted)
{
    struct syn_scale s = syn_scale_pretty(low, high, wanted);
    double digit = s.step / pow(10, floor(log10(s.step) + 1e-9));

    assert_true(fabs(digit - 1) < 1e-9 || fabs(digit - 2) < 1e-9 ||
                fabs(digit - 5) < 1e-9);
    double little = 1e-6 * s.step;
    assert_true(s.low <= low + little && low < s.low + s.step + little);
    assert_true(high <= s.low + s.n * s.step + little);
    assert_true(s.low + (s.n - 1) * s.step < high + little);
    assert_true(2 * s.n > wanted);
}

static void the_promise_holds_for_numbers_without_a_pattern(void **state)
{
    uint32_t seed = 2385;

    (void)state;
    for (int i = 0; i < 20000; i++) {
        double part[3];
        for (int j = 0; j < 3; j++) {
            seed = seed * 1664525u + 1013904223u;
            part[j] = (seed >> 8) / 16777216.0;
        }
        double size = pow(10, floor(part[2] * 12) - 5);
        double low = (part[0] - 0.5) * size;
        assert_promise(low, low + (part[1] + 0.01) * size, 1 + i % 9);
    }
}

/* 17 * 0.1 is a bit more than 1.7, and 1.1 / 0.1 a bit more than 11; neither
 * costs a tick. */
static void the_promise_holds_for_tenths_which_a_double_has_not(void **state)
{
    (void)state;
    for (int low = -40; low <= 40; low++)
        for (int n = 1; n <= 40; n++)
            assert_promise(low / 10.0, (low + n) / 10.0, 1 + n);
    for (int low = -40; low <= 40; low++) {
        struct syn_scale s =
            syn_scale_pretty(low / 10.0, (low + 11) / 10.0, 20);
        assert_true(fabs(s.low - low / 10.0) < 1e-12);
        assert_int_equal(s.n, 11);
    }
}

static void a_value_lies_where_it_is_and_a_missing_one_nowhere(void **state)
{
    struct syn_scale s = {.low = -10, .step = 10, .n = 3};

    (void)state;
    assert_true(syn_scale_position(&s, -10) == 0);
    assert_true(syn_scale_position(&s, 20) == 1);
    assert_true(fabs(syn_scale_position(&s, 2.9) - 0.43) < 1e-12);
    assert_true(isnan(syn_scale_position(&s, NAN)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(ticks_are_pleasing_and_enclose_the_data),
        TEST(what_is_no_range_has_the_scale_of_zero_to_one),
        TEST(the_promise_holds_for_numbers_without_a_pattern),
        TEST(the_promise_holds_for_tenths_which_a_double_has_not),
        TEST(a_value_lies_where_it_is_and_a_missing_one_nowhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
