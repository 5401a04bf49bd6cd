/* The rows behind figures, by hand: the numbers are the requirements of
 * measure/trace.h.  Line 1 of an extract is its header. */
#include "fixture_measure.h"

#include <samsyn/measure/trace.h>

static struct syn_trace found;

static void
trace(const char *id, const char *group, const char *code, void **state)
{
    struct sqlite3 *fresh;
    struct syn_period period;

    assert_true(syn_period_parse(&period, code));
    assert_int_equal(syn_store_open_reader(&fresh, path_of("samsyn.db", *state),
                                           *state, &diag),
                     SYN_OK);
    assert_int_equal(
        syn_series_trace(
            &found,
            &(struct syn_traced){syn_catalogue_indicator(catalogue, id),
                                 syn_catalogue_group(catalogue, group), NULL,
                                 period},
            db, fresh, catalogue, *state, &diag),
        SYN_OK);
}

/* "c.csv 2 4; p.csv 3" */
static const char *lines_of(size_t part, void **state)
{
    struct syn_text text = {.arena = *state};

    syn_text_add(&text, "");
    for (size_t f = 0; f < found.part[part].n_files; f++) {
        const struct syn_trace_file *file = &found.part[part].files[f];
        syn_text_addf(&text, "%s%s", f ? "; " : "", file->batch->file);
        for (size_t i = 0; i < file->n; i++)
            syn_text_addf(&text, " %u", file->line[i]);
    }
    return text.at;
}

/* "theft 2, damage 1" */
static const char *profiles_of(size_t part, void **state)
{
    struct syn_text text = {.arena = *state};
    const struct syn_trace_part *p = &found.part[part];

    syn_text_add(&text, "");
    for (size_t i = 0; i < p->n_profiles; i++) {
        syn_text_add(&text, i ? ", " : "");
        for (size_t k = 0; k < p->n_columns; k++)
            if (*p->profiles[i].value[k])
                syn_text_addf(&text, "%s ", p->profiles[i].value[k]);
        syn_text_addf(&text, "%lld", (long long)p->profiles[i].rows);
    }
    return text.at;
}

static void the_lines_of_both_parts_of_a_share_in_its_period_2(void **state)
{
    put_project("", *state);
    put_cases("{case_key: S, reported: D, code: K}",
              "S;D;K\n1;2024-01-05;theft\n2;2024-01-31;theft\n"
              "3;2024-02-01;damage\n4;2024-04-01;theft\n5;2024-03-31;theft\n"
              "5;2024-03-31;damage\n",
              state);
    put_indicator("all", COUNT("case"), "SELECT profile FROM police_case",
                  *state);
    put_indicator("thefts", "-- @measure share\n-- @unit case\n-- @of all\n",
                  "SELECT profile FROM police_case WHERE code = 'theft'",
                  *state);
    measure(*state);
    trace("thefts", "all", "2024K1", state);
    assert_int_equal(found.n_parts, 2);
    assert_string_equal(lines_of(0, state), "c.csv 2 3 6");
    assert_string_equal(lines_of(1, state), "c.csv 2 3 4 6 7");
    assert_string_equal(profiles_of(0, state), "theft 3");
    assert_string_equal(profiles_of(1, state), "theft 3, damage 2");
    assert_int_equal(found.part[0].n_selected, 1);
    assert_int_equal(found.part[1].rows, 5);
    assert_false(found.part[0].looked_at);
    assert_string_equal(
        text_from("SELECT group_concat(line, ' ') FROM police_case"
                  " WHERE code = 'theft' AND"
                  " date(reported * 86400, 'unixepoch') < '2024-04-01'",
                  *state),
        "2 3 6");
    trace("thefts", "all", "2024-04", state);
    assert_string_equal(lines_of(0, state), "c.csv 5");
    trace("thefts", "all", "2024-05", state);
    assert_int_equal(found.part[0].rows, 0);
}

