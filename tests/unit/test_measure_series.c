/* Small projects counted by hand: the numbers are the requirements of
 * measure/series.h. */
#include "fixture_measure.h"

/* --- coverage (7) ------------------------------------------------------ */

#define STREET(part, from, to)                                                 \
    "source: outreach\nfiles: " part ".csv\npart: " part "\n"                  \
    "covers: {from: " from ", to: " to "}\n"

static void a_period_is_zero_only_if_every_part_covers_it(void **state)
{
    put_project("", *state);
    put_file("contracts/e.yaml",
             STREET("east", "2023-02", "2024-08") "columns: {reported: D}\n",
             *state);
    put_file("contracts/w.yaml",
             STREET("west", "2023-04", "2023-12") "columns: {reported: D}\n",
             *state);
    put_file("contracts/w2.yaml",
             "source: outreach\nfiles: west2.csv\npart: west\n"
             "covers: {from: 2024-02, to: 2024-07}\ncolumns: {reported: D}\n",
             *state);
    put_file("extracts/east.csv",
             "D\n2023-02-01\n2023-05-01\n2023-05-31\n2024-01-01\n2024-08-01\n"
             "2022-12-31\n",
             *state);
    put_file("extracts/west.csv", "D\n2023-12-31\n2023-04-01\n", *state);
    put_file("extracts/west2.csv", "D\n2024-02-01\n", *state);
    put_indicator("i", COUNT("contact"), "SELECT profile FROM outreach",
                  *state);
    measure(*state);
    assert_int_equal(set.first_month, 2023 * 12 + 1);
    assert_int_equal(set.last_month, 2024 * 12 + 7);
    assert_string_equal(SHOWN("i", "all", NULL, SYN_MONTH),
                        "M M V1 V2 Z Z Z Z Z Z V1 M V1 Z Z Z Z Z M");
    assert_string_equal(SHOWN("i", "all", NULL, SYN_QUARTER),
                        "M V3 Z V1 M Z M");
    assert_string_equal(SHOWN("i", "all", NULL, SYN_YEAR), "M M");
}

static void what_lies_after_the_last_month_is_not_yet(void **state)
{
    put_project("starts: 2024-01\n", *state);
    put_file("contracts/e.yaml",
             STREET("e", "2023-01", "2024-05") "columns: {reported: D}\n",
             *state);
    put_file("contracts/l.yaml",
             "source: licensing\nfiles: l.csv\nsettles: 40\n"
             "extracted: 2024-07-10\n"
             "covers: {from: 2024-01, to: 2024-06}\ncolumns: {reported: D}\n",
             *state);
    put_file("extracts/e.csv", "D\n2023-05-01\n2024-01-01\n2024-04-01\n",
             *state);
    put_file("extracts/l.csv", "D\n2024-01-01\n2024-05-31\n", *state);
    put_indicator("i", COUNT("contact"), "SELECT profile FROM outreach",
                  *state);
    put_indicator("j", COUNT("inspection"), "SELECT profile FROM licensing",
                  *state);
    measure(*state);
    assert_int_equal(set.first_month, 2024 * 12);
    assert_string_equal(SHOWN("i", "all", NULL, SYN_MONTH), "V1 Z Z V1 Z N");
    assert_string_equal(SHOWN("i", "all", NULL, SYN_QUARTER), "V1 N");
    assert_string_equal(SHOWN("i", "all", NULL, SYN_YEAR), "N");
    assert_string_equal(SHOWN("j", "all", NULL, SYN_QUARTER), "V1 V1");
    /* Complete until 2024-05-31: 40 days before 2024-07-10. */
    const struct syn_series *s = find("j", "all", NULL, SYN_MONTH);
    for (size_t t = 0; t < s->n; t++)
        assert_int_equal(s->provisional[t], t == 5);
    s = find("j", "all", NULL, SYN_QUARTER);
    assert_false(s->provisional[0]);
    assert_true(s->provisional[1]);
}

/* --- units (2) and dates (3) ------------------------------------------- */

