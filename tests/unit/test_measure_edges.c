/* What is easily counted wrongly: birthdays, leap days, midnight, keys that
 * change; by hand.  The numbers are the requirements of measure/series.h. */
#include "fixture_measure.h"

/* --- ages at the event (4, 5) ------------------------------------------ */

static void put_three_suspects(void **state)
{
    put_project("groups:\n  12:\n    ages: 12-12\n    title_nb: 12 år\n",
                *state);
    put_cases("{case_key: S, reported: D}", "S;D\n1;2024-02-01\n2;2024-02-29\n",
              state);
    put_people("{case_key: S, person_key: P, role: R, age: A}",
               "S;P;R;A\n1;a;suspect;12\n1;b;suspect;17\n1;c;suspect;19\n"
               "2;b;suspect;18\n2;d;victim;12\n",
               state);
}

static void
a_case_with_three_suspects_is_once_in_the_group_of_each_5(void **state)
{
    put_three_suspects(state);
    put_indicator("cases",
                  COUNT("case") "-- @through police_person suspect\n"
                                "-- @groups all 12 10-14 15-17 18-20 target\n",
                  "SELECT profile FROM police_case", *state);
    measure(*state);
    assert_string_equal(SHOWN("cases", "all", NULL, SYN_HALF_YEAR), "V2");
    assert_string_equal(SHOWN("cases", "12", NULL, SYN_HALF_YEAR), "V1");
    assert_string_equal(SHOWN("cases", "10-14", NULL, SYN_HALF_YEAR), "V1");
    assert_string_equal(SHOWN("cases", "15-17", NULL, SYN_HALF_YEAR), "V1");
    assert_string_equal(SHOWN("cases", "18-20", NULL, SYN_HALF_YEAR), "V2");
    assert_string_equal(SHOWN("cases", "target", NULL, SYN_HALF_YEAR), "V2");
}

static void who_turns_18_between_two_cases_is_once_in_each_group_2(void **state)
{
    put_three_suspects(state);
    put_indicator(
        "persons", COUNT("person") "-- @groups all under-18 18-20 target\n",
        "SELECT profile FROM police_person WHERE role = 'suspect'", *state);
    measure(*state);
    assert_string_equal(SHOWN("persons", "all", NULL, SYN_HALF_YEAR), "V3");
    /* b is 17 in one case and 18 in the other: in both, and once in target. */
    assert_string_equal(SHOWN("persons", "under-18", NULL, SYN_HALF_YEAR),
                        "V2");
    assert_string_equal(SHOWN("persons", "18-20", NULL, SYN_HALF_YEAR), "V2");
    assert_string_equal(SHOWN("persons", "target", NULL, SYN_HALF_YEAR), "V2");
    assert_int_equal(number_from("SELECT count(DISTINCT person_key)"
                                 " FROM police_person WHERE role = 'suspect'"
                                 " AND age BETWEEN 13 AND 25"),
                     2);
}

static void
a_group_through_persons_goes_by_the_dates_of_the_case_5(void **state)
{
    put_three_suspects(state);
    put_cases("{case_key: S, reported: D, decided: D}",
              "S;D\n1;2024-02-01\n2;2024-02-29\n", state);
    put_indicator("late",
                  COUNT("case") "-- @through police_person suspect\n"
                                "-- @date decided\n-- @groups all target\n",
                  "SELECT profile FROM police_case", *state);
    measure(*state);
    /* Its persons do not know that date: refused, and not a zero. */
    assert_string_equal(SHOWN("late", "all", NULL, SYN_HALF_YEAR), "V2");
    assert_null(find("late", "target", NULL, SYN_HALF_YEAR));
    check_obstacle("late", "target", SYN_NO_COLUMN, "decided");
}

/* --- leap days --------------------------------------------------------- */

