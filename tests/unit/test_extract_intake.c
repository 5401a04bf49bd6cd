/* Rows taken in, refused and counted: the numbers are the requirements of
 * extract/extract.h, and of gate.h where it says so. */
#include "fixture_extract.h"

#include <samsyn/extract/gate.h>

#define START "source: s\nfiles: \"*\"\n"
#define YEAR "covers: {from: 2024-01, to: 2024-12}\n"
#define COLUMNS                                                                \
    "columns:\n  reported: {column: D, format: yyyy-mm-dd}\n"                  \
    "  place: {column: P, kind: category, required: yes}\n"
#define LOOSE START YEAR "max_bad: 1\n" COLUMNS

static void check_sums(void)
{
    const struct syn_extract_summary *s = &got.summary;

    assert_int_equal(s->rows_read, s->loaded + s->quarantined + s->blank);
    assert_int_equal(s->quarantined, s->n_quarantine);
    assert_int_equal(s->loaded, got.n - s->n_withdrawn);
    for (size_t i = 1; i < s->n_quarantine; i++)
        assert_true(s->quarantine[i - 1].line < s->quarantine[i].line);
}

/* (1, 2) Every kind of row once. */
static void every_row_is_loaded_quarantined_or_blank(void **state)
{
    static const char csv[] = "D;P\n"                 /* 1 */
                              "2024-01-01;a\r\n"      /* 2 */
                              "\n"                    /* 3 blank */
                              "2024-01-02\n"          /* 4 K06 */
                              "2024-01-02;a;b\n"      /* 5 K06 */
                              "D;P\n"                 /* 6 K07 */
                              "2024-01-03;\n"         /* 7 K09 */
                              "3.1.24;a\n"            /* 8 K10 */
                              ";a\n"                  /* 9 K11 */
                              "2024-01-04;\"a\nb\"\n" /* 10, 11 */
                              "2024-01-05;a\"b\n"     /* 12 K02 */
                              "2024-01-06;a\rb\n"     /* 13 K04 */
                              "2024-01-07;x\n"        /* 14 */
                              "2024-01-08;\"x";       /* 15 K01 */
    static const struct {
        unsigned line, column;
        const char *rule, *field;
    } bad[] = {
        {4, 0, "K06-field-count", ""},     {5, 0, "K06-field-count", ""},
        {6, 0, "K07-repeated-header", ""}, {7, 12, "K09-missing-value", "P"},
        {8, 1, "K10-bad-date", "D"},       {9, 0, "K11-no-date", ""},
        {12, 13, "K02-stray-quote", ""},   {13, 13, "K04-lone-cr", ""},
        {15, 0, "K01-unclosed-quote", ""},
    };

    assert_int_equal(extract_text(LOOSE, csv, *state), SYN_OK);
    check_sums();
    assert_int_equal(got.summary.rows_read, 13);
    assert_int_equal(got.summary.blank, 1);
    assert_int_equal(got.summary.loaded, 3);
    assert_int_equal(got.summary.n_quarantine, sizeof bad / sizeof *bad);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        const struct syn_quarantined *q = &got.summary.quarantine[i];
        assert_int_equal(q->line, bad[i].line);
        assert_string_equal(q->rule, bad[i].rule);
        assert_string_equal(q->field, bad[i].field);
        if (strcmp(q->rule, "K04-lone-cr") != 0)
            assert_int_equal(q->column, bad[i].column);
        assert_int_equal(strlen(q->sha256), 64);
        assert_false(q->gate);
    }
    assert_int_equal(got.row[1].line, 10);
    assert_int_equal(got.row[2].line, 14);
    char sha[SYN_SHA256_HEX];
    syn_sha256_hex(sha, "2024-01-03;", 11);
    assert_string_equal(got.summary.quarantine[3].sha256, sha);
}

static void rows_that_say_nothing_for_a_contract_are_blank_1(void **state)
{
    assert_int_equal(extract_text(START YEAR "only: A\nmax_bad: 1\n" COLUMNS
                                             "  age: A\n",
                                  "D;P;A\n2024-01-01;a;17\nx;;\n;a;\n"
                                  "2024-01-01;a;x\n2024-01-01;a\n",
                                  *state),
                     SYN_OK);
    check_sums();
    assert_int_equal(got.summary.loaded, 1);
    assert_int_equal(got.summary.blank, 2);
    assert_int_equal(got.summary.quarantined, 2);
    assert_int_equal(
        extract_text(START YEAR "only: B\n" COLUMNS, "D;P;A\n", *state),
        SYN_EINPUT);
    assert_string_equal(heard.code, "extract.only");
}