static void a_key_counts_once_in_each_cell_2(void **state)
{
    put_project("", *state);
    put_cases("{case_key: S, reported: D, weight: W, law: P}",
              "S;D;W;P\n1;2024-01-01;;\n1;2024-01-31;3;public\n1;2024-02-01;;\n"
              "2;2024-02-01;-1;\n;2024-02-01;;\n;2024-02-01;;\n"
              "1;2024-04-01;2;\n",
              state);
    put_indicator("cases", COUNT("case"), "SELECT profile FROM police_case",
                  *state);
    put_indicator("rows", COUNT("offence"), "SELECT profile FROM police_case",
                  *state);
    measure(*state);
    assert_string_equal(SHOWN("cases", "all", NULL, SYN_MONTH),
                        "V1 V4 Z V1 Z Z");
    assert_string_equal(SHOWN("cases", "all", NULL, SYN_QUARTER), "V4 V1");
    assert_string_equal(SHOWN("cases", "all", NULL, SYN_YEAR), "N");
    assert_string_equal(SHOWN("rows", "all", NULL, SYN_MONTH),
                        "V4 V2 Z V2 Z Z");
}

static void reversals_that_exceed_events_are_told_with_their_month(void **state)
{
    put_project("", *state);
    put_cases("{reported: D, weight: W, area: O, law: P}",
              "D;W;O;P\n2024-02-01;-1;a;\n2024-02-01;1;b;\n2024-03-01;2;a;x\n"
              "2024-05-01;-1;b;x\n2024-05-01;1;;x\n",
              state);
    put_indicator("all_of_them", COUNT("offence"),
                  "SELECT profile FROM police_case", *state);
    put_indicator("blank", COUNT("offence"),
                  "SELECT profile FROM police_case WHERE law = ''", *state);
    put_indicator("part",
                  "-- @measure share\n-- @unit offence\n"
                  "-- @of all_of_them\n",
                  "SELECT profile FROM police_case WHERE law = 'x'", *state);
    measure(*state);
    assert_string_equal(SHOWN("all_of_them", "all", NULL, SYN_MONTH),
                        "Z Z V2 Z Z Z");
    /* Each area is below zero in some month. */
    assert_string_equal(SHOWN("all_of_them", "all", "a", SYN_MONTH), "none");
    assert_string_equal(SHOWN("all_of_them", "all", "b", SYN_MONTH), "none");
    check_obstacle("all_of_them", "all", SYN_NEGATIVE, "2024-02");
}

static void an_event_without_its_date_or_hour_is_in_no_cell_3(void **state)
{
    put_project("", *state);
    put_cases("{reported: D, occurred: T, time: H}",
              "D;T;H\n2024-01-05;2024-01-05;2200\n2024-01-05;;2200\n"
              "2024-01-05;2024-01-05;\n2024-01-05;2024-01-06;559\n"
              "2024-01-05;2024-01-06;600\n2024-01-05;2024-01-05;2159\n"
              ";2024-01-05;2300\n",
              state);
    put_indicator("by_reported", COUNT("offence"),
                  "SELECT profile FROM police_case", *state);
    put_indicator("by_occurred", COUNT("offence") "-- @date occurred\n",
                  "SELECT profile FROM police_case", *state);
    /* 2024-01-05 is a Friday. */
    put_indicator("nights", COUNT("offence") "-- @when fri 22:00 - sat 06:00\n",
                  "SELECT profile FROM police_case", *state);
    put_indicator("nights_occurred",
                  COUNT("offence") "-- @date occurred\n"
                                   "-- @when fri 22:00 - sat 06:00\n",
                  "SELECT profile FROM police_case", *state);
    measure(*state);
    assert_string_equal(SHOWN("by_reported", "all", NULL, SYN_QUARTER), "V6 Z");
    assert_string_equal(SHOWN("by_occurred", "all", NULL, SYN_QUARTER), "V6 Z");
    assert_string_equal(SHOWN("nights", "all", NULL, SYN_QUARTER), "V2 Z");
    assert_string_equal(SHOWN("nights_occurred", "all", NULL, SYN_QUARTER),
                        "V3 Z");
}