static void thirty_days_from_30_january_end_on_the_leap_day_16(void **state)
{
    put_project("", *state);
    put_people("{reported: D, person_key: N, case_key: S}",
               "D;N;S\n2024-01-30;1;a\n2024-01-30;2;b\n2024-01-31;3;c\n",
               state);
    put_file("contracts/v.yaml",
             "source: police_prevention\nfiles: v.csv\nkey_scheme: k\n"
             "covers: {from: 2024-01, to: 2024-06}\n"
             "columns: {reported: D, person_key: N}\n",
             *state);
    put_file("contracts/p.yaml",
             "source: police_person\nfiles: p.csv\nkey_scheme: k\n"
             "covers: {from: 2024-01, to: 2024-06}\n"
             "columns: {reported: D, person_key: N, case_key: S}\n",
             *state);
    put_file("extracts/v.csv",
             "D;N\n2024-02-29;1\n2024-03-01;2\n2024-03-01;3\n", *state);
    put_indicator("young", COUNT("person"), "SELECT profile FROM police_person",
                  *state);
    put_indicator("cared",
                  "-- @measure followup\n-- @unit person\n-- @of young\n"
                  "-- @within 30 days\n",
                  "SELECT profile FROM police_prevention", *state);
    measure(*state);
    /* The 29th is 30 days after the 30th of January, 1 March is 31; and 30
     * after the 31st. */
    assert_string_equal(SHOWN("cared", "all", NULL, SYN_QUARTER), "V2/3 N");
}

static void
the_leap_day_is_a_day_of_its_month_and_of_no_other_year(void **state)
{
    put_project("", *state);
    put_cases("{case_key: S, occurred: B, began: B, ended: E}",
              /* Thursday. */
              "S;B;E\n1;2024-02-29 23:30;2024-03-01 00:30\n"
              "2;2024-02-28 12:00;\n3;2024-03-01 00:00;\n",
              state);
    put_indicator("n", COUNT("case") "-- @date occurred\n",
                  "SELECT profile FROM police_case", *state);
    put_indicator("thursday",
                  "-- @measure aoristic\n-- @unit case\n-- @date occurred\n"
                  "-- @from began\n-- @to ended\n-- @statistic sum\n"
                  "-- @when thu 00:00 - thu 24:00\n",
                  "SELECT profile FROM police_case", *state);
    measure(*state);
    assert_string_equal(SHOWN("n", "all", NULL, SYN_MONTH), "Z V2 V1 Z Z Z");
    assert_string_equal(SHOWN("thursday", "all", NULL, SYN_QUARTER),
                        "V3=0.50 Z=0.00");
}

/* --- midnight ---------------------------------------------------------- */

static void
midnight_on_new_years_eve_is_the_next_day_and_its_first_hour_3(void **state)
{
    put_project("", *state);
    put_file("contracts/c.yaml",
             "source: police_case\nfiles: c.csv\n"
             "covers: {from: 2022-01, to: 2023-12}\n"
             "columns: {case_key: S, occurred: B}\n",
             *state);
    /* 31 December 2022 is a Saturday. */
    put_file("extracts/c.csv",
             "S;B\n1;2022-12-31 23:59\n2;2023-01-01 00:00\n3;2023-01-01\n",
             *state);
    put_indicator("n", COUNT("case") "-- @date occurred\n",
                  "SELECT profile FROM police_case", *state);
    put_indicator("saturday",
                  COUNT("case") "-- @date occurred\n"
                                "-- @when sat 22:00 - sat 24:00\n",
                  "SELECT profile FROM police_case", *state);
    put_indicator("night",
                  COUNT("case") "-- @date occurred\n"
                                "-- @when sat 22:00 - sun 06:00\n",
                  "SELECT profile FROM police_case", *state);
    measure(*state);
    assert_string_equal(SHOWN("n", "all", NULL, SYN_YEAR), "V1 V2");
    assert_string_equal(SHOWN("saturday", "all", NULL, SYN_YEAR), "V1 Z");
    /* Without a time of day the third is in no hour. */
    assert_string_equal(SHOWN("night", "all", NULL, SYN_YEAR), "V1 V1");
}

/* --- keys that change (11) --------------------------------------------- */