static void many_blocks_come_in_order(void **state)
{
    struct syn_text csv = {.arena = *state};

    syn_text_add(&csv, "D;P\n");
    for (int i = 0; i < 4500; i++)
        syn_text_addf(&csv, "2024-%02d-01;p%d\n", i % 12 + 1, i % 97);
    assert_int_equal(extract_text(LOOSE, csv.at, *state), SYN_OK);
    check_sums();
    assert_int_equal(got.n, 4500);
    assert_int_equal(syn_profiles_count(got.profiles), 97);
    for (size_t i = 0; i < got.n; i++) {
        assert_int_equal(got.row[i].line, i + 2);
        assert_int_equal(atoi(category_of(i, "place") + 1), i % 97);
    }
}

/* --- the header -------------------------------------------------------- */

static void a_header_that_cannot_be_read_refuses_the_extract(void **state)
{
    assert_int_equal(extract_text(LOOSE, "", *state), SYN_EINPUT);
    assert_string_equal(heard.code, "extract.empty");
    assert_int_equal(extract_text(LOOSE, "D;\"P\n", *state), SYN_EINPUT);
    assert_string_equal(heard.code, "extract.bad-header");
    assert_int_equal(heard.loc.line, 1);
    assert_int_equal(extract_text(LOOSE, "D;P\n", *state), SYN_OK);
    check_sums();
    assert_int_equal(got.summary.rows_read, 0);
}

/* --- coverage ---------------------------------------------------------- */

static int month_of(int year, int month)
{
    return year * 12 + month - 1;
}

static void coverage_is_what_the_contract_says(void **state)
{
    assert_int_equal(extract_text(START "covers: {from: 2023-11, to: 2024-02}\n"
                                        "part: east\n" COLUMNS,
                                  "D;P\n2024-01-01;a\n", *state),
                     SYN_OK);
    assert_int_equal(got.summary.covers_from, month_of(2023, 11));
    assert_int_equal(got.summary.covers_to, month_of(2024, 2));
    assert_int_equal(got.summary.extracted, 19782); /* 2024-02-29 */
    assert_string_equal(got.summary.part, "east");
}

static void coverage_comes_from_the_name_of_the_file(void **state)
{
    static const char contract[] = START
        "covers: {from_name: \"{part}_{yyyy}-{mm}.csv\"}\n"
        "part_from_name: \"{part}_{yyyy}-*\"\nextracted: 2024-03-05\n" COLUMNS;
    static const char csv[] = "D;P\n2024-02-01;a\n";

    assert_int_equal(extract_bytes(contract, "west_2024-02.csv", csv,
                                   sizeof csv - 1, *state),
                     SYN_OK);
    assert_int_equal(got.summary.covers_from, month_of(2024, 2));
    assert_int_equal(got.summary.covers_to, month_of(2024, 2));
    assert_string_equal(got.summary.part, "west");
    assert_int_equal(got.summary.extracted, 19787);
    assert_int_equal(
        extract_bytes(START "covers: {from_name: \"{yyyy}.csv\"}\n" COLUMNS,
                      "2024.csv", csv, sizeof csv - 1, *state),
        SYN_OK);
    assert_int_equal(got.summary.covers_from, month_of(2024, 1));
    assert_int_equal(got.summary.covers_to, month_of(2024, 12));
    assert_int_equal(
        extract_bytes(contract, "west.csv", csv, sizeof csv - 1, *state),
        SYN_ECONFIG);
    assert_string_equal(heard.code, "extract.name");
}

static void coverage_comes_from_a_column(void **state)
{
    static const char *const columns[] = {"reported", "occurred", "decided"};

    for (size_t i = 0; i < 3; i++) {
        char contract[512];
        snprintf(contract, sizeof contract,
                 START "covers: {from_column: %s}\nmax_bad: 1\n"
                       "columns: {%s: {column: D%s}, age: A}\n",
                 columns[i], columns[i], i == 2 ? ", kind: date" : "");
        assert_int_equal(extract_text(contract,
                                      "D;A\n2024-03-01;1\n2023-12-31;2\n"
                                      "2024-01-01;x\n2026-01-01;x\n;3\n",
                                      *state),
                         SYN_OK);
        assert_int_equal(got.summary.covers_from, month_of(2023, 12));
        assert_int_equal(got.summary.covers_to, month_of(2024, 3));
        assert_int_equal(got.summary.extracted, 19813); /* 2024-03-31 */
        assert_int_equal(extract_text(contract, "D;A\n", *state), SYN_EINPUT);
        assert_string_equal(heard.code, "extract.no-coverage");
    }
}

