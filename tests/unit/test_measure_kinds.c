/* Each kind of measure counted by hand: the numbers are the requirements of
 * measure/series.h.  Quantiles and Gini coefficients are those of R 4.5
 * (quantile(), ineq::Gini()). */
#include "fixture_measure.h"

/* A contract for SOURCE over the months FROM to TO, and its extract. */
static void put_source(const char *source,
                       const char *from,
                       const char *to,
                       const char *more,
                       const char *columns,
                       const char *csv,
                       void **state)
{
    put_file(syn_arena_printf(*state, "contracts/%s.yaml", source),
             syn_arena_printf(*state,
                              "source: %s\nfiles: %s.csv\n"
                              "covers: {from: %s, to: %s}\n%scolumns: %s\n",
                              source, source, from, to, more, columns),
             *state);
    put_file(syn_arena_printf(*state, "extracts/%s.csv", source), csv, *state);
}

#define PERSONS "{reported: D, person_key: N, case_key: S, age: A}"

static void
put_persons(const char *from, const char *to, const char *csv, void **state)
{
    put_project("", *state);
    put_source("police_person", from, to, "", PERSONS, csv, state);
}

/* --- repeat (13) ------------------------------------------------------- */

static void who_turns_18_in_the_window_repeats_among_all_only_13(void **state)
{
    put_persons("2023-01", "2024-12",
                "D;N;S;A\n"
                "2023-02-15;1;a;17\n2023-06-01;1;b;17\n2023-06-02;1;b;17\n"
                "2024-01-20;1;c;18\n" /* A third case, at 18. */
                "2024-01-05;2;d;16\n2024-01-06;2;;16\n2024-01-07;2;;16\n"
                "2024-01-08;;e;16\n",
                state);
    put_indicator("r",
                  "-- @measure repeat\n-- @unit person\n-- @at-least 3\n"
                  "-- @window 12 months\n-- @groups all under-18\n",
                  "SELECT profile FROM police_person", *state);
    put_indicator("short",
                  "-- @measure repeat\n-- @unit person\n-- @at-least 3\n"
                  "-- @window 3 months\n",
                  "SELECT profile FROM police_person", *state);
    measure(*state);
    assert_string_equal(SHOWN("r", "all", NULL, SYN_QUARTER),
                        "M M M Z/1 V1/2 V1/2 V1/2 V1/2");
    assert_string_equal(SHOWN("r", "under-18", NULL, SYN_QUARTER),
                        "M M M Z/1 V1/2 V1/1 V1/1 V1/1");
    assert_string_equal(SHOWN("r", "all", NULL, SYN_YEAR), "Z/1 V1/2");
    /* Twelve months to January hold all three of the first person. */
    const struct syn_series *s = find("r", "all", NULL, SYN_ROLLING_12);
    assert_int_equal(s->count[12], 2);
    assert_int_equal(s->count[13], 1);
    assert_int_equal(find("r", "under-18", NULL, SYN_MONTH)->count[12], 1);
    assert_string_equal(SHOWN("short", "all", NULL, SYN_QUARTER),
                        "Z/1 Z/1 A A V1/2 A A A");
    assert_null(find("short", "all", NULL, SYN_YEAR));
}

/* --- first and return (14, 15) ----------------------------------------- */

static const char first_head[] =
    "-- @measure first\n-- @unit person\n-- @look-back 24 months\n"
    "-- @groups all under-18\n";

static void the_look_back_ends_on_the_same_day_two_years_before_14(void **state)
{
    put_persons("2022-01", "2024-06",
                "D;N;S;A\n"
                "2022-02-10;1;a;20\n2024-02-10;1;b;22\n" /* Just inside. */
                "2022-02-09;2;c;20\n2024-02-10;2;d;22\n" /* Just outside. */
                "2022-02-28;3;e;20\n2024-02-29;3;f;22\n" /* A leap day. */
                "2024-03-01;4;g;17\n2024-03-01;4;h;18\n" /* The same day. */
                "2024-05-01;5;i;12\n2024-05-02;5;j;12\n2024-05-01;;k;12\n",
                state);
    put_indicator("new", first_head, "SELECT profile FROM police_person",
                  *state);
    measure(*state);
    assert_string_equal(SHOWN("new", "all", NULL, SYN_QUARTER),
                        "M M M M M M M M V2 V1");
    assert_string_equal(SHOWN("new", "under-18", NULL, SYN_QUARTER),
                        "M M M M M M M M V1 V1");
    assert_string_equal(SHOWN("new", "all", NULL, SYN_YEAR), "M M N");
}