static void who_has_a_new_key_is_not_two_persons_in_one_period_11(void **state)
{
    static const char contract[] =
        "source: police_person\nfiles: %s.csv\nkey_scheme: %s\n"
        "covers: {from: %s, to: %s}\n"
        "columns: {reported: D, person_key: N, case_key: S}\n";

    put_project("", *state);
    put_file(
        "contracts/a.yaml",
        syn_arena_printf(*state, contract, "a", "old", "2023-01", "2024-02"),
        *state);
    put_file(
        "contracts/b.yaml",
        syn_arena_printf(*state, contract, "b", "new", "2024-03", "2024-12"),
        *state);
    put_file("extracts/a.csv", "D;N;S\n2023-05-01;1;a\n2024-01-05;1;b\n",
             *state);
    put_file("extracts/b.csv", "D;N;S\n2024-03-05;x1;c\n2024-12-01;x1;d\n",
             *state);
    put_indicator("persons", COUNT("person"),
                  "SELECT profile FROM police_person", *state);
    put_indicator("cases", COUNT("case"), "SELECT profile FROM police_person",
                  *state);
    put_indicator("again",
                  "-- @measure repeat\n-- @unit person\n-- @at-least 2\n"
                  "-- @window 12 months\n",
                  "SELECT profile FROM police_person", *state);
    measure(*state);
    assert_string_equal(SHOWN("persons", "all", NULL, SYN_QUARTER),
                        "Z V1 Z Z M Z Z V1");
    assert_string_equal(SHOWN("persons", "all", NULL, SYN_YEAR), "V1 M");
    /* Cases have keys of their own, which did not change. */
    assert_string_equal(SHOWN("cases", "all", NULL, SYN_YEAR), "V1 V3");
    const struct syn_series *s = find("again", "all", NULL, SYN_MONTH);
    assert_int_equal(s->state[13], SYN_STATE_VALUE); /* To February 2024. */
    assert_int_equal(s->count[13], 1);
    for (size_t t = 14; t < 24; t++) /* Windows with both kinds of key. */
        assert_int_equal(s->state[t], SYN_STATE_MISSING);
}

/* --- what cannot be known is no zero (3) --------------------------------- */

static void put_bare_cases(void **state)
{
    put_project("", *state);
    put_cases("{case_key: S, reported: {column: D, format: yyyy-mm-dd}}",
              "S;D\n1;2024-01-05\n2;2024-04-05\n", state);
}

static void hours_and_days_that_no_contract_has_make_no_zeros_3(void **state)
{
    static const char *const heads[][3] = {
        {"night", COUNT("case") "-- @when fri 22:00 - sat 06:00\n", "time"},
        {"happened", COUNT("case") "-- @date occurred\n", "occurred"},
        {"hours",
         "-- @measure concentration\n-- @unit case\n-- @by hour\n-- @top 3\n",
         "time"},
        {"places",
         "-- @measure concentration\n-- @unit case\n-- @by area\n"
         "-- @at-least 3\n",
         "area"},
        {"days",
         "-- @measure duration\n-- @unit case\n-- @statistic median\n"
         "-- @from occurred\n-- @to reported\n",
         "occurred"},
    };

    put_bare_cases(state);
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
        put_indicator(heads[i][0], heads[i][1],
                      "SELECT profile FROM police_case", *state);
    measure(*state);
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
        check_obstacle(heads[i][0], NULL, SYN_NO_COLUMN, heads[i][2]);
        assert_null(find(heads[i][0], "all", NULL, SYN_QUARTER));
    }
}

static void an_hour_can_stand_beside_its_day_3(void **state)
{
    put_project("", *state);
    put_cases("{case_key: S, reported: D, occurred: {column: O, format: "
              "\"yyyy-mm-dd HH:MM\"}}",
              "S;D;O\n1;2024-01-08;2024-01-05 23:00\n"
              "2;2024-01-08;2024-01-05 12:00\n",
              state);
    put_indicator("night", COUNT("case") "-- @when fri 22:00 - sat 06:00\n",
                  "SELECT profile FROM police_case", *state);
    measure(*state);
    assert_string_equal(SHOWN("night", "all", NULL, SYN_QUARTER), "V1 Z");
}

/* --- what is linked (5) --------------------------------------------------- */

static void put_linked(const char *cases, const char *persons, void **state)
{
    put_project("", *state);
    put_file("contracts/c.yaml",
             syn_arena_printf(*state,
                              "source: police_case\nfiles: c.csv\n"
                              "covers: {from: 2024-01, to: 2024-06}\n%s"
                              "columns: {case_key: S, reported: D, code: K}\n",
                              cases),
             *state);
    put_file("extracts/c.csv",
             "S;D;K\na;2024-02-01;x\nb;2024-02-01;x\nb;2024-02-01;x\n"
             "c;2024-02-01;x\nc;2024-02-01;y\n",
             *state);
    put_file("contracts/p.yaml",
             syn_arena_printf(*state,
                              "source: police_person\nfiles: p.csv\n"
                              "covers: {from: 2024-01, to: 2024-06}\n%s"
                              "columns: {case_key: S, person_key: N, age: A,"
                              " role: R, reported: D}\n",
                              persons),
             *state);
    put_file("extracts/p.csv",
             "S;N;A;R;D\na;1;15;suspect;2024-02-01\n"
             "b;2;15;suspect;2024-02-01\nc;3;15;suspect;2024-02-01\n",
             *state);
    put_indicator("cases",
                  COUNT("case") "-- @groups all target\n"
                                "-- @through police_person suspect\n",
                  "SELECT profile FROM police_case", *state);
    put_indicator("of_x", COUNT("person"),
                  "SELECT profile FROM police_person WHERE code = 'x'", *state);
    measure(*state);
}

