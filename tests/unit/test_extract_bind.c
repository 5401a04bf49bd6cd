/* Columns of a contract, and what cells become by them: extract/extract.h and
 * catalogue/contract.h. */
#include "fixture_extract.h"

#define HEAD                                                                   \
    "source: s\nfiles: \"*.csv\"\ncovers: {from: 2024-01, to: 2024-12}\n"      \
    "max_bad: 1\ncolumns:\n  reported: {column: D, format: yyyy-mm-dd}\n"

/* A column of kind KIND with more keys, and what its cells become. */
static const struct {
    const char *column, *cell;
    const char *becomes; /* NULL: the row is quarantined by RULE. */
    const char *rule;
} cells[] = {
    {"place: {column: X, kind: category}", "any", "any", 0},
    {"place: {column: X, kind: category}", "", "", 0},
    {"place: {column: X, kind: category}", " any ", " any ", 0},
    {"place: {column: X, kind: category, trim: yes}", " any ", "any", 0},
    {"place: {column: X, kind: category, values: {a: b}}", "a", "b", 0},
    {"place: {column: X, kind: category, values: {a: b}}", "b", "b", 0},
    {"place: {column: X, kind: category, values: {a: b}}", "A", 0,
     "K08-unknown-value"},
    {"place: {column: X, kind: category, values: {a: b}}", " a", 0,
     "K08-unknown-value"},
    {"place: {column: X, kind: category, values: {a: b}, trim: yes}", " a", "b",
     0},
    {"place: {column: X, kind: category, values: {a: b}, other: c}", "z", "c",
     0},
    {"place: {column: X, kind: category, values: {a: b}, other: \"\"}", "z", "",
     0},
    {"place: {column: X, kind: category, values: {a: b}}", "", "", 0},
    {"place: {column: X, kind: category, unknown: [\"\", Ukjent]}", "Ukjent",
     "", 0},
    {"place: {column: X, kind: category, unknown: Ukjent, values: {a: b}}", "",
     0, "K08-unknown-value"},
    {"place: {column: X, kind: category, required: yes}", "", 0,
     "K09-missing-value"},
    {"place: {column: X, kind: category, required: yes}", "a", "a", 0},
    {"place: {column: X, kind: category, required: yes, values: {a: \"\"}}",
     "z", 0, "K08-unknown-value"},
    {"place: {constant: here, kind: category}", "a", "here", 0},
};

static void categories_are_mapped_by_the_contract(void **state)
{
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
        char contract[512], csv[256];

        print_message("%s: %s\n", cells[i].column, cells[i].cell);
        snprintf(contract, sizeof contract, HEAD "  %s\n", cells[i].column);
        snprintf(csv, sizeof csv, "D;X\n2024-03-01;%s\n", cells[i].cell);
        enum syn_status status = extract_text(contract, csv, *state);
        assert_int_equal(status, SYN_OK);
        if (cells[i].becomes) {
            assert_int_equal(got.n, 1);
            assert_string_equal(category_of(0, "place"), cells[i].becomes);
            continue;
        }
        assert_int_equal(got.n, 0);
        assert_string_equal(got.summary.quarantine[0].rule, cells[i].rule);
        assert_string_equal(got.summary.quarantine[0].field, "X");
        assert_int_equal(got.summary.quarantine[0].line, 2);
        assert_int_equal(got.summary.quarantine[0].column, 12);
    }
}