static void two_years_of_history_are_needed_for_any_first_10(void **state)
{
    put_persons("2022-01", "2023-12", "D;N;S;A\n2023-12-10;1;a;20\n", state);
    put_indicator("new", first_head, "SELECT profile FROM police_person",
                  *state);
    put_indicator("n", COUNT("person"), "SELECT profile FROM police_person",
                  *state);
    measure(*state);
    check_obstacle("new", NULL, SYN_NO_HISTORY, "24");
    assert_null(find("new", "all", NULL, SYN_QUARTER));
    assert_non_null(find("n", "all", NULL, SYN_QUARTER));
}

static void
a_return_is_another_case_on_a_later_day_within_a_year_15(void **state)
{
    put_persons("2022-01", "2025-06",
                "D;N;S;A\n"
                "2024-01-10;1;a;17\n2025-01-09;1;b;18\n" /* 365 days. */
                "2024-01-10;2;c;17\n2025-01-10;2;d;18\n" /* 366. */
                "2024-02-01;3;e;20\n2024-03-01;3;e;20\n" /* The same case. */
                "2024-02-01;4;f;20\n2024-02-01;4;g;20\n" /* The same day. */
                "2024-05-01;5;h;20\n2024-05-02;5;i;20\n",
                state);
    put_indicator("new", first_head, "SELECT profile FROM police_person",
                  *state);
    put_indicator("back",
                  "-- @measure return\n-- @unit person\n-- @of new\n"
                  "-- @within 365 days\n-- @groups all under-18\n",
                  "SELECT profile FROM police_person", *state);
    measure(*state);
    assert_string_equal(SHOWN("back", "all", NULL, SYN_QUARTER),
                        "M M M M M M M M V1/4 V1/1 N N N N");
    /* Back at 18, and still one of those who were first at 17. */
    assert_string_equal(SHOWN("back", "under-18", NULL, SYN_QUARTER),
                        "M M M M M M M M V1/2 A N N N N");
}

/* --- followup (16) ----------------------------------------------------- */

static void put_followed(const char *scheme, void **state)
{
    put_project("", *state);
    put_source("police_person", "2024-01", "2024-06", "key_scheme: k\n",
               PERSONS,
               "D;N;S;A\n2024-01-31;1;a;15\n2024-01-31;2;b;15\n"
               "2024-02-10;3;c;15\n2024-02-10;4;d;15\n2024-02-11;4;e;15\n"
               "2024-02-12;;f;15\n",
               state);
    put_source("police_prevention", "2024-01", "2024-06", scheme,
               "{reported: D, person_key: N}",
               "D;N\n2024-03-01;1\n2024-03-02;2\n2024-02-10;3\n2024-02-09;4\n"
               "2024-02-12;9\n2024-02-12;\n",
               state);
    put_indicator("young", COUNT("person"), "SELECT profile FROM police_person",
                  *state);
    put_indicator("cared",
                  "-- @measure followup\n-- @unit person\n-- @of young\n"
                  "-- @within 30 days\n-- @groups all under-18\n",
                  "SELECT profile FROM police_prevention", *state);
    measure(*state);
}

static void a_followup_comes_on_the_day_or_up_to_30_days_after_16(void **state)
{
    put_followed("key_scheme: k\n", state);
    /* The 30th day after 31 January 2024 is 1 March. */
    assert_string_equal(SHOWN("cared", "under-18", NULL, SYN_QUARTER),
                        "V2/4 N");
    assert_string_equal(SHOWN("cared", "all", NULL, SYN_MONTH),
                        "V1/2 V1/2 A A A N");
}

static void
persons_are_joined_only_where_contracts_name_one_scheme_16(void **state)
{
    put_followed("key_scheme: other\n", state);
    check_obstacle("cared", NULL, SYN_KEY_SCHEME, "police_prevention");
}

static void without_a_named_scheme_nobody_is_joined_16(void **state)
{
    put_followed("", state);
    check_obstacle("cared", NULL, SYN_KEY_SCHEME, "police_prevention");
}