/* --- groups (4, 5) ----------------------------------------------------- */

static void bands_count_where_they_nest_and_nowhere_else_4(void **state)
{
    put_project("groups: {kids: {ages: 10-15}, mature: {ages: 26-40}}\n",
                *state);
    put_people(
        "{reported: D, person_key: N, age: A, sex: X, role: R}",
        "D;N;A;X;R\n2024-01-01;1;13-15;male;suspect\n"
        "2024-01-01;2;16;female;suspect\n2024-02-01;3;12-14;male;victim\n"
        "2024-02-01;4;;male;suspect\n2024-02-01;2;17;female;suspect\n"
        "2024-02-01;;17;female;suspect\n",
        state);
    put_indicator(
        "suspects", COUNT("person") "-- @groups all target kids male female\n",
        "SELECT profile FROM police_person WHERE role = 'suspect'", *state);
    put_indicator("everyone",
                  COUNT("person") "-- @groups all target kids mature female\n",
                  "SELECT profile FROM police_person", *state);
    put_indicator("part",
                  "-- @measure share\n-- @unit person\n-- @of everyone\n"
                  "-- @groups all target kids\n",
                  "SELECT profile FROM police_person WHERE role = 'suspect'",
                  *state);
    measure(*state);
    assert_string_equal(SHOWN("suspects", "all", NULL, SYN_MONTH),
                        "V2 V2 Z Z Z Z");
    assert_string_equal(SHOWN("suspects", "all", NULL, SYN_QUARTER), "V3 Z");
    assert_string_equal(SHOWN("suspects", "target", NULL, SYN_QUARTER), "V2 Z");
    assert_string_equal(SHOWN("suspects", "kids", NULL, SYN_QUARTER), "V1 Z");
    assert_string_equal(SHOWN("suspects", "male", NULL, SYN_QUARTER), "V2 Z");
    assert_string_equal(SHOWN("suspects", "female", NULL, SYN_QUARTER), "V1 Z");
    /* 12-14 straddles the limit of 13-25, not of 10-15. */
    assert_string_equal(SHOWN("everyone", "kids", NULL, SYN_QUARTER), "V2 Z");
    assert_string_equal(SHOWN("everyone", "mature", NULL, SYN_QUARTER), "Z Z");
    assert_string_equal(SHOWN("everyone", "target", NULL, SYN_QUARTER), "none");
    check_obstacle("everyone", "target", SYN_AGE_BANDS, "");
    /* Neither then is a share of them. */
    assert_string_equal(SHOWN("part", "target", NULL, SYN_QUARTER), "none");
    check_obstacle("part", "target", SYN_AGE_BANDS, "");
    assert_string_equal(SHOWN("part", "kids", NULL, SYN_QUARTER), "V1/2 A");
    assert_string_equal(SHOWN("part", "all", NULL, SYN_QUARTER), "V3/4 A");
}

static void a_case_is_in_a_group_through_its_persons_5(void **state)
{
    put_project("", *state);
    put_cases("{case_key: S, reported: D, area: O, law: P}",
              "S;D;O;P\n1;2024-01-01;a;x\n2;2024-02-01;b;x\n3;2024-02-01;b;y\n"
              "4;2024-04-01;a;x\n;2024-04-01;a;x\n",
              state);
    put_people("{case_key: S, role: R, age: A, sex: X}",
               "S;R;A;X\n1;suspect;17;male\n1;suspect;18;male\n"
               "1;victim;15;female\n2;victim;17;male\n3;suspect;17;male\n"
               "4;suspect;40;female\n4;suspect;20;female\n9;suspect;20;male\n",
               state);
    put_indicator("i",
                  COUNT("case") "-- @groups target all female\n"
                                "-- @through police_person suspect\n",
                  "SELECT profile FROM police_case WHERE law = 'x'", *state);
    measure(*state);
    assert_string_equal(SHOWN("i", "all", NULL, SYN_QUARTER), "V2 V2");
    assert_string_equal(SHOWN("i", "target", NULL, SYN_QUARTER), "V1 V1");
    assert_string_equal(SHOWN("i", "female", NULL, SYN_QUARTER), "Z V1");
    /* Areas are of the first group, and of the case. */
    assert_string_equal(SHOWN("i", "target", "a", SYN_QUARTER), "V1 V1");
    assert_string_equal(SHOWN("i", "target", "b", SYN_QUARTER), "Z Z");
    assert_string_equal(SHOWN("i", "all", "a", SYN_QUARTER), "none");
}

