/* Files as offices send them, read by what a contract declares. */
#include "fixture_extract.h"

/* A contract with KEYS of its own, and columns. */
#define CONTRACT(keys, columns)                                                \
    "source: police_case\nfiles: \"*\"\n"                                      \
    "covers: {from: 2024-01, to: 2024-12}\nmax_bad: 1\n" keys                  \
    "columns:\n" columns

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
        extract_text(CONTRACT("header_lines: 0\n",
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
    assert_int_equal(
        extract_text(CONTRACT("delimiter: \", \"\nquote: \"'\"\n"
                              "escape: \"\\\\\"\nline_end: cr\n"
                              "encoding: iso-8859-1\n",
                              "  reported: D\n  code: K\n"),
                     "D, K\r2024-03-04, 'a\\', \xe5'\r", *state),
        SYN_OK);
    assert_int_equal(got.summary.loaded, 1);
    assert_string_equal(category_of(0, "code"), "a', \xc3\xa5");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST_IN_FOLDER(a_header_may_have_two_rows),
        TEST_IN_FOLDER(columns_without_a_header_are_numbered),
        TEST_IN_FOLDER(the_dialect_is_the_contracts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