static void what_is_closed_on_its_deadline_is_on_time_16(void **state)
{
    put_project("", *state);
    put_source("preparedness", "2024-01", "2024-06", "extracted: 2024-07-10\n",
               "{reported: D, deadline: F, closed: L, weight: W}",
               "D;F;L;W\n2023-05-01;2024-01-10;2024-01-10;2\n"
               "2023-05-01;2024-02-10;2024-02-11;1\n"
               "2023-05-01;2024-03-10;2023-06-01;1\n"
               "2023-05-01;2024-04-10;;3\n2023-05-01;;2024-04-10;1\n",
               state);
    put_indicator("closed",
                  "-- @measure followup\n-- @unit event\n-- @date deadline\n"
                  "-- @to closed\n-- @within 0 days\n",
                  "SELECT profile FROM preparedness", *state);
    put_indicator("later",
                  "-- @measure followup\n-- @unit event\n-- @date deadline\n"
                  "-- @to closed\n-- @within 20 days\n",
                  "SELECT profile FROM preparedness", *state);
    measure(*state);
    assert_string_equal(SHOWN("closed", "all", NULL, SYN_QUARTER), "V3/4 Z/3");
    /* The extract of 10 July cannot tell about the 20 days after June. */
    assert_string_equal(SHOWN("later", "all", NULL, SYN_QUARTER), "V4/4 N");
}

/* --- group (17) -------------------------------------------------------- */

static void of_three_suspects_one_of_12_makes_a_young_group_17(void **state)
{
    put_persons("2024-01", "2024-06",
                "D;N;S;A\n"
                "2024-01-01;1;a;12\n2024-01-01;2;a;17\n2024-01-01;3;a;30\n"
                "2024-02-01;4;b;16\n"                    /* Alone. */
                "2024-02-01;5;c;16\n2024-02-01;5;c;16\n" /* One, twice. */
                "2024-02-01;6;d;16\n2024-02-01;;d;22\n"  /* One not known. */
                "2024-04-01;7;e;40\n2024-04-01;8;e;50\n",
                state);
    put_indicator("g",
                  "-- @measure group\n-- @unit case\n-- @at-least 2\n"
                  "-- @groups all under-18 13-14\n",
                  "SELECT profile FROM police_person", *state);
    put_indicator("adult",
                  "-- @measure group\n-- @unit case\n-- @at-least 2\n"
                  "-- @with 21-\n-- @groups under-18 all\n",
                  "SELECT profile FROM police_person", *state);
    measure(*state);
    assert_string_equal(SHOWN("g", "all", NULL, SYN_QUARTER), "V2/4 V1/1");
    assert_string_equal(SHOWN("g", "under-18", NULL, SYN_QUARTER), "V2/4 A");
    assert_string_equal(SHOWN("g", "13-14", NULL, SYN_QUARTER), "A A");
    assert_string_equal(SHOWN("adult", "under-18", NULL, SYN_QUARTER),
                        "V2/4 A");
    assert_string_equal(SHOWN("adult", "all", NULL, SYN_QUARTER), "V2/4 V1/1");
}

/* --- concentration (18) ------------------------------------------------ */

static void put_spread(const char *head, void **state)
{
    put_persons("2024-01", "2024-06",
                "D;N;S;A\n"
                "2024-01-01;1;a;15\n2024-01-02;1;b;15\n2024-01-03;1;c;15\n"
                "2024-01-03;1;d;15\n2024-02-01;2;a;15\n2024-02-01;3;e;15\n"
                "2024-02-01;;f;15\n2024-04-01;4;g;15\n",
                state);
    put_indicator(
        "c",
        syn_arena_printf(*state, "-- @measure concentration\n-- @unit case\n%s",
                         head),
        "SELECT profile FROM police_person", *state);
    measure(*state);
}

static void cases_of_those_with_many_are_a_part_of_all_cases_18(void **state)
{
    put_spread("-- @by person\n-- @at-least 4\n", state);
    assert_string_equal(SHOWN("c", "all", NULL, SYN_QUARTER), "V4/6 Z/1");
}

static void the_top_third_has_four_of_six_pairs_18(void **state)
{
    put_spread("-- @by person\n-- @top 33 %\n", state);
    assert_string_equal(SHOWN("c", "all", NULL, SYN_QUARTER), "V4/6 V1/1");
}

static void the_top_two_have_five_of_six_pairs_18(void **state)
{
    put_spread("-- @by person\n-- @top 2\n", state);
    assert_string_equal(SHOWN("c", "all", NULL, SYN_QUARTER), "V5/6 V1/1");
}