static const struct {
    const char *column, *cell;
    enum syn_event_value value;
    int64_t becomes; /* -99: quarantined by RULE. */
    const char *rule;
} values[] = {
    {"age: X", "17", SYN_EV_AGE, 17, 0},
    {"age: X", "15-17", SYN_EV_AGE, 15, 0},
    {"age: X", "15-17", SYN_EV_AGE_TO, 17, 0},
    {"age: X", "65+", SYN_EV_AGE_TO, 120, 0},
    {"age: X", "", SYN_EV_AGE, SYN_NULL, 0},
    {"age: X", "-1", SYN_EV_AGE, -99, "K13-bad-age"},
    {"age: {column: X, min: 0}", "-1", SYN_EV_AGE, SYN_NULL, 0},
    {"age: {column: X, max: 110}", "120", SYN_EV_AGE, SYN_NULL, 0},
    {"age: {column: X, max: 110}", "999", SYN_EV_AGE_TO, SYN_NULL, 0},
    {"age: {column: X, max: 110, required: yes}", "999", SYN_EV_AGE, -99,
     "K09-missing-value"},
    {"age: {column: X, values: {Ung: 13-15}}", "Ung", SYN_EV_AGE_TO, 15, 0},
    {"age: {column: X, values: {Ung: \"\"}}", "Ung", SYN_EV_AGE, SYN_NULL, 0},
    {"age: {column: X, unknown: U}", "U", SYN_EV_AGE, SYN_NULL, 0},
    {"age: {column: X, unknown: U}", "", SYN_EV_AGE, -99, "K13-bad-age"},
    {"age: {column: X, required: yes}", "", SYN_EV_AGE, -99,
     "K09-missing-value"},
    {"age: X", "seven", SYN_EV_AGE, -99, "K13-bad-age"},
    {"weight: X", "-1", SYN_EV_WEIGHT, -1, 0},
    {"weight: X", "12.0", SYN_EV_WEIGHT, 12, 0},
    {"weight: X", "", SYN_EV_WEIGHT, 1, 0},
    {"weight: {column: X, min: 0}", "-1", SYN_EV_WEIGHT, -99, "K12-bad-number"},
    {"weight: {column: X, max: 10}", "11", SYN_EV_WEIGHT, -99,
     "K12-bad-number"},
    {"weight: X", "many", SYN_EV_WEIGHT, -99, "K12-bad-number"},
    {"age: X", "17", SYN_EV_WEIGHT, 1, 0},
    {"time: X", "0130", SYN_EV_HOUR, 1, 0},
    {"time: X", "130", SYN_EV_HOUR, 1, 0},
    {"time: X", "23:59", SYN_EV_HOUR, 23, 0},
    {"time: X", "7:05", SYN_EV_HOUR, 7, 0},
    {"time: X", "", SYN_EV_HOUR, SYN_NULL, 0},
    {"time: X", "24:00", SYN_EV_HOUR, -99, "K14-bad-time"},
    {"occurred: X", "29.02.2024", SYN_EV_OCCURRED, 19782, 0},
    {"occurred: X", "29.02.2024 23:10", SYN_EV_OCCURRED, 19782, 0},
    {"occurred: X", "29.02.2024 23:10", SYN_EV_HOUR, 23, 0},
    {"occurred: X", "29.02.2024", SYN_EV_HOUR, SYN_NULL, 0},
    {"occurred: X", "2024-02", SYN_EV_OCCURRED, 19754, 0},
    {"occurred: X", "30.02.2024", SYN_EV_OCCURRED, -99, "K10-bad-date"},
    {"occurred: X", "", SYN_EV_OCCURRED, SYN_NULL, 0},
    {"occurred: {column: X, format: mm/dd/yyyy}", "02/29/2024", SYN_EV_OCCURRED,
     19782, 0},
    {"occurred: {column: X, format: mm/dd/yyyy}", "29.02.2024", SYN_EV_OCCURRED,
     -99, "K10-bad-date"},
    {"occurred: {column: X, format: [mm/dd/yyyy, dd.mm.yyyy]}", "29.02.2024",
     SYN_EV_OCCURRED, 19782, 0},
};

static void values_are_converted_by_the_contract(void **state)
{
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        char contract[512], csv[256];

        print_message("%s: %s\n", values[i].column, values[i].cell);
        snprintf(contract, sizeof contract, HEAD "  %s\n", values[i].column);
        snprintf(csv, sizeof csv, "D;X\n2024-03-01;%s\n", values[i].cell);
        assert_int_equal(extract_text(contract, csv, *state), SYN_OK);
        assert_int_equal(got.n, values[i].becomes != -99);
        if (got.n) {
            assert_int_equal(got.row[0].value[SYN_EV_REPORTED], 19783);
            assert_int_equal(got.row[0].value[values[i].value],
                             values[i].becomes);
        } else {
            assert_string_equal(got.summary.quarantine[0].rule, values[i].rule);
        }
    }
}

/* --- zones ------------------------------------------------------------- */

/* UTC and the same in Oslo, by date(1): TZ=Europe/Oslo date -d "... UTC". */
static const struct {
    const char *utc;
    int day, hour;
} zones[] = {
    {"2024-01-31T22:30:00Z", 19753, 23},
    {"2024-01-31T23:30:00Z", 19754, 0},  /* February in Oslo. */
    {"2024-06-30T21:59:00Z", 19904, 23}, /* Summer time. */
    {"2024-06-30T22:00:00Z", 19905, 0},
    {"2024-03-31T00:59:00Z", 19813, 1}, /* The hour 2 does not exist. */
    {"2024-03-31T01:00:00Z", 19813, 3},
    {"2024-10-27T00:30:00Z", 20023, 2}, /* The hour 2 comes twice. */
    {"2024-10-27T01:30:00Z", 20023, 2},
    {"2024-12-31T23:00:00Z", 20089, 0},
    {"2024-12-31T23:00:00+01:00", 20088, 23},
};