static void a_share_is_among_its_denominators_events_6(void **state)
{
    put_project("", *state);
    put_cases("{reported: D, occurred: T, law: P, code: K}",
              "D;T;P;K\n2024-01-01;2024-01-01 10:00;x;1\n"
              "2024-01-01;2024-01-01 23:00;x;1\n2024-01-01;;x;1\n"
              "2024-01-01;2024-01-01 23:00;x;2\n"
              "2024-01-01;2024-01-01 23:00;y;1\n",
              state);
    put_indicator("evenings",
                  COUNT("offence") "-- @when mon 20:00 - tue 00:00\n",
                  "SELECT profile FROM police_case WHERE law = 'x'", *state);
    put_indicator("part",
                  "-- @measure share\n-- @unit offence\n-- @of evenings\n",
                  "SELECT profile FROM police_case WHERE code = '1'", *state);
    put_indicator("late",
                  "-- @measure share\n-- @unit offence\n-- @of evenings\n"
                  "-- @when mon 10:00 - mon 23:00\n",
                  "SELECT profile FROM police_case", *state);
    measure(*state);
    assert_string_equal(SHOWN("evenings", "all", NULL, SYN_QUARTER), "V2 Z");
    assert_string_equal(SHOWN("part", "all", NULL, SYN_QUARTER), "V1/2 A");
    assert_string_equal(SHOWN("late", "all", NULL, SYN_QUARTER), "Z/2 A");
}

/* --- what cannot be computed ------------------------------------------- */

static void what_a_source_lacks_is_told(void **state)
{
    put_project("", *state);
    put_cases("{reported: D, law: P}", "D;P\n2024-01-01;x\n", state);
    put_people("{reported: D, age: A, role: R}",
               "D;A;R\n2024-01-01;17;suspect\n", state);
    put_file("contracts/a.yaml",
             "source: police_assignment\nfiles: a.csv\n"
             "covers: {from: 2024-01, to: 2024-06}\n"
             "columns: {reported: D, case_key: S}\n",
             *state);
    put_file("extracts/a.csv", "D;S\n2024-01-01;1\n", *state);
    put_indicator("no_extract", COUNT("contact"),
                  "SELECT profile FROM outreach", *state);
    put_indicator("no_column", COUNT("offence"),
                  "SELECT profile FROM police_case WHERE weapon = 'knife'",
                  *state);
    put_indicator("no_case_key", COUNT("case"),
                  "SELECT profile FROM police_case", *state);
    put_indicator("no_person_key", COUNT("person"),
                  "SELECT profile FROM police_person", *state);
    put_indicator("no_age", COUNT("offence") "-- @groups all target male\n",
                  "SELECT profile FROM police_case", *state);
    put_indicator("no_sex", COUNT("charge") "-- @groups target female\n",
                  "SELECT profile FROM police_person", *state);
    put_indicator("no_link",
                  COUNT("assignment") "-- @groups all target\n"
                                      "-- @through police_person suspect\n",
                  "SELECT profile FROM police_assignment", *state);
    measure(*state);
    check_obstacle("no_extract", NULL, SYN_NO_EXTRACT, "outreach");
    check_obstacle("no_column", NULL, SYN_NO_COLUMN, "weapon");
    check_obstacle("no_case_key", NULL, SYN_NO_KEY, "case_key");
    check_obstacle("no_person_key", NULL, SYN_NO_KEY, "person_key");
    check_obstacle("no_age", "target", SYN_NO_AGE, "");
    check_obstacle("no_age", "male", SYN_NO_AGE, "sex");
    assert_string_equal(SHOWN("no_age", "all", NULL, SYN_QUARTER), "V1 Z");
    check_obstacle("no_sex", "female", SYN_NO_AGE, "sex");
    assert_string_equal(SHOWN("no_sex", "target", NULL, SYN_QUARTER), "V1 Z");
    check_obstacle("no_link", "target", SYN_NO_LINK, "police_person");
    assert_string_equal(SHOWN("no_link", "all", NULL, SYN_QUARTER), "V1 Z");
}