/* In June the first person has a fourth case since January; of the two cases of
 * June one is theirs. */
static void who_has_many_in_the_window_has_them_of_the_period_18(void **state)
{
    put_persons("2024-01", "2024-06",
                "D;N;S;A\n"
                "2024-01-01;1;a;15\n2024-02-02;1;b;15\n2024-03-03;1;c;15\n"
                "2024-06-01;1;d;15\n2024-06-02;2;e;15\n2024-05-02;2;f;15\n",
                state);
    put_indicator("c",
                  "-- @measure concentration\n-- @unit case\n-- @by person\n"
                  "-- @at-least 4\n-- @window 6 months\n",
                  "SELECT profile FROM police_person", *state);
    measure(*state);
    assert_string_equal(SHOWN("c", "all", NULL, SYN_MONTH), "M M M M M V1/2");
    assert_string_equal(SHOWN("c", "all", NULL, SYN_HALF_YEAR), "V4/6");
    assert_null(find("c", "all", NULL, SYN_YEAR));
}

/* At one place 5 + 1, at the other 2; one is taken back. */
static void events_are_concentrated_by_their_weight_18(void **state)
{
    put_project("", *state);
    put_source("outreach", "2024-01", "2024-03", "",
               "{reported: D, area: O, weight: W}",
               "D;O;W\n2024-01-01;A;5\n2024-01-02;A;1\n2024-01-03;B;3\n"
               "2024-01-03;B;-1\n",
               state);
    put_indicator("top",
                  "-- @measure concentration\n-- @unit contact\n-- @by area\n"
                  "-- @top 1\n",
                  "SELECT profile FROM outreach", *state);
    put_indicator("gini",
                  "-- @measure concentration\n-- @unit contact\n-- @by area\n"
                  "-- @statistic gini\n",
                  "SELECT profile FROM outreach", *state);
    measure(*state);
    assert_string_equal(SHOWN("top", "all", NULL, SYN_QUARTER), "V6/8");
    /* (6 - 2) / (2 * 8) */
    assert_string_equal(SHOWN("gini", "all", NULL, SYN_QUARTER), "V8=0.25");
}

/* A has nothing left, and then 3 again: it is one place all the same, beside B
 * with 2. */
static void a_place_that_was_empty_is_one_place_18(void **state)
{
    put_project("", *state);
    put_source("outreach", "2024-01", "2024-03", "",
               "{reported: D, area: O, weight: W}",
               "D;O;W\n2024-01-01;A;5\n2024-01-02;A;-5\n2024-01-03;A;3\n"
               "2024-01-03;B;2\n",
               state);
    put_indicator("top",
                  "-- @measure concentration\n-- @unit contact\n-- @by area\n"
                  "-- @top 1\n",
                  "SELECT profile FROM outreach", *state);
    measure(*state);
    assert_string_equal(SHOWN("top", "all", NULL, SYN_QUARTER), "V3/5");
}

/* ineq::Gini(c(4, 1, 1)) is 0.3333333. */
static void the_gini_of_4_1_and_1_is_a_third_18(void **state)
{
    put_spread("-- @by person\n-- @statistic gini\n", state);
    assert_string_equal(SHOWN("c", "all", NULL, SYN_QUARTER),
                        "V6=0.33 V1=0.00");
}

/* --- duration (19) ----------------------------------------------------- */

static void put_durations(const char *head, void **state)
{
    put_project("", *state);
    put_source("police_case", "2024-01", "2024-06", "",
               "{case_key: S, reported: D, decided: P, response_minutes: {"
               "column: M, kind: number}}",
               "S;D;P;M\na;2023-12-31;2024-01-01;30\na;2024-01-01;2024-02-01;\n"
               "b;2024-01-01;2024-01-03;60\nc;2024-02-01;2024-02-11;\n"
               "d;2024-02-01;2024-01-31;90\ne;2024-02-01;;120\n",
               state);
    put_indicator("d",
                  syn_arena_printf(*state,
                                   "-- @measure duration\n-- @unit case\n"
                                   "-- @date decided\n%s",
                                   head),
                  "SELECT profile FROM police_case", *state);
    measure(*state);
}