static void a_case_twice_is_linked_if_its_rows_say_the_same_5(void **state)
{
    put_linked("", "", state);
    assert_string_equal(heard.code, "store.unlinked");
    assert_string_equal(SHOWN("cases", "all", NULL, SYN_HALF_YEAR), "V3");
    assert_string_equal(SHOWN("cases", "target", NULL, SYN_HALF_YEAR), "V2");
    assert_string_equal(SHOWN("of_x", "all", NULL, SYN_HALF_YEAR), "V2");
}

static void keys_of_two_schemes_are_not_linked_5(void **state)
{
    put_linked("key_scheme: k1\n", "key_scheme: k2\n", state);
    assert_string_equal(SHOWN("cases", "all", NULL, SYN_HALF_YEAR), "V3");
    check_obstacle("cases", "target", SYN_KEY_SCHEME, "police_person");
    check_obstacle("of_x", NULL, SYN_NO_COLUMN, "code");
}

/* Keys and ages are known from 2024 on. */
static void what_only_later_extracts_have_is_missing_before_7(void **state)
{
    put_project("", *state);
    put_file("contracts/old.yaml",
             "source: police_person\nfiles: old.csv\n"
             "covers: {from: 2023-01, to: 2023-12}\n"
             "columns: {case_key: S, reported: D}\n",
             *state);
    put_file("extracts/old.csv", "S;D\na;2023-02-01\nb;2023-08-01\n", *state);
    put_file("contracts/new.yaml",
             "source: police_person\nfiles: new.csv\n"
             "covers: {from: 2024-01, to: 2024-12}\n"
             "columns: {case_key: S, reported: D, person_key: N, age: A}\n",
             *state);
    put_file("extracts/new.csv",
             "S;D;N;A\nc;2024-02-01;x;15\nd;2024-08-01;y;12\n", *state);
    put_indicator("persons", COUNT("person"),
                  "SELECT profile FROM police_person", *state);
    put_indicator("cases", COUNT("case") "-- @groups all target\n",
                  "SELECT profile FROM police_person", *state);
    put_indicator("new",
                  "-- @measure first\n-- @unit person\n"
                  "-- @look-back 6 months\n",
                  "SELECT profile FROM police_person", *state);
    measure(*state);
    assert_string_equal(SHOWN("persons", "all", NULL, SYN_YEAR), "M V2");
    assert_string_equal(SHOWN("cases", "all", NULL, SYN_YEAR), "V2 V2");
    assert_string_equal(SHOWN("cases", "target", NULL, SYN_YEAR), "M V1");
    assert_string_equal(SHOWN("new", "all", NULL, SYN_HALF_YEAR), "M M M V1");
}

/* Of 2023 nothing but days and codes is told: no place, no hour, no area, and
 * of persons no age and no role. */
static void put_two_years(void **state)
{
    put_project("", *state);
    put_file("contracts/old.yaml",
             "source: police_case\nfiles: old.csv\n"
             "covers: {from: 2023-01, to: 2023-12}\n"
             "columns: {case_key: S, reported: D, code: C}\n",
             *state);
    put_file("extracts/old.csv", "S;D;C\na;2023-02-03;1\n", *state);
    put_file("contracts/new.yaml",
             "source: police_case\nfiles: new.csv\n"
             "covers: {from: 2024-01, to: 2024-12}\n"
             "columns: {case_key: S, reported: D, occurred: D, time: T, "
             "code: C, place: P, area: O}\n",
             *state);
    put_file("extracts/new.csv",
             "S;D;T;C;P;O\nb;2024-02-02;23:00;1;public;1\n"
             "c;2024-02-05;12:00;1;licensed;1\n",
             *state);
    put_file("contracts/old_people.yaml",
             "source: police_person\nfiles: old_people.csv\n"
             "covers: {from: 2023-01, to: 2023-12}\n"
             "columns: {case_key: S, person_key: N}\n",
             *state);
    put_file("extracts/old_people.csv", "S;N\na;x\n", *state);
    put_file("contracts/new_people.yaml",
             "source: police_person\nfiles: new_people.csv\n"
             "covers: {from: 2024-01, to: 2024-12}\n"
             "columns: {case_key: S, person_key: N, role: R, age: A}\n",
             *state);
    put_file("extracts/new_people.csv",
             "S;N;R;A\nb;x;suspect;15\nc;y;victim;15\n", *state);
}

