/* Place of offence and place of residence, and hours of cases whose time is an
 * interval, counted by hand: the numbers are the requirements of
 * measure/series.h. */
#include "fixture_measure.h"

static void put_places(const char *geography, void **state)
{
    put_project("", *state);
    put_cases("{case_key: S, reported: D, area: A}",
              "S;D;A\n1;2024-01-05;harbour\n2;2024-01-06;station\n", state);
    put_file(
        "contracts/p.yaml",
        syn_arena_printf(*state,
                         "source: police_person\nfiles: p.csv\n"
                         "covers: {from: 2024-01, to: 2024-06}\n%s"
                         "columns: {case_key: S, person_key: P, area: A}\n",
                         geography),
        *state);
    put_file("extracts/p.csv", "S;P;A\n1;a;station\n2;b;station\n", *state);
}

static void persons_are_by_the_place_that_the_head_asks_for_25(void **state)
{
    put_places("geography: residence\n", state);
    put_indicator("home", COUNT("person") "-- @geography residence\n",
                  "SELECT profile FROM police_person", *state);
    put_indicator("scene", COUNT("person") "-- @geography scene\n",
                  "SELECT profile FROM police_person", *state);
    put_indicator("either", COUNT("person"),
                  "SELECT profile FROM police_person", *state);
    put_indicator("top",
                  "-- @measure concentration\n-- @unit case\n-- @by area\n"
                  "-- @top 1\n-- @geography residence\n",
                  "SELECT profile FROM police_person", *state);
    measure(*state);
    assert_string_equal(SHOWN("home", "all", "harbour", SYN_HALF_YEAR), "Z");
    assert_string_equal(SHOWN("home", "all", "station", SYN_HALF_YEAR), "V2");
    assert_string_equal(SHOWN("scene", "all", "harbour", SYN_HALF_YEAR), "V1");
    assert_string_equal(SHOWN("scene", "all", "station", SYN_HALF_YEAR), "V1");
    assert_string_equal(SHOWN("either", "all", "station", SYN_HALF_YEAR), "V2");
    assert_string_equal(SHOWN("home", "all", NULL, SYN_HALF_YEAR), "V2");
    /* All live by the station. */
    assert_string_equal(SHOWN("top", "all", NULL, SYN_HALF_YEAR), "V2/2");
}

static void without_that_place_there_is_the_whole_place_only_25(void **state)
{
    put_places("", state);
    put_indicator("home", COUNT("person") "-- @geography residence\n",
                  "SELECT profile FROM police_person", *state);
    put_indicator("top",
                  "-- @measure concentration\n-- @unit case\n-- @by area\n"
                  "-- @top 1\n-- @geography residence\n",
                  "SELECT profile FROM police_case", *state);
    measure(*state);
    assert_null(find("home", "all", "station", SYN_HALF_YEAR));
    assert_string_equal(SHOWN("home", "all", NULL, SYN_HALF_YEAR), "V2");
    check_obstacle("home", "all", SYN_GEOGRAPHY, "residence");
    check_obstacle("top", NULL, SYN_GEOGRAPHY, "residence");
}

static void a_ratio_of_two_places_has_no_areas_25(void **state)
{
    put_places("geography: residence\n", state);
    put_indicator("persons", COUNT("person"),
                  "SELECT profile FROM police_person", *state);
    put_indicator("cases", COUNT("case"), "SELECT profile FROM police_case",
                  *state);
    put_indicator("mixed", "-- @measure ratio\n-- @unit person\n-- @of cases\n",
                  "SELECT profile FROM police_person", *state);
    put_indicator("alike",
                  "-- @measure ratio\n-- @unit person\n-- @of cases\n"
                  "-- @geography scene\n",
                  "SELECT profile FROM police_person", *state);
    measure(*state);
    assert_null(find("mixed", "all", "station", SYN_HALF_YEAR));
    check_obstacle("mixed", "all", SYN_GEOGRAPHY, "residence");
    assert_string_equal(SHOWN("mixed", "all", NULL, SYN_HALF_YEAR), "V2/2");
    assert_string_equal(SHOWN("alike", "all", "station", SYN_HALF_YEAR),
                        "V1/1");
}

static void a_share_of_another_place_is_refused_25(void **state)
{
    put_places("geography: residence\n", state);
    put_indicator("persons", COUNT("person"),
                  "SELECT profile FROM police_person", *state);
    put_indicator("mixed",
                  "-- @measure share\n-- @unit person\n-- @of persons\n"
                  "-- @geography scene\n",
                  "SELECT profile FROM police_person", *state);
    assert_int_equal(try_measure(*state), SYN_ECONFIG);
    assert_string_equal(heard.code, "measure.share-geography");
}