static void
a_case_has_one_time_in_each_month_that_it_has_rows_in_19(void **state)
{
    put_project("", *state);
    put_source("police_assignment", "2024-01", "2024-03", "",
               "{case_key: S, occurred: D, response_minutes: M}",
               "S;D;M\na;2024-02-10;30\na;2024-01-10;10\na;2024-01-11;20\n",
               state);
    put_indicator("d",
                  "-- @measure duration\n-- @unit assignment\n"
                  "-- @date occurred\n-- @value response_minutes\n"
                  "-- @statistic mean\n",
                  "SELECT profile FROM police_assignment", *state);
    measure(*state);
    assert_string_equal(SHOWN("d", "all", NULL, SYN_MONTH),
                        "V1=10.00 V1=30.00 A");
    assert_string_equal(SHOWN("d", "all", NULL, SYN_QUARTER), "V1=10.00");
}

/* quantile(c(1, 2, 10), c(.5, .9)) is 2.0 and 8.4. */
static void the_median_is_of_known_times_that_are_not_negative_19(void **state)
{
    put_durations("-- @from reported\n-- @to decided\n-- @statistic median\n",
                  state);
    assert_string_equal(SHOWN("d", "all", NULL, SYN_QUARTER), "V3=2.00 A");
}

static void the_ninetieth_percentile_is_that_of_r_19(void **state)
{
    put_durations("-- @from reported\n-- @to decided\n-- @statistic p90\n",
                  state);
    assert_string_equal(SHOWN("d", "all", NULL, SYN_QUARTER), "V3=8.40 A");
}

static void minutes_are_summed_to_hours_19(void **state)
{
    put_durations("-- @value response_minutes\n-- @statistic sum\n"
                  "-- @in hours\n",
                  state);
    assert_string_equal(SHOWN("d", "all", NULL, SYN_QUARTER), "V3=3.00 Z=0.00");
    assert_string_equal(SHOWN("d", "all", NULL, SYN_MONTH),
                        "V3=3.00 Z=0.00 Z=0.00 Z=0.00 Z=0.00 Z=0.00");
}

static void a_column_that_no_contract_has_is_told(void **state)
{
    put_durations("-- @from reported\n-- @to cleared\n-- @statistic median\n",
                  state);
    check_obstacle("d", NULL, SYN_NO_COLUMN, "cleared");
}

/* --- survey (20) ------------------------------------------------------- */

static void a_survey_is_of_the_period_it_is_fielded_in_20(void **state)
{
    put_project("", *state);
    put_source("survey", "2024-03", "2024-04", "",
               "{reported: D, yes: {column: J, kind: number}, base: {column: "
               "B, kind: number}, score: {column: P, kind: number}, weight: W}",
               "D;J;B;P;W\n2024-03-01;40;100;5;1\n2024-04-01;10;50;2;3\n"
               "2024-04-01;;7;;1\n",
               state);
    put_source("outreach", "2024-01", "2024-12", "", "{reported: D}",
               "D\n2024-12-01\n", state);
    put_indicator("s",
                  "-- @measure survey\n-- @unit respondent\n-- @yes yes\n"
                  "-- @base base\n",
                  "SELECT profile FROM survey", *state);
    put_indicator("mean",
                  "-- @measure survey\n-- @unit respondent\n-- @value score\n"
                  "-- @statistic mean\n",
                  "SELECT profile FROM survey", *state);
    measure(*state);
    assert_string_equal(SHOWN("s", "all", NULL, SYN_QUARTER),
                        "V40/100 V10/50 N N");
    assert_string_equal(SHOWN("s", "all", NULL, SYN_YEAR), "V50/150");
    /* (5 + 2 + 2 + 2) / 4 */
    assert_string_equal(SHOWN("mean", "all", NULL, SYN_YEAR), "V4=2.75");
}

/* --- status (21) ------------------------------------------------------- */