static void a_case_and_the_persons_that_put_it_in_the_group_3(void **state)
{
    put_project("", *state);
    put_cases("{case_key: S, reported: D, code: K}",
              "S;D;K\n1;2024-01-05;theft\n2;2024-01-06;theft\n"
              "3;2024-01-07;theft\n",
              state);
    put_people("{case_key: S, person_key: P, role: R, age: A}",
               "S;P;R;A\n1;a;suspect;15\n1;b;suspect;30\n1;c;victim;14\n"
               "2;d;suspect;30\n3;e;suspect;17\n3;f;suspect;16\n",
               state);
    put_indicator("young",
                  COUNT("case") "-- @through police_person suspect\n"
                                "-- @groups under-18 all\n",
                  "SELECT profile FROM police_case", *state);
    measure(*state);
    assert_string_equal(SHOWN("young", "under-18", NULL, SYN_HALF_YEAR), "V2");
    trace("young", "under-18", "2024K1", state);
    assert_string_equal(lines_of(0, state), "c.csv 2 4; p.csv 2 6 7");
    assert_string_equal(profiles_of(0, state), "theft 2");
    trace("young", "all", "2024K1", state);
    assert_string_equal(lines_of(0, state), "c.csv 2 3 4");
}

static void a_repeat_looks_at_the_whole_window_4(void **state)
{
    put_project("", *state);
    put_people("{reported: D, person_key: N, case_key: S, age: A}",
               "D;N;S;A\n2024-01-31;1;a;17\n2024-02-15;1;b;17\n"
               "2024-04-20;1;c;18\n2024-04-21;2;d;15\n2024-05-01;2;e;15\n",
               state);
    put_indicator("r",
                  "-- @measure repeat\n-- @unit person\n-- @at-least 2\n"
                  "-- @window 3 months\n-- @groups all under-18\n",
                  "SELECT profile FROM police_person", *state);
    measure(*state);
    trace("r", "all", "2024-04", state);
    assert_string_equal(lines_of(0, state), "p.csv 3 4 5");
    assert_true(found.part[0].looked_at);
    trace("r", "under-18", "2024-04", state);
    assert_string_equal(lines_of(0, state), "p.csv 3 5");
}

static void a_cohort_and_whatever_follows_it_4(void **state)
{
    put_project("", *state);
    put_people("{reported: D, person_key: N, case_key: S, age: A}",
               "D;N;S;A\n2024-01-31;1;a;17\n2024-02-15;1;b;18\n"
               "2024-03-20;2;c;18\n2024-02-01;3;d;40\n",
               state);
    put_indicator("young", COUNT("person") "-- @groups under-18\n",
                  "SELECT profile FROM police_person", *state);
    put_indicator("back",
                  "-- @measure return\n-- @unit person\n-- @of young\n"
                  "-- @within 28 days\n-- @groups under-18\n",
                  "SELECT profile FROM police_person", *state);
    measure(*state);
    trace("back", "under-18", "2024-01", state);
    assert_string_equal(lines_of(1, state), "p.csv 2");
    assert_string_equal(lines_of(0, state), "p.csv 2 3 5");
}

static void what_cannot_be_computed_has_no_rows(void **state)
{
    put_project("", *state);
    put_cases("{case_key: S, reported: D, code: K}",
              "S;D;K\n1;2024-01-05;theft\n", state);
    put_indicator("persons", COUNT("person"), "SELECT profile FROM police_case",
                  *state);
    measure(*state);
    trace("persons", "all", "2024K1", state);
    assert_int_equal(found.n_parts, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST_IN_FOLDER(the_lines_of_both_parts_of_a_share_in_its_period_2),
        TEST_IN_FOLDER(a_case_and_the_persons_that_put_it_in_the_group_3),
        TEST_IN_FOLDER(a_repeat_looks_at_the_whole_window_4),
        TEST_IN_FOLDER(a_cohort_and_whatever_follows_it_4),
        TEST_IN_FOLDER(what_cannot_be_computed_has_no_rows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