static void extracts_of_one_source_by_two_places_are_refused_25(void **state)
{
    put_places("geography: residence\n", state);
    put_file("contracts/q.yaml",
             "source: police_person\nfiles: q.csv\npart: b\n"
             "covers: {from: 2024-01, to: 2024-06}\n"
             "columns: {case_key: S, person_key: P, area: A}\n",
             *state);
    assert_int_equal(syn_catalogue_read(&catalogue, folder, *state, &diag),
                     SYN_ECONFIG);
    assert_string_equal(heard.code, "catalogue.geography");
}

/* --- aoristic (26) ----------------------------------------------------- */

#define NIGHTS "-- @when fri 22:00 - sat 06:00, sat 22:00 - sun 06:00\n"
#define AORISTIC                                                               \
    "-- @measure aoristic\n-- @unit case\n-- @date occurred\n"                 \
    "-- @from began\n-- @to ended\n"

/* Friday is 5 January 2024. */
static void put_moments(const char *rows, void **state)
{
    put_project("", *state);
    put_cases("{case_key: S, occurred: B, began: B, ended: E}",
              syn_arena_printf(*state, "S;B;E\n%s", rows), state);
}

static void
a_case_counts_with_the_part_of_its_time_in_the_hours_26(void **state)
{
    put_moments(
        /* Eight hours, of which two are before 22: 6 / 8. */
        "1;2024-01-05 20:00;2024-01-06 04:00\n"
        /* A working week from Monday: no part of a weekend night. */
        "2;2024-01-08 08:00;2024-01-12 16:00\n"
        /* From Friday 16 to Monday 08: 64 hours, 16 of them in two nights. */
        "3;2024-01-12 16:00;2024-01-15 08:00\n"
        /* Half past five to half past six: half of it. */
        "4;2024-01-06 05:30;2024-01-06 06:30\n",
        state);
    put_indicator("n", AORISTIC NIGHTS "-- @statistic sum\n",
                  "SELECT profile FROM police_case", *state);
    put_indicator("share", AORISTIC NIGHTS "-- @statistic mean\n",
                  "SELECT profile FROM police_case", *state);
    measure(*state);
    /* 0.75 + 0 + 0.25 + 0.5 = 1.5 of four. */
    assert_string_equal(SHOWN("n", "all", NULL, SYN_HALF_YEAR), "V4=1.50");
    assert_string_equal(SHOWN("share", "all", NULL, SYN_HALF_YEAR), "V4=37.50");
}

static void without_an_end_a_case_is_in_the_hours_or_not_26(void **state)
{
    put_moments("1;2024-01-05 22:00;\n"
                "2;2024-01-05 21:59;2024-01-05 21:59\n"
                "3;2024-01-06 05:59;\n4;2024-01-06 06:00;\n"
                /* Ends before it begins; no time of day. */
                "5;2024-01-06 05:00;2024-01-06 04:00\n6;2024-01-06;\n",
                state);
    put_indicator("n", AORISTIC NIGHTS "-- @statistic sum\n",
                  "SELECT profile FROM police_case", *state);
    measure(*state);
    assert_string_equal(SHOWN("n", "all", NULL, SYN_HALF_YEAR), "V4=2.00");
}

static void
what_took_too_long_says_nothing_and_is_in_the_period_it_began_26(void **state)
{
    put_moments(
        /* Three weeks and eight hours of a Friday night: 3 x 16 + 6 of 512. */
        "1;2024-01-05 20:00;2024-01-27 04:00\n"
        "2;2024-03-31 22:00;2024-04-01 02:00\n", /* A Sunday. */
        state);
    put_indicator("n", AORISTIC NIGHTS "-- @statistic sum\n",
                  "SELECT profile FROM police_case", *state);
    put_indicator("short",
                  AORISTIC "-- @when mon 00:00 - mon 24:00\n"
                           "-- @statistic mean\n-- @within 7 days\n",
                  "SELECT profile FROM police_case", *state);
    measure(*state);
    assert_string_equal(SHOWN("n", "all", NULL, SYN_MONTH),
                        "V1=0.11 Z=0.00 V1=0.00 Z=0.00 Z=0.00 Z=0.00");
    assert_string_equal(SHOWN("short", "all", NULL, SYN_QUARTER), "V1=50.00 A");
}

static void an_aoristic_needs_hours_and_moments_26(void **state)
{
    put_moments("1;2024-01-05 22:00;\n", state);
    put_indicator("n", AORISTIC "-- @statistic sum\n",
                  "SELECT profile FROM police_case", *state);
    assert_int_equal(syn_catalogue_read(&catalogue, folder, *state, &diag),
                     SYN_ECONFIG);
    assert_string_equal(heard.code, "catalogue.head-needs");
    put_indicator("n",
                  "-- @measure aoristic\n-- @unit case\n-- @date occurred\n"
                  "-- @from occurred\n-- @to ended\n-- @statistic sum\n" NIGHTS,
                  "SELECT profile FROM police_case", *state);
    measure(*state);
    check_obstacle("n", NULL, SYN_NO_COLUMN, "occurred");
}

/* --- several values in a cell ------------------------------------------ */