static void a_status_is_of_the_last_day_of_the_period_21(void **state)
{
    put_project("", *state);
    put_source("preparedness", "2023-01", "2024-06", "",
               "{reported: D, started: {column: F, kind: date}, closed: L}",
               "D;F;L\n2023-01-31;2023-01-31;2024-03-31\n"
               "2023-09-15;2023-09-15;\n2024-06-30;2024-06-30;\n",
               state);
    put_indicator("age",
                  "-- @measure status\n-- @unit event\n-- @statistic age\n",
                  "SELECT profile FROM preparedness", *state);
    put_indicator("recent",
                  "-- @measure status\n-- @unit event\n-- @statistic recent\n"
                  "-- @window 6 months\n",
                  "SELECT profile FROM preparedness", *state);
    put_indicator("open",
                  "-- @measure status\n-- @unit event\n-- @statistic open\n"
                  "-- @from started\n-- @to closed\n",
                  "SELECT profile FROM preparedness", *state);
    measure(*state);
    /* 31 January to 28 February is a whole month. */
    assert_string_equal(SHOWN("age", "all", NULL, SYN_QUARTER),
                        "V1=2.00 V1=5.00 V2=0.00 V2=3.00 V2=6.00 V3=0.00");
    assert_int_equal(find("age", "all", NULL, SYN_MONTH)->value[1], 1);
    assert_string_equal(SHOWN("recent", "all", NULL, SYN_QUARTER),
                        "M V1 V1 V1 Z V1");
    assert_string_equal(SHOWN("open", "all", NULL, SYN_QUARTER),
                        "V1 V1 V2 V2 V1 V2");
}

static void what_never_happened_has_no_age_21(void **state)
{
    put_project("", *state);
    put_source("preparedness", "2024-01", "2024-06", "", "{reported: D}",
               "D\n2024-04-01\n", state);
    put_indicator("age",
                  "-- @measure status\n-- @unit event\n-- @statistic age\n",
                  "SELECT profile FROM preparedness", *state);
    measure(*state);
    assert_string_equal(SHOWN("age", "all", NULL, SYN_QUARTER), "M V1=2.00");
}

/* --- ratio (23), population (9), roles (5) ------------------------------ */

static void a_ratio_is_of_two_sources_and_may_exceed_one_23(void **state)
{
    put_project("", *state);
    put_source("police_case", "2024-01", "2024-06", "", "{reported: D}",
               "D\n2024-01-01\n2024-01-02\n2024-04-01\n", state);
    put_source("outreach", "2024-01", "2024-05", "", "{reported: D}",
               "D\n2024-01-01\n", state);
    put_indicator("contacts", COUNT("contact"), "SELECT profile FROM outreach",
                  *state);
    put_indicator("r",
                  "-- @measure ratio\n-- @unit offence\n-- @of contacts\n"
                  "-- @per 100\n",
                  "SELECT profile FROM police_case", *state);
    measure(*state);
    assert_string_equal(SHOWN("r", "all", NULL, SYN_QUARTER), "V2/1 N");
    assert_string_equal(SHOWN("r", "all", NULL, SYN_MONTH), "V2/1 A A A A N");
}

static void those_not_registered_are_the_rest_of_the_population_9(void **state)
{
    put_project("place_codes: ['0105', '3003']\n", *state);
    put_source("police_person", "2024-01", "2024-06", "",
               "{reported: D, person_key: N, age: A, residence: B}",
               "D;N;A;B\n2024-01-01;1;17;3003\n2024-01-01;2;17;9999\n"
               "2024-02-01;1;17;0105\n",
               state);
    put_file("population.csv",
             "area;year;sex;age;persons\n3003;2024;female;17;10\n"
             "3003;2025;female;17;13\n",
             *state);
    put_indicator("clean",
                  "-- @measure share\n-- @unit person\n-- @of population\n"
                  "-- @invert yes\n-- @groups 15-17\n",
                  "SELECT profile FROM police_person\n WHERE residence IN"
                  " (SELECT code FROM place_code)",
                  *state);
    measure(*state);
    /* The mean of 10 and 13 is 11.5, to the nearest whole 12. */
    assert_string_equal(SHOWN("clean", "15-17", NULL, SYN_QUARTER),
                        "V11/12 V12/12");
}

static void a_case_can_need_a_person_in_each_of_two_roles_5(void **state)
{
    put_project("", *state);
    put_cases("{case_key: S, reported: D}",
              "S;D\n1;2024-01-01\n2;2024-01-01\n3;2024-01-01\n4;2024-04-01\n",
              state);
    put_people("{case_key: S, role: R, age: A}",
               "S;R;A\n1;suspect;17\n1;victim;16\n2;charged;17\n2;victim;40\n"
               "3;suspect;17\n4;charged;15\n4;victim;15\n",
               state);
    put_indicator("i",
                  COUNT("case") "-- @groups under-18 all\n"
                                "-- @through police_person suspect/charged "
                                "victim\n",
                  "SELECT profile FROM police_case", *state);
    measure(*state);
    assert_string_equal(SHOWN("i", "under-18", NULL, SYN_QUARTER), "V1 V1");
    assert_string_equal(SHOWN("i", "all", NULL, SYN_QUARTER), "V2 V1");
}

