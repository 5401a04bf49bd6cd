/* Files as offices send them, read by what a contract declares. */
#include "fixture_extract.h"

/* A contract with KEYS of its own, and columns. */
#define CONTRACT(keys, columns)                                                \
    "source: police_case\nfiles: \"*\"\n"                                      \
    "covers: {from: 2024-01, to: 2024-12}\n" keys "columns:\n" columns

static void a_header_may_have_two_rows(void **state)
{
    assert_int_equal(
        extract_text(CONTRACT("header_lines: 2\n",
                              "  reported: Dato meldt\n  code: Dato kode\n"
                              "  own: {column: Sted, kind: category}\n"),
                     "Dato;;Sted\nmeldt;kode;\n2024-03-04;A;torg\n", *state),
        SYN_OK);
    assert_int_equal(got.summary.loaded, 1);
    assert_string_equal(category_of(0, "code"), "A");
    assert_string_equal(category_of(0, "own"), "torg");
    assert_int_equal(
        extract_text(CONTRACT("header_lines: 2\n", "  reported: D\n"),
                     "D;E\nD\n", *state),
        SYN_EINPUT);
    assert_string_equal(heard.code, "extract.header-rows");
}

static void columns_without_a_header_are_numbered(void **state)
{
    assert_int_equal(
        extract_text(CONTRACT("max_bad: 1\nheader_lines: 0\n",
                              "  reported: \"2\"\n  code: \"1\"\n"),
                     "A;2024-03-04\nB;2024-03-05\n1;2\n", *state),
        SYN_OK);
    assert_int_equal(got.summary.loaded, 2);
    assert_int_equal(got.summary.quarantined, 1);
    assert_int_equal(got.row[0].line, 1);
    assert_string_equal(category_of(1, "code"), "B");
}

static void the_dialect_is_the_contracts(void **state)
{
    assert_int_equal(extract_text(CONTRACT("delimiter: \", \"\nquote: \"'\"\n"
                                           "escape: \"\\\\\"\nline_end: cr\n"
                                           "encoding: iso-8859-1\n",
                                           "  reported: D\n  code: K\n"),
                                  "D, K\r2024-03-04, 'a\\', \xe5'\r", *state),
                     SYN_OK);
    assert_int_equal(got.summary.loaded, 1);
    assert_string_equal(category_of(0, "code"), "a', \xc3\xa5");
}

static void a_code_gets_its_zeros_back(void **state)
{
    assert_int_equal(
        extract_text(CONTRACT("max_bad: 1\n",
                              "  reported: D\n"
                              "  own: {column: K, kind: category, pad: 4}\n"),
                     "D;K\n2024-03-04;105\n2024-03-04;0105\n2024-03-04;\n"
                     "2024-03-04;10500\n2024-03-04;1a\n",
                     *state),
        SYN_OK);
    static const char *const wanted[] = {"0105", "0105", "", "10500", "1a"};
    assert_int_equal(got.summary.loaded, 5);
    for (size_t i = 0; i < 5; i++)
        assert_string_equal(category_of(i, "own"), wanted[i]);
}

static void numbers_are_written_as_the_contract_says(void **state)
{
    assert_int_equal(
        extract_text(
            CONTRACT("max_bad: 1\n",
                     "  reported: {column: D, format: serial}\n"
                     "  own: {column: N, kind: number, thousands: \" \", "
                     "decimal: \",\"}\n"),
            "D;N\n45292;1 234\n45292,75;-12\xc2\xa0"
            "345\xe2\x80\xaf"
            "678,00\n"
            "45292;1.234\n45292;1,5\n45292;12 34\n0;1\n",
            *state),
        SYN_OK);
    assert_int_equal(got.summary.loaded, 2);
    assert_int_equal(extra_of(0, "own"), 1234);
    assert_int_equal(extra_of(1, "own"), -12345678);
    assert_int_equal(got.row[0].value[SYN_EV_REPORTED], 19723);
    assert_int_equal(got.row[1].value[SYN_EV_REPORTED], 19723);
    assert_string_equal(got.summary.quarantine[0].rule, "K12-bad-number");
    assert_string_equal(got.summary.quarantine[3].rule, "K10-bad-date");
}

static void a_delimiter_at_the_end_is_allowed_where_declared(void **state)
{
    static const char csv[] = "D;K\n2024-03-04;A;\n2024-03-04;B\n"
                              "2024-03-04;C;x\n";

    assert_int_equal(
        extract_text(CONTRACT("max_bad: 1\n", "  reported: D\n"), csv, *state),
        SYN_OK);
    assert_int_equal(got.summary.loaded, 1);
    assert_int_equal(
        extract_text(CONTRACT("max_bad: 1\ntrailing_delimiter: yes\n",
                              "  reported: D\n  code: K\n"),
                     csv, *state),
        SYN_OK);
    assert_int_equal(got.summary.loaded, 1);
    assert_string_equal(category_of(0, "code"), "A");
    assert_int_equal(got.summary.quarantined, 2);
}

static void rows_may_be_shorter_than_the_header_where_declared(void **state)
{
    static const char csv[] = "D;K;E\n2024-03-04;A\n2024-03-04;B;x\n";

    assert_int_equal(extract_text(CONTRACT("max_bad: 1\nrow_fields: 2\n",
                                           "  reported: D\n  code: K\n"),
                                  csv, *state),
                     SYN_OK);
    assert_int_equal(got.summary.loaded, 1);
    assert_string_equal(got.summary.quarantine[0].rule, "K06-field-count");
    assert_int_equal(extract_text(CONTRACT("max_bad: 1\nrow_fields: 2\n",
                                           "  reported: D\n  code: E\n"),
                                  csv, *state),
                     SYN_EINPUT);
    assert_string_equal(heard.code, "extract.row-fields");
}

static void sums_and_footnotes_are_listed_and_not_loaded(void **state)
{
    assert_int_equal(
        extract_text(CONTRACT("skip_rows: {column: K, values: [Sum, Totalt]}\n"
                              "footnotes: after-blank-line\nmax_bad: 0\n",
                              "  reported: D\n  code: K\n"),
                     "D;K\n2024-03-04;A\n;Sum\n2024-03-04;Summer\n\n"
                     "a \"note\" here\n2024-03-04;A\n",
                     *state),
        SYN_OK);
    assert_int_equal(got.summary.loaded, 2);
    assert_int_equal(got.summary.blank, 1);
    assert_int_equal(got.summary.quarantined, 3);
    assert_string_equal(got.summary.quarantine[0].rule, "K30-sum-row");
    assert_string_equal(got.summary.quarantine[1].rule, "K31-footnote");
    assert_string_equal(got.summary.quarantine[2].rule, "K31-footnote");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST_IN_FOLDER(a_header_may_have_two_rows),
        TEST_IN_FOLDER(columns_without_a_header_are_numbered),
        TEST_IN_FOLDER(the_dialect_is_the_contracts),
        TEST_IN_FOLDER(a_code_gets_its_zeros_back),
        TEST_IN_FOLDER(numbers_are_written_as_the_contract_says),
        TEST_IN_FOLDER(a_delimiter_at_the_end_is_allowed_where_declared),
        TEST_IN_FOLDER(rows_may_be_shorter_than_the_header_where_declared),
        TEST_IN_FOLDER(sums_and_footnotes_are_listed_and_not_loaded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