static void times_in_utc_become_those_of_the_place(void **state)
{
    for (size_t i = 0; i < sizeof zones / sizeof *zones; i++) {
        char csv[128];
        print_message("%s\n", zones[i].utc);
        snprintf(csv, sizeof csv, "T\n%s\n", zones[i].utc);
        assert_int_equal(
            extract_text(
                "source: s\nfiles: \"*\"\n"
                "covers: {from: 2024-01, to: 2024-12}\n"
                "columns: {occurred: {column: T, zone: Europe/Oslo}}\n",
                csv, *state),
            SYN_OK);
        assert_int_equal(got.row[0].value[SYN_EV_OCCURRED], zones[i].day);
        assert_int_equal(got.row[0].value[SYN_EV_HOUR], zones[i].hour);
    }
}

static void what_is_no_zone_or_format_is_told_at_the_contract(void **state)
{
    assert_int_equal(
        extract_text(HEAD "  occurred: {column: X, zone: Europe/Olso}\n",
                     "D;X\n", *state),
        SYN_ECONFIG);
    assert_string_equal(heard.code, "extract.zone");
    assert_int_equal(heard.loc.line, 7);
    assert_int_equal(extract_text(HEAD "  occurred: {column: X, format: HH}\n",
                                  "D;X\n", *state),
                     SYN_ECONFIG);
    assert_string_equal(heard.code, "extract.format");
    assert_int_equal(extract_text(HEAD
                                  "  time: {column: X, format: dd.mm.yyyy}\n",
                                  "D;X\n", *state),
                     SYN_ECONFIG);
    assert_string_equal(heard.code, "extract.format");
}

/* --- headers ----------------------------------------------------------- */

static void a_column_may_have_several_headers_or_one_of_equal_ones(void **state)
{
    assert_int_equal(
        extract_text(HEAD "  place: {column: [Z, Y, X], kind: category}\n"
                          "  other: {column: X, nth: 2, kind: category}\n",
                     "X;D;X;Y\nx1;2024-03-01;x2;y\n", *state),
        SYN_OK);
    assert_string_equal(category_of(0, "place"), "y");
    assert_string_equal(category_of(0, "other"), "x2");
}

static void a_column_that_is_not_there_is_told_with_the_nearest(void **state)
{
    assert_int_equal(extract_text(HEAD "  age: Alder\n", "D;Aldre\n", *state),
                     SYN_EINPUT);
    assert_string_equal(heard.code, "extract.no-column");
    assert_int_equal(heard.loc.line, 1);
    assert_int_equal(heard.loc.column, 3);
    assert_non_null(strstr(heard.text, "\"Alder\""));
    assert_int_equal(
        extract_text(HEAD "  age: {column: X, nth: 3}\n", "D;X;X\n", *state),
        SYN_EINPUT);
}

/* --- sets, areas, keys ------------------------------------------------- */

#define SET                                                                    \
    HEAD "  topic: {column: X, kind: set, separator: \"/\","                   \
         " values: {Rus: substance, Skole: school, Bolig: housing}}\n"

static void a_set_is_a_flag_for_each_member(void **state)
{
    assert_int_equal(extract_text(SET,
                                  "D;X\n2024-03-01;Rus/ Skole\n"
                                  "2024-03-01;school\n2024-03-01;\n"
                                  "2024-03-01;Rus/Fritid\n2024-03-01;Bolig/\n",
                                  *state),
                     SYN_OK);
    assert_int_equal(got.n, 4);
    assert_string_equal(category_of(0, "topic_substance"), "1");
    assert_string_equal(category_of(0, "topic_school"), "1");
    assert_string_equal(category_of(0, "topic_housing"), "0");
    assert_string_equal(category_of(1, "topic_substance"), "0");
    assert_string_equal(category_of(1, "topic_school"), "1");
    assert_string_equal(category_of(2, "topic_school"), "0");
    assert_string_equal(category_of(3, "topic_housing"), "1");
    assert_int_equal(got.summary.quarantined, 1);
    assert_string_equal(got.summary.quarantine[0].rule, "K08-unknown-value");
    assert_int_equal(got.summary.quarantine[0].line, 5);
}

static void a_set_that_is_required_must_be_known(void **state)
{
    assert_int_equal(
        extract_text(HEAD "  topic: {column: X, kind: set, required: yes,"
                          " values: {Rus: substance}}\n",
                     "D;X\n2024-03-01;\n2024-03-01;Rus\n", *state),
        SYN_OK);
    assert_int_equal(got.n, 1);
    assert_string_equal(got.summary.quarantine[0].rule, "K09-missing-value");
}

static void a_set_without_a_separator_has_one_member(void **state)
{
    assert_int_equal(
        extract_text(HEAD "  topic: {column: X, kind: set, separator: \"\","
                          " values: {Rus: substance}}\n",
                     "D;X\n2024-03-01;Rus\n", *state),
        SYN_OK);
    assert_string_equal(category_of(0, "topic_substance"), "1");
}

