/* Columns refused, warned of and accepted: the numbers are the requirements of
 * engine/extract/gate_column.h. */
#include "fixture_extract.h"

#define LOOSE                                                                  \
    "source: s\nfiles: \"*\"\ncovers: {from: 2024-01, to: 2024-12}\n"          \
    "columns:\n  reported: {column: D, format: yyyy-mm-dd}\n"

/* N rows; the last column is called HEADER and holds CELL, with %d of the row
 * in it. */
static const char *
column_of(const char *header, const char *cell, int n, struct syn_arena *arena)
{
    struct syn_text csv = {.arena = arena};

    syn_text_addf(&csv, "D;%s\n", header);
    for (int i = 0; i < n; i++) {
        const char *mark = strchr(cell, '#');
        syn_text_add(&csv, "2024-01-01;");
        if (mark)
            syn_text_addf(&csv, "%.*s%d%s", (int)(mark - cell), cell,
                          10 + i % 90, mark + 1);
        else
            syn_text_add(&csv, cell);
        syn_text_add(&csv, "\n");
    }
    return csv.at;
}

static const struct {
    const char *header, *cell, *rule; /* RULE accepts it. */
    const char *code;                 /* What is heard without it. */
    enum syn_status status;
} columns[] = {
    {"Navn", "", "header", "extract.personal-header", SYN_EINPUT},
    {"X", "Gutten ble sett ved skolen # ganger den uken. Ingen ble skadet.",
     "free-text", "extract.personal-column", SYN_EINPUT},
    {"X", "1987-05-17", "birth-date", "extract.personal-column", SYN_EINPUT},
    {"X", "912345#", "phone", "extract.gate-warn", SYN_OK},
    {"X", "Storgata #", "address", "extract.personal-data", SYN_EINPUT},
    {"X", "Kari Nordmann #", "name", "extract.personal-data", SYN_EINPUT},
    {"X", "9f86d081884c7d#", "key", "extract.gate-warn", SYN_OK},
};

static void columns_are_refused_or_told_of_unless_accepted_2_3_4(void **state)
{
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
        const char *csv =
            column_of(columns[i].header, columns[i].cell, 80, *state);
        const char *contract = syn_arena_printf(
            *state, "%saccept: [{column: %s, rule: %s, reason: known}]\n",
            LOOSE, columns[i].header, columns[i].rule);
        print_message("%s\n", columns[i].cell);
        assert_int_equal(extract_text(LOOSE, csv, *state), columns[i].status);
        assert_string_equal(heard.code, columns[i].code);
        assert_int_equal(extract_text(contract, csv, *state), SYN_OK);
        assert_int_equal(got.summary.loaded, 80);
    }
}

static void the_contract_says_how_much_is_too_much(void **state)
{
    const char *csv = column_of("X", "Storgata #", 3, *state);

    assert_int_equal(extract_text(LOOSE "max_bad: 1\n"
                                        "gate: {max_share: 1, max_rows: 3}\n",
                                  csv, *state),
                     SYN_OK);
    assert_int_equal(got.summary.quarantined, 3);
    assert_int_equal(extract_text(LOOSE "max_bad: 1\n"
                                        "gate: {max_share: 1, max_rows: 2}\n",
                                  csv, *state),
                     SYN_EINPUT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST_IN_FOLDER(columns_are_refused_or_told_of_unless_accepted_2_3_4),
        TEST_IN_FOLDER(the_contract_says_how_much_is_too_much),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