/* --- keys (11) and ages (22) -------------------------------------------- */

static void a_period_in_which_keys_change_is_missing_11(void **state)
{
    static const char *const file[] = {"old", "new"};

    put_project("", *state);
    for (int i = 0; i < 2; i++) {
        put_file(syn_arena_printf(*state, "contracts/%s.yaml", file[i]),
                 syn_arena_printf(
                     *state,
                     "source: police_person\nfiles: %s.csv\n"
                     "covers: {from: 2024-%s, to: 2024-%s}\nkey_scheme: %s\n"
                     "columns: {reported: D, person_key: N, case_key: S}\n",
                     file[i], i ? "06" : "01", i ? "12" : "05", file[i]),
                 *state);
        put_file(syn_arena_printf(*state, "extracts/%s.csv", file[i]),
                 i ? "D;N;S\n2024-06-01;7;a\n2024-11-01;7;b\n"
                   : "D;N;S\n2024-01-01;7;c\n2024-05-31;7;d\n",
                 *state);
    }
    put_indicator("n", COUNT("person"), "SELECT profile FROM police_person",
                  *state);
    put_indicator("rows", COUNT("charge"), "SELECT profile FROM police_person",
                  *state);
    put_indicator("r",
                  "-- @measure repeat\n-- @unit person\n-- @at-least 2\n"
                  "-- @window 12 months\n",
                  "SELECT profile FROM police_person", *state);
    measure(*state);
    assert_string_equal(SHOWN("n", "all", NULL, SYN_QUARTER), "V1 M Z V1");
    assert_string_equal(SHOWN("n", "all", NULL, SYN_YEAR), "M");
    assert_string_equal(SHOWN("rows", "all", NULL, SYN_YEAR), "V4");
    check_obstacle("r", NULL, SYN_KEY_CHANGE, "police_person");
}

static void an_extract_without_the_youngest_cannot_count_them_22(void **state)
{
    put_project("groups: {kids: {ages: 10-14}}\n", *state);
    put_people("{reported: D, age: A, role: R}",
               "D;A;R\n2024-01-01;15;suspect\n2024-01-01;12;victim\n", state);
    put_indicator("suspects", COUNT("charge") "-- @groups kids target\n",
                  "SELECT profile FROM police_person WHERE role = 'suspect'",
                  *state);
    put_indicator("victims", COUNT("charge") "-- @groups kids\n",
                  "SELECT profile FROM police_person WHERE role = 'victim'",
                  *state);
    measure(*state);
    check_obstacle("suspects", "kids", SYN_AGE_FILTER, "police_person");
    assert_string_equal(SHOWN("suspects", "target", NULL, SYN_QUARTER), "V1 Z");
    assert_string_equal(SHOWN("victims", "kids", NULL, SYN_QUARTER), "V1 Z");
}

static void
a_filter_that_a_contract_tells_holds_for_all_it_cuts_22(void **state)
{
    put_project("", *state);
    put_source("police_person", "2024-01", "2024-06", "ages: 15-\n",
               "{reported: D, age: A}", "D;A\n2024-01-01;15\n", state);
    put_indicator("i", COUNT("charge") "-- @groups all target 13-14 15-17\n",
                  "SELECT profile FROM police_person", *state);
    measure(*state);
    check_obstacle("i", "target", SYN_AGE_FILTER, "police_person");
    check_obstacle("i", "13-14", SYN_AGE_FILTER, "police_person");
    assert_string_equal(SHOWN("i", "15-17", NULL, SYN_QUARTER), "V1 Z");
    assert_string_equal(SHOWN("i", "all", NULL, SYN_QUARTER), "V1 Z");
}

/* --- periods ----------------------------------------------------------- */