/* --- what refuses an extract ------------------------------------------- */

/* N rows, those before BAD wrong. */
static const char *rows_of(size_t n, size_t bad, struct syn_arena *arena)
{
    struct syn_text csv = {.arena = arena};

    syn_text_add(&csv, "D;P\n");
    for (size_t i = 0; i < n; i++)
        syn_text_add(&csv, i < bad ? "2024-01-01;\n" : "2024-01-01;a\n");
    return csv.at;
}

static void too_many_bad_rows_refuse_the_extract(void **state)
{
    static const char contract[] = START YEAR "max_bad: 0.05\n" COLUMNS;

    assert_int_equal(extract_text(contract, rows_of(100, 5, *state), *state),
                     SYN_OK);
    check_sums();
    assert_int_equal(got.summary.quarantined, 5);
    assert_int_equal(extract_text(contract, rows_of(100, 6, *state), *state),
                     SYN_EINPUT);
    assert_string_equal(heard.code, "extract.too-many-bad");
    assert_int_equal(heard.loc.line, 2);
    assert_non_null(strstr(heard.text, "6 of 100 rows"));
    assert_int_equal(extract_text(START YEAR "max_bad: 0\n" COLUMNS,
                                  rows_of(1000, 1, *state), *state),
                     SYN_EINPUT);
}

/* N rows of a file with a column X that is not read; those before HITS have
 * CELL there, the others OTHER followed by their number. */
static const char *watched(size_t n,
                           size_t hits,
                           const char *cell,
                           const char *other,
                           struct syn_arena *arena)
{
    struct syn_text csv = {.arena = arena};

    syn_text_add(&csv, "D;P;X\n");
    for (size_t i = 0; i < n; i++) {
        if (i < hits)
            syn_text_addf(&csv, "2024-01-01;a;%s\n", cell);
        else if (*other)
            syn_text_addf(&csv, "2024-01-01;a;%s%04zu\n", other, i);
        else
            syn_text_add(&csv, "2024-01-01;a;\n");
    }
    return csv.at;
}

static const char *const personal[][2] = {
    {"kari, 15830850063", "K15-identity-number"},
    {"15830850063", "K15-identity-number"},
    {"158308 50063", "K15-identity-number"},
    {"kari@example.no", "K16-e-mail"},
    {"+47 912 34 567", "K17-phone"},
    {"59.9139", "K18-coordinate"},
};

/* (3): one row in a thousand is quarantined, more refuse. */
static void personal_data_quarantines_the_row_and_more_refuse(void **state)
{
    for (size_t i = 0; i < sizeof personal / sizeof *personal; i++) {
        struct syn_arena_mark mark = syn_arena_mark(*state);
        print_message("%s\n", personal[i][0]);
        assert_int_equal(
            extract_text(LOOSE, watched(1000, 1, personal[i][0], "", *state),
                         *state),
            SYN_OK);
        check_sums();
        assert_int_equal(got.summary.quarantined, 1);
        assert_string_equal(got.summary.quarantine[0].rule, personal[i][1]);
        assert_string_equal(got.summary.quarantine[0].field, "X");
        assert_int_equal(got.summary.quarantine[0].line, 2);
        assert_int_equal(got.summary.quarantine[0].column, 14);
        assert_true(got.summary.quarantine[0].gate);
        assert_int_equal(
            extract_text(LOOSE, watched(999, 1, personal[i][0], "", *state),
                         *state),
            SYN_EINPUT);
        assert_string_equal(heard.code, "extract.personal-data");
        assert_null(strstr(heard.text, personal[i][0]));
        syn_arena_rewind(*state, mark);
    }
}

/* gate.h (3): of 4000 random keys some ten are valid by chance. */
static void random_keys_are_no_identity_numbers(void **state)
{
    struct syn_text csv = {.arena = *state};
    size_t hits = 0;

    seed = 3;
    syn_text_add(&csv, "D;P;X\n");
    for (int i = 0; i < 4000; i++) {
        char key[16];
        snprintf(key, sizeof key, "%011llu",
                 (unsigned long long)(draw() % 100000000000u));
        enum syn_gate_kind kind = syn_gate_identity_kind(key, false);
        hits += kind != SYN_KIND_NONE && kind != SYN_KIND_FH;
        syn_text_addf(&csv, "2024-01-01;a;%s\n", key);
    }
    assert_true(hits > 2);
    assert_int_equal(extract_text(LOOSE "  case_key: X\n", csv.at, *state),
                     SYN_OK);
    check_sums();
    assert_int_equal(got.summary.loaded, 4000);
    assert_int_equal(got.summary.n_withdrawn, 0);
}