static void
what_the_body_or_its_hours_and_areas_need_is_missing_too_7(void **state)
{
    put_two_years(state);
    put_indicator("codes", COUNT("case"),
                  "SELECT profile FROM police_case WHERE code = '1'", *state);
    put_indicator("parks", COUNT("case"),
                  "SELECT profile FROM police_case WHERE place = 'public'",
                  *state);
    put_indicator("nights", COUNT("case") "-- @when fri 22:00 - sat 06:00\n",
                  "SELECT profile FROM police_case", *state);
    put_indicator("young",
                  COUNT("case") "-- @through police_person suspect\n"
                                "-- @groups all target\n",
                  "SELECT profile FROM police_case", *state);
    put_indicator("linked", COUNT("person"),
                  "SELECT profile FROM police_person WHERE place = 'public'",
                  *state);
    measure(*state);
    assert_string_equal(SHOWN("codes", "all", NULL, SYN_YEAR), "V1 V2");
    assert_string_equal(SHOWN("codes", "all", "1", SYN_YEAR), "M V2");
    assert_string_equal(SHOWN("parks", "all", NULL, SYN_YEAR), "M V1");
    assert_string_equal(SHOWN("nights", "all", NULL, SYN_YEAR), "M V1");
    assert_string_equal(SHOWN("young", "all", NULL, SYN_YEAR), "V1 V2");
    assert_string_equal(SHOWN("young", "target", NULL, SYN_YEAR), "M V1");
    assert_string_equal(SHOWN("linked", "all", NULL, SYN_YEAR), "M V1");
}

static void a_population_that_is_not_known_is_missing_9(void **state)
{
    put_project("place_codes: [P]\n", *state);
    put_file("population.csv",
             "area;year;sex;age;persons\nP;2025;female;15;100\n"
             "P;2025;male;15;101\n",
             *state);
    put_file("contracts/p.yaml",
             "source: police_person\nfiles: p.csv\n"
             "covers: {from: 2024-01, to: 2025-12}\n"
             "columns: {reported: D, person_key: N, age: A}\n",
             *state);
    put_file("extracts/p.csv", "D;N;A\n2024-05-01;1;15\n2025-05-01;2;15\n",
             *state);
    put_indicator("part",
                  "-- @measure share\n-- @unit person\n-- @of population\n",
                  "SELECT profile FROM police_person", *state);
    measure(*state);
    assert_string_equal(SHOWN("part", "all", NULL, SYN_YEAR), "M V1/201");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST_IN_FOLDER(
            a_case_with_three_suspects_is_once_in_the_group_of_each_5),
        TEST_IN_FOLDER(who_turns_18_between_two_cases_is_once_in_each_group_2),
        TEST_IN_FOLDER(a_group_through_persons_goes_by_the_dates_of_the_case_5),
        TEST_IN_FOLDER(thirty_days_from_30_january_end_on_the_leap_day_16),
        TEST_IN_FOLDER(the_leap_day_is_a_day_of_its_month_and_of_no_other_year),
        TEST_IN_FOLDER(
            midnight_on_new_years_eve_is_the_next_day_and_its_first_hour_3),
        TEST_IN_FOLDER(who_has_a_new_key_is_not_two_persons_in_one_period_11),
        TEST_IN_FOLDER(hours_and_days_that_no_contract_has_make_no_zeros_3),
        TEST_IN_FOLDER(an_hour_can_stand_beside_its_day_3),
        TEST_IN_FOLDER(a_case_twice_is_linked_if_its_rows_say_the_same_5),
        TEST_IN_FOLDER(keys_of_two_schemes_are_not_linked_5),
        TEST_IN_FOLDER(what_only_later_extracts_have_is_missing_before_7),
        TEST_IN_FOLDER(
            what_the_body_or_its_hours_and_areas_need_is_missing_too_7),
        TEST_IN_FOLDER(a_population_that_is_not_known_is_missing_9),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
