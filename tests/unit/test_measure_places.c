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

static void persons_are_by_the_place_that_the_head_asks_for_24(void **state)
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

static void without_that_place_there_is_the_whole_place_only_24(void **state)
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

static void a_ratio_of_two_places_has_no_areas_24(void **state)
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

static void a_share_of_another_place_is_refused_24(void **state)
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

static void extracts_of_one_source_by_two_places_are_refused_24(void **state)
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST_IN_FOLDER(persons_are_by_the_place_that_the_head_asks_for_24),
        TEST_IN_FOLDER(without_that_place_there_is_the_whole_place_only_24),
        TEST_IN_FOLDER(a_ratio_of_two_places_has_no_areas_24),
        TEST_IN_FOLDER(a_share_of_another_place_is_refused_24),
        TEST_IN_FOLDER(extracts_of_one_source_by_two_places_are_refused_24),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