/* Persons are linked to cases of police_case: not to those of another source
 * that happen to have profiles of the same numbers. */
static void persons_speak_for_their_own_cases_only(void **state)
{
    put_project("", *state);
    put_cases("{case_key: S, reported: D}", "S;D\n1;2024-01-01\n", state);
    put_people("{case_key: S, age: A, role: R}", "S;A;R\n1;17;suspect\n",
               state);
    put_file("contracts/a.yaml",
             "source: police_assignment\nfiles: a.csv\n"
             "covers: {from: 2024-01, to: 2024-06}\n"
             "columns: {reported: D, case_key: S}\n",
             *state);
    put_file("extracts/a.csv", "D;S\n2024-01-01;1\n", *state);
    put_indicator("i",
                  COUNT("assignment") "-- @groups target\n"
                                      "-- @through police_person suspect\n",
                  "SELECT profile FROM police_assignment", *state);
    measure(*state);
    assert_string_equal(SHOWN("i", "target", NULL, SYN_QUARTER), "none");
    check_obstacle("i", "target", SYN_NO_LINK, "police_person");
}

static void a_head_that_does_not_fit_its_body_is_told(void **state)
{
    put_project("", *state);
    put_cases("{case_key: S, reported: D}", "S;D\n1;2024-01-01\n", state);
    put_people("{case_key: S, age: A, role: R}", "S;A;R\n1;17;suspect\n",
               state);
    put_indicator("i", COUNT("case"), "SELECT profile FROM police_case",
                  *state);
    put_indicator("j", "-- @measure share\n-- @unit case\n-- @of i\n",
                  "SELECT profile FROM police_person", *state);
    assert_int_equal(try_measure(*state), SYN_ECONFIG);
    assert_string_equal(heard.code, "measure.share");
    put_indicator("j",
                  "-- @measure share\n-- @unit case\n-- @of i\n"
                  "-- @groups target\n-- @through police_person suspect\n",
                  "SELECT profile FROM police_case", *state);
    assert_int_equal(try_measure(*state), SYN_ECONFIG);
    assert_string_equal(heard.code, "measure.share-through");
    put_indicator("j",
                  COUNT("offence") "-- @groups target\n"
                                   "-- @through police_person suspect\n",
                  "SELECT profile FROM police_case", *state);
    assert_int_equal(try_measure(*state), SYN_ECONFIG);
    assert_string_equal(heard.code, "measure.through");
}

/* --- exposure (8) ------------------------------------------------------ */