static void areas_are_numbered_and_mapped(void **state)
{
    assert_int_equal(
        extract_text(HEAD "  area: {column: X, values: {S: 0105, N: 0106}}\n",
                     "D;X\n2024-03-01;S\n2024-03-01;N\n2024-03-01;S\n"
                     "2024-03-01;\n2024-03-01;V\n",
                     *state),
        SYN_OK);
    assert_int_equal(got.n, 4);
    assert_string_equal(area_of(0), "0105");
    assert_string_equal(area_of(1), "0106");
    assert_string_equal(area_of(2), "0105");
    assert_null(area_of(3));
    assert_string_equal(got.summary.quarantine[0].rule, "K08-unknown-value");
}

/* (4) */
static void identifiers_leave_as_keyed_hashes_of_their_text(void **state)
{
    assert_int_equal(extract_text(HEAD "  case_key: X\n  person_key: Y\n",
                                  "D;X;Y\n2024-03-01;007;ola\n"
                                  "2024-03-01;7;ola\n2024-03-01;007;\n",
                                  *state),
                     SYN_OK);
    int64_t first = got.row[0].value[SYN_EV_CASE_KEY];
    assert_int_equal(first, syn_siphash("007", 3, test_key));
    assert_int_not_equal(first, got.row[1].value[SYN_EV_CASE_KEY]);
    assert_int_equal(first, got.row[2].value[SYN_EV_CASE_KEY]);
    assert_int_equal(got.row[0].value[SYN_EV_PERSON_KEY],
                     got.row[1].value[SYN_EV_PERSON_KEY]);
    assert_int_equal(got.row[2].value[SYN_EV_PERSON_KEY], SYN_NULL);
}

static void own_dates_and_numbers_follow_the_fixed_values(void **state)
{
    assert_int_equal(
        extract_text(HEAD "  decided: {column: X, kind: date}\n"
                          "  minutes: {column: Y, kind: number, min: 0}\n",
                     "D;X;Y\n2024-03-01;29.02.2024;12\n2024-03-01;;\n"
                     "2024-03-01;;-1\n",
                     *state),
        SYN_OK);
    assert_int_equal(got.n, 2);
    assert_int_equal(extra_of(0, "decided"), 19782);
    assert_int_equal(extra_of(0, "minutes"), 12);
    assert_int_equal(extra_of(1, "decided"), SYN_NULL);
    assert_int_equal(extra_of(1, "minutes"), SYN_NULL);
}

/* More than there is room for would overwrite one another. */
static void more_own_numbers_than_there_is_room_for_are_refused(void **state)
{
    struct syn_text contract = {.arena = *state}, csv = {.arena = *state};

    syn_text_add(&contract, HEAD);
    syn_text_add(&csv, "D");
    for (int i = 0; i <= SYN_EXTRAS; i++) {
        syn_text_addf(&contract, "  n%d: {column: N%d, kind: number}\n", i, i);
        syn_text_addf(&csv, ";N%d", i);
    }
    syn_text_add(&csv, "\n2024-03-01;0;1;2;3;4;5;6;7;8\n");
    assert_int_equal(extract_text(contract.at, csv.at, *state), SYN_ECONFIG);
}

static void a_source_may_have_no_category_at_all(void **state)
{
    assert_int_equal(extract_text(HEAD, "D\n2024-03-01\n2024-03-02\n", *state),
                     SYN_OK);
    assert_int_equal(got.n, 2);
    assert_int_equal(got.row[1].profile, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST_IN_FOLDER(categories_are_mapped_by_the_contract),
        TEST_IN_FOLDER(values_are_converted_by_the_contract),
        TEST_IN_FOLDER(times_in_utc_become_those_of_the_place),
        TEST_IN_FOLDER(what_is_no_zone_or_format_is_told_at_the_contract),
        TEST_IN_FOLDER(a_column_may_have_several_headers_or_one_of_equal_ones),
        TEST_IN_FOLDER(a_column_that_is_not_there_is_told_with_the_nearest),
        TEST_IN_FOLDER(a_set_is_a_flag_for_each_member),
        TEST_IN_FOLDER(a_set_that_is_required_must_be_known),
        TEST_IN_FOLDER(a_set_without_a_separator_has_one_member),
        TEST_IN_FOLDER(areas_are_numbered_and_mapped),
        TEST_IN_FOLDER(identifiers_leave_as_keyed_hashes_of_their_text),
        TEST_IN_FOLDER(own_dates_and_numbers_follow_the_fixed_values),
        TEST_IN_FOLDER(more_own_numbers_than_there_is_room_for_are_refused),
        TEST_IN_FOLDER(a_source_may_have_no_category_at_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