static void midnight_on_new_years_eve_belongs_to_one_year(void **state)
{
    put_project("", *state);
    put_source("police_case", "2023-01", "2024-12", "", "{occurred: T}",
               "T\n2023-12-31 00:00\n2023-12-31 23:59\n2024-01-01 00:00\n"
               "2024-02-29 12:00\n2024-07-31 00:00\n2024-08-01 00:00\n",
               state);
    put_indicator("i", COUNT("offence") "-- @date occurred\n",
                  "SELECT profile FROM police_case", *state);
    /* 31 December 2023 is a Sunday. */
    put_indicator("night",
                  COUNT("offence") "-- @date occurred\n"
                                   "-- @when sun 22:00 - mon 01:00\n",
                  "SELECT profile FROM police_case", *state);
    measure(*state);
    assert_string_equal(SHOWN("i", "all", NULL, SYN_YEAR), "V2 V4");
    assert_string_equal(SHOWN("night", "all", NULL, SYN_YEAR), "V1 V1");
    assert_string_equal(SHOWN("i", "all", NULL, SYN_TERTIAL), "Z Z V2 V2 V2 Z");
    assert_string_equal(SHOWN("i", "all", NULL, SYN_HALF_YEAR), "Z V2 V2 V2");
    /* School years 2022, 2023 and 2024: the first and the last are not whole.
     */
    assert_string_equal(SHOWN("i", "all", NULL, SYN_SCHOOL_YEAR), "M V5 N");
    const struct syn_series *s = find("i", "all", NULL, SYN_ROLLING_12);
    assert_int_equal(s->state[10], SYN_STATE_MISSING);
    assert_int_equal(s->count[11], 2);
    assert_int_equal(s->count[12], 3);
    assert_int_equal(s->count[23], 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST_IN_FOLDER(who_turns_18_in_the_window_repeats_among_all_only_13),
        TEST_IN_FOLDER(the_look_back_ends_on_the_same_day_two_years_before_14),
        TEST_IN_FOLDER(two_years_of_history_are_needed_for_any_first_10),
        TEST_IN_FOLDER(
            a_return_is_another_case_on_a_later_day_within_a_year_15),
        TEST_IN_FOLDER(a_followup_comes_on_the_day_or_up_to_30_days_after_16),
        TEST_IN_FOLDER(
            persons_are_joined_only_where_contracts_name_one_scheme_16),
        TEST_IN_FOLDER(without_a_named_scheme_nobody_is_joined_16),
        TEST_IN_FOLDER(what_is_closed_on_its_deadline_is_on_time_16),
        TEST_IN_FOLDER(of_three_suspects_one_of_12_makes_a_young_group_17),
        TEST_IN_FOLDER(cases_of_those_with_many_are_a_part_of_all_cases_18),
        TEST_IN_FOLDER(the_top_third_has_four_of_six_pairs_18),
        TEST_IN_FOLDER(the_top_two_have_five_of_six_pairs_18),
        TEST_IN_FOLDER(who_has_many_in_the_window_has_them_of_the_period_18),
        TEST_IN_FOLDER(events_are_concentrated_by_their_weight_18),
        TEST_IN_FOLDER(a_place_that_was_empty_is_one_place_18),
        TEST_IN_FOLDER(the_gini_of_4_1_and_1_is_a_third_18),
        TEST_IN_FOLDER(
            a_case_has_one_time_in_each_month_that_it_has_rows_in_19),
        TEST_IN_FOLDER(the_median_is_of_known_times_that_are_not_negative_19),
        TEST_IN_FOLDER(the_ninetieth_percentile_is_that_of_r_19),
        TEST_IN_FOLDER(minutes_are_summed_to_hours_19),
        TEST_IN_FOLDER(a_column_that_no_contract_has_is_told),
        TEST_IN_FOLDER(a_survey_is_of_the_period_it_is_fielded_in_20),
        TEST_IN_FOLDER(a_status_is_of_the_last_day_of_the_period_21),
        TEST_IN_FOLDER(what_never_happened_has_no_age_21),
        TEST_IN_FOLDER(a_ratio_is_of_two_sources_and_may_exceed_one_23),
        TEST_IN_FOLDER(those_not_registered_are_the_rest_of_the_population_9),
        TEST_IN_FOLDER(a_case_can_need_a_person_in_each_of_two_roles_5),
        TEST_IN_FOLDER(a_period_in_which_keys_change_is_missing_11),
        TEST_IN_FOLDER(an_extract_without_the_youngest_cannot_count_them_22),
        TEST_IN_FOLDER(a_filter_that_a_contract_tells_holds_for_all_it_cuts_22),
        TEST_IN_FOLDER(midnight_on_new_years_eve_belongs_to_one_year),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
