/* How late events are registered, counted by hand: requirement (28) of
 * measure/series.h. */
#include "fixture_measure.h"

/* One kind of case, by the day it happened, in extracts of COVERS. */
static void put_delayed(const char *covers, const char *csv, void **state)
{
    put_project("", *state);
    put_file(
        "contracts/c.yaml",
        syn_arena_printf(*state,
                         "source: police_case\nfiles: c.csv\n%s"
                         "columns: {occurred: O, reported: R, weight: W}\n",
                         covers),
        *state);
    put_file("extracts/c.csv", csv, *state);
    put_indicator("i", COUNT("offence") "-- @date occurred\n",
                  "SELECT profile FROM police_case", *state);
    measure(*state);
}

/* "2 1 0 / 3 4 / 5": what is seen, a quarter after the other. */
static const char *cells(const struct syn_delays *d, struct syn_arena *arena)
{
    struct syn_text text = {.arena = arena};

    for (size_t t = 0; t < d->n; t++)
        for (size_t k = 0; k < d->n_delays; k++)
            if (d->first + (int)(t + k) <= d->as_of)
                syn_text_addf(&text, "%s%.0f",
                              k   ? " "
                              : t ? " / "
                                  : "",
                              d->cells[t * d->n_delays + k]);
            else
                assert_true(d->cells[t * d->n_delays + k] == 0);
    return text.at;
}

#define HALF_YEAR                                                              \
    "covers: {from: 2024-01, to: 2024-09}\nextracted: 2024-10-05\n"            \
    "settles: 90\n"

static void events_are_sorted_by_quarters_until_registered_28(void **state)
{
    put_delayed(HALF_YEAR,
                "O;R;W\n"
                "2023-12-31;2024-01-01;\n" /* No whole quarter. */
                "2024-01-01;2024-01-01;\n"
                "2024-02-01;2024-03-31;2\n"
                "2024-03-31;2024-04-01;\n"
                "2024-03-31;2024-09-30;\n"
                "2024-05-01;2024-04-01;\n" /* Before it happened: at once. */
                "2024-05-01;;\n"
                "2024-06-30;2024-07-01;4\n"
                "2024-07-01;2024-09-30;\n",
                state);
    assert_int_equal(set.n_delays, 1);
    assert_string_equal(set.delays[0].source->name, "police_case");
    assert_int_equal(set.delays[0].first, 2024 * 4);
    assert_int_equal(set.delays[0].as_of, 2024 * 4 + 2);
    assert_string_equal(cells(&set.delays[0], *state), "3 1 1 / 1 4 / 1");
}

/* A day after the last month is covered tells that the extract goes by the day
 * that it happened: all is seen until 5 October, so that each quarter ends five
 * days late. */
static void what_is_seen_after_a_quarter_is_seen_of_each_28(void **state)
{
    put_delayed(HALF_YEAR,
                "O;R;W\n"
                "2024-03-31;2024-04-05;\n"
                "2024-03-31;2024-04-06;2\n"
                "2024-03-31;2024-07-05;4\n"
                "2024-06-30;2024-07-06;8\n"
                "2024-09-30;2024-10-05;16\n",
                state);
    assert_int_equal(set.n_delays, 1);
    assert_int_equal(set.delays[0].as_of, 2024 * 4 + 2);
    assert_string_equal(cells(&set.delays[0], *state), "1 6 0 / 0 8 / 16");
}

/* Two extracts of a source, half a year each; the first one until UNTIL, and in
 * the second what happened in December is registered on DAY. */
static const char *
two_extracts(const char *until, const char *day, void **state)
{
    put_file("contracts/b.yaml",
             syn_arena_printf(*state,
                              "source: police_case\nfiles: b.csv\n"
                              "extracted: 2024-07-20\n"
                              "covers: {from: 2024-01, to: %s}\n"
                              "columns: {occurred: O, reported: R}\n",
                              until),
             *state);
    put_file("extracts/b.csv", "O;R\n2024-02-01;2024-02-01\n", *state);
    put_delayed("covers: {from: 2024-07, to: 2024-12}\nsettles: 30\n"
                "extracted: 2025-01-20\n",
                syn_arena_printf(*state,
                                 "O;R;W\n2024-07-01;2024-07-01;2\n"
                                 "2024-12-01;%s;4\n",
                                 day),
                state);
    assert_int_equal(set.n_delays, 1);
    return cells(&set.delays[0], *state);
}

static void extracts_of_a_source_are_looked_at_together_28(void **state)
{
    assert_string_equal(two_extracts("2024-06", "2024-12-31", state),
                        "1 0 0 0 / 0 0 0 / 2 0 / 4");
}

/* Registered in January: an older extract did not see as much of its own. */
static void of_what_is_seen_later_only_the_newest_extract_tells_28(void **state)
{
    assert_string_equal(two_extracts("2024-06", "2025-01-20", state),
                        "2 0 / 4");
    assert_int_equal(set.delays[0].first, 2024 * 4 + 2);
}

static void quarters_before_a_gap_do_not_tell_28(void **state)
{
    assert_string_equal(two_extracts("2024-05", "2024-12-31", state),
                        "2 0 / 4");
    assert_int_equal(set.delays[0].first, 2024 * 4 + 2);
}

static void what_is_settled_has_no_delays_28(void **state)
{
    put_delayed("covers: {from: 2024-01, to: 2024-06}\nsettles: 0\n"
                "extracted: 2024-07-01\n",
                "O;R;W\n2024-01-01;2024-01-01;\n", state);
    assert_int_equal(set.n_delays, 0);
}

static void what_goes_by_registration_has_no_delays_28(void **state)
{
    put_project("", *state);
    put_file("contracts/c.yaml",
             "source: police_case\nfiles: c.csv\nsettles: 60\n"
             "covers: {from: 2024-01, to: 2024-06}\n"
             "columns: {occurred: O, reported: R}\n",
             *state);
    put_file("extracts/c.csv", "O;R\n2024-01-01;2024-01-01\n", *state);
    put_indicator("i", COUNT("offence"), "SELECT profile FROM police_case",
                  *state);
    measure(*state);
    assert_int_equal(set.n_delays, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST_IN_FOLDER(events_are_sorted_by_quarters_until_registered_28),
        TEST_IN_FOLDER(what_is_seen_after_a_quarter_is_seen_of_each_28),
        TEST_IN_FOLDER(extracts_of_a_source_are_looked_at_together_28),
        TEST_IN_FOLDER(of_what_is_seen_later_only_the_newest_extract_tells_28),
        TEST_IN_FOLDER(quarters_before_a_gap_do_not_tell_28),
        TEST_IN_FOLDER(what_is_settled_has_no_delays_28),
        TEST_IN_FOLDER(what_goes_by_registration_has_no_delays_28),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