static void exposure_is_person_years(void **state)
{
    put_project("place_codes: [\"01\", \"02\"]\n", *state);
    put_cases("{reported: D, area: O}",
              "D;O\n2024-01-01;north\n2024-05-01;south\n", state);
    put_file("contracts/e.yaml",
             STREET("e", "2022-07", "2026-03") "columns: {reported: D}\n",
             *state);
    put_file("extracts/e.csv", "D\n2023-05-01\n", *state);
    put_file("population.csv",
             "area;year;sex;age;persons\n01;2023;M;13;100\n01;2023;K;13;50\n"
             "02;2024;M;25;200\n02;2024;K;26;1000\n02;2025;K;14;220\n"
             "north;2024;K;20;7\n99;2024;K;20;5000\n",
             *state);
    put_indicator("i",
                  COUNT("contact") "-- @groups all\n-- @per 1000 inhabitants\n",
                  "SELECT profile FROM outreach", *state);
    put_indicator("j", COUNT("offence") "-- @per 1000 inhabitants\n",
                  "SELECT profile FROM police_case", *state);
    put_indicator("k", COUNT("contact"), "SELECT profile FROM outreach",
                  *state);
    measure(*state);
    const struct syn_series *s = find("i", "all", NULL, SYN_YEAR);
    /* 2022 has no count before; 2025 none after; 2026 none at all. */
    assert_true(s->exposure[0] <= 0);
    assert_float_equal(s->exposure[1], (150 + 1200) / 2.0, 1e-9);
    assert_float_equal(s->exposure[2], (1200 + 220) / 2.0, 1e-9);
    assert_float_equal(s->exposure[3], 220, 1e-9);
    assert_true(s->exposure[4] <= 0);
    s = find("i", "all", NULL, SYN_QUARTER); /* From 2022K3. */
    assert_float_equal(s->exposure[2], 675 / 4.0, 1e-9);
    assert_float_equal(s->exposure[6], 710 / 4.0, 1e-9);
    s = find("i", "all", NULL, SYN_MONTH);
    assert_float_equal(s->exposure[6], 675 / 12.0, 1e-9);
    s = find("j", "all", "north", SYN_YEAR);
    assert_float_equal(s->exposure[2], 7, 1e-9);
    assert_null(find("j", "all", "south", SYN_YEAR)->exposure);
    assert_null(find("k", "all", NULL, SYN_YEAR)->exposure);
}

static void exposure_is_of_the_group(void **state)
{
    put_project("groups: {girls: {ages: 13-25, sex: female}}\n", *state);
    put_people("{reported: D, age: A, sex: X, role: R}",
               "D;A;X;R\n2024-01-01;17;male;suspect\n", state);
    put_file("population.csv",
             "area;year;sex;age;persons\n01;2024;M;12;1\n01;2024;M;13;10\n"
             "01;2024;K;13;100\n01;2024;K;25;1000\n01;2024;K;26;10000\n",
             *state);
    put_indicator("i",
                  COUNT("charge") "-- @per 1000 inhabitants\n"
                                  "-- @groups all target girls male\n",
                  "SELECT profile FROM police_person", *state);
    measure(*state);
    assert_float_equal(find("i", "all", NULL, SYN_YEAR)->exposure[0], 11111,
                       1e-9);
    assert_float_equal(find("i", "target", NULL, SYN_YEAR)->exposure[0], 1110,
                       1e-9);
    assert_float_equal(find("i", "girls", NULL, SYN_YEAR)->exposure[0], 1100,
                       1e-9);
    assert_float_equal(find("i", "male", NULL, SYN_YEAR)->exposure[0], 11,
                       1e-9);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST_IN_FOLDER(a_period_is_zero_only_if_every_part_covers_it),
        TEST_IN_FOLDER(what_lies_after_the_last_month_is_not_yet),
        TEST_IN_FOLDER(a_key_counts_once_in_each_cell_2),
        TEST_IN_FOLDER(reversals_that_exceed_events_are_told_with_their_month),
        TEST_IN_FOLDER(an_event_without_its_date_or_hour_is_in_no_cell_3),
        TEST_IN_FOLDER(bands_count_where_they_nest_and_nowhere_else_4),
        TEST_IN_FOLDER(a_case_is_in_a_group_through_its_persons_5),
        TEST_IN_FOLDER(a_share_is_among_its_denominators_events_6),
        TEST_IN_FOLDER(what_a_source_lacks_is_told),
        TEST_IN_FOLDER(persons_speak_for_their_own_cases_only),
        TEST_IN_FOLDER(a_head_that_does_not_fit_its_body_is_told),
        TEST_IN_FOLDER(exposure_is_person_years),
        TEST_IN_FOLDER(exposure_is_of_the_group),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