static void an_assignment_counts_once_for_all_its_codes(void **state)
{
    put_project("", *state);
    put_file("contracts/o.yaml",
             "source: police_assignment\nfiles: o.csv\nmax_bad: 1\n"
             "covers: {from: 2024-01, to: 2024-06}\n"
             "columns:\n  case_key: S\n  reported: D\n  category:\n"
             "    column: K\n    separator: '+'\n"
             "    values: {P: psychiatry, H: domestic, O: disorder}\n",
             *state);
    put_file("extracts/o.csv",
             "S;D;K\n1;2024-01-05;P+H\n2;2024-01-06;H + P\n3;2024-01-07;O\n"
             "4;2024-01-08;P+P\n5;2024-01-09;\n6;2024-01-10;P+X\n"
             "7;2024-01-10;O\n7;2024-01-10;H\n",
             *state);
    put_indicator("psychiatry", COUNT("assignment"),
                  "SELECT profile FROM police_assignment"
                  " WHERE category = 'psychiatry'",
                  *state);
    put_indicator("domestic", COUNT("assignment"),
                  "SELECT profile FROM police_assignment"
                  " WHERE category = 'domestic'",
                  *state);
    put_indicator("any", COUNT("assignment"),
                  "SELECT profile FROM police_assignment"
                  " WHERE category IN ('psychiatry', 'domestic', 'disorder')",
                  *state);
    put_indicator("rows", COUNT("event"),
                  "SELECT profile FROM police_assignment", *state);
    measure(*state); /* Row 7, with a code that nobody knows, is refused. */
    assert_string_equal(SHOWN("psychiatry", "all", NULL, SYN_HALF_YEAR), "V3");
    assert_string_equal(SHOWN("domestic", "all", NULL, SYN_HALF_YEAR), "V3");
    assert_string_equal(SHOWN("any", "all", NULL, SYN_HALF_YEAR), "V5");
    assert_string_equal(SHOWN("rows", "all", NULL, SYN_HALF_YEAR), "V7");
    /* One profile for each set of codes, in whatever order they stand. */
    assert_int_equal(
        number_from("SELECT count(*) FROM profile_police_assignment"), 5);
    assert_int_equal(number_from("SELECT count(DISTINCT case_key)"
                                 " FROM police_assignment"
                                 " WHERE category = 'domestic'"),
                     3);
    assert_int_equal(number_from("SELECT count(*) FROM police_assignment"
                                 " WHERE case_key IN (SELECT case_key FROM"
                                 " police_assignment WHERE category ="
                                 " 'psychiatry') AND category = 'domestic'"),
                     2);
}

static void codes_in_one_cell_are_those_of_persons_too(void **state)
{
    put_project("", *state);
    put_file("contracts/c.yaml",
             "source: police_case\nfiles: c.csv\n"
             "covers: {from: 2024-01, to: 2024-06}\n"
             "columns: {case_key: S, reported: D,"
             " code: {column: K, separator: ', '}}\n",
             *state);
    put_file("extracts/c.csv",
             "S;D;K\n1;2024-01-05;s321, s351\n2;2024-01-06;s351\n", *state);
    put_people("{case_key: S, person_key: P}", "S;P\n1;a\n2;b\n3;c\n", state);
    put_indicator("thieves", COUNT("person"),
                  "SELECT profile FROM police_person WHERE code = 's321'",
                  *state);
    put_indicator("damage", COUNT("person"),
                  "SELECT profile FROM police_person WHERE code = 's351'",
                  *state);
    put_indicator("persons", COUNT("person"),
                  "SELECT profile FROM police_person", *state);
    measure(*state);
    assert_string_equal(SHOWN("thieves", "all", NULL, SYN_HALF_YEAR), "V1");
    assert_string_equal(SHOWN("damage", "all", NULL, SYN_HALF_YEAR), "V2");
    /* The third has no case, and so no date. */
    assert_string_equal(SHOWN("persons", "all", NULL, SYN_HALF_YEAR), "V2");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST_IN_FOLDER(persons_are_by_the_place_that_the_head_asks_for_25),
        TEST_IN_FOLDER(without_that_place_there_is_the_whole_place_only_25),
        TEST_IN_FOLDER(a_ratio_of_two_places_has_no_areas_25),
        TEST_IN_FOLDER(a_share_of_another_place_is_refused_25),
        TEST_IN_FOLDER(extracts_of_one_source_by_two_places_are_refused_25),
        TEST_IN_FOLDER(a_case_counts_with_the_part_of_its_time_in_the_hours_26),
        TEST_IN_FOLDER(without_an_end_a_case_is_in_the_hours_or_not_26),
        TEST_IN_FOLDER(
            what_took_too_long_says_nothing_and_is_in_the_period_it_began_26),
        TEST_IN_FOLDER(an_aoristic_needs_hours_and_moments_26),
        TEST_IN_FOLDER(an_assignment_counts_once_for_all_its_codes),
        TEST_IN_FOLDER(codes_in_one_cell_are_those_of_persons_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