static void a_column_of_identity_numbers_refuses_the_extract(void **state)
{
    /* 100 valid among 4000: far more than chance. */
    assert_int_equal(
        extract_text(LOOSE "  case_key: X\n",
                     watched(4000, 100, "15830850063", "1234567", *state),
                     *state),
        SYN_EINPUT);
    assert_string_equal(heard.code, "extract.personal-data");
    assert_non_null(strstr(heard.text, "100 of 4000 rows"));
}

/* gate.h (1): cells that are too many for the header are seen too. */
static void a_row_of_the_wrong_length_is_scanned_all_the_same(void **state)
{
    assert_int_equal(
        extract_text(LOOSE, "D;P\n2024-01-01;a;kari@example.no\n", *state),
        SYN_EINPUT);
    assert_string_equal(heard.code, "extract.personal-data");
}

/* A row that is withdrawn after all was loaded, or was blank: not both. */
static void a_blank_row_with_an_identity_number_is_counted_once(void **state)
{
    struct syn_text csv = {.arena = *state};

    syn_text_add(&csv, "D;P;A;X\n2024-01-01;a;;15830850063\n");
    for (int i = 0; i < 1500; i++)
        syn_text_add(&csv, "2024-01-01;a;17;\n");
    assert_int_equal(extract_text(START YEAR "only: A\n" COLUMNS "  age: A\n",
                                  csv.at, *state),
                     SYN_OK);
    assert_int_equal(got.summary.loaded, 1500);
    assert_int_equal(got.summary.quarantined, 1);
    assert_int_equal(got.summary.blank, 0);
    assert_int_equal(got.summary.rows_read, 1501);
}

#define ACCEPT(rule)                                                           \
    LOOSE "accept: [{column: X, rule: " rule ", reason: rounded}]\n"

static void what_a_contract_accepts_passes_and_nothing_else(void **state)
{
    assert_int_equal(extract_text(ACCEPT("coordinate"),
                                  watched(100, 50, "59.9139", "", *state),
                                  *state),
                     SYN_OK);
    assert_int_equal(got.summary.loaded, 100);
    assert_int_equal(extract_text(ACCEPT("phone"),
                                  watched(100, 50, "+4791234567", "", *state),
                                  *state),
                     SYN_OK);
    assert_int_equal(extract_text(ACCEPT("phone"),
                                  watched(100, 50, "59.9139", "", *state),
                                  *state),
                     SYN_EINPUT);
    /* What is accepted never hides an identity number or an address. */
    assert_int_equal(
        extract_text(ACCEPT("coordinate"),
                     watched(100, 1, "59.9139 158308 50063", "", *state),
                     *state),
        SYN_EINPUT);
    assert_int_equal(
        extract_text(ACCEPT("phone"),
                     watched(100, 1, "+4791234567 kari@example.no", "", *state),
                     *state),
        SYN_EINPUT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST_IN_FOLDER(every_row_is_loaded_quarantined_or_blank),
        TEST_IN_FOLDER(rows_that_say_nothing_for_a_contract_are_blank_1),
        TEST_IN_FOLDER(many_blocks_come_in_order),
        TEST_IN_FOLDER(a_header_that_cannot_be_read_refuses_the_extract),
        TEST_IN_FOLDER(coverage_is_what_the_contract_says),
        TEST_IN_FOLDER(coverage_comes_from_the_name_of_the_file),
        TEST_IN_FOLDER(coverage_comes_from_a_column),
        TEST_IN_FOLDER(too_many_bad_rows_refuse_the_extract),
        TEST_IN_FOLDER(personal_data_quarantines_the_row_and_more_refuse),
        TEST_IN_FOLDER(random_keys_are_no_identity_numbers),
        TEST_IN_FOLDER(a_column_of_identity_numbers_refuses_the_extract),
        TEST_IN_FOLDER(a_row_of_the_wrong_length_is_scanned_all_the_same),
        TEST_IN_FOLDER(a_blank_row_with_an_identity_number_is_counted_once),
        TEST_IN_FOLDER(what_a_contract_accepts_passes_and_nothing_else),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
