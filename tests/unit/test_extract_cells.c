/* extract/cells.h - periods and figures of tables.  The symbols are those of
 * Statistics Norway's StatBank. */
#include "fixture.h"

#include <samsyn/extract/cells.h>

static const struct {
    const char *text, *code; /* NULL: no period. */
} spans[] = {
    {"2024", "2024"},
    {"2023-2024", "2023-2024"},
    {"2023-24", "2023-2024"},
    {"23-24", "2023-2024"},
    {"1999-00", "1999-2000"},
    {"2010-11", "2010-2011"}, /* Two years, not a month. */
    {"2010-12", "2010-12"},
    {"2024-03", "2024-03"},
    {"2024M03", "2024-03"},
    {"2024K2", "2024K2"},
    {"2024q4", "2024K4"},
    {"2024-01-01", "2024"},
    {"2024-2033", "2024-2033"},
    {"2024-01-02", NULL},
    {"2024-02-01", NULL},
    {"2024-2023", NULL},
    {"2024-2050", NULL},
    {"2024-13", NULL},
    {"2024-00", NULL},
    {"2024K5", NULL},
    {"2024K0", NULL},
    {"2024K", NULL},
    {"2024M13", NULL},
    {"2024M3", NULL},
    {"24", NULL},
    {"", NULL},
    {"2024 ", NULL},
    {" 2024", NULL},
    {"1200", NULL},
    {"2024-", NULL},
    {"24-23", NULL},
    {"2024-03-", NULL},
    {"sommer 2024", NULL},
};

static void periods_are_read_in_all_forms(void **state)
{
    char code[SYN_SPAN_BYTES];
    struct syn_span span, again;

    (void)state;
    for (size_t i = 0; i < sizeof spans / sizeof *spans; i++) {
        const char *s = spans[i].text;
        print_message("%s\n", s);
        bool read = syn_span_read(&span, s, strlen(s));
        assert_int_equal(read, spans[i].code != NULL);
        if (!read)
            continue;
        assert_string_equal(syn_span_code(code, span), spans[i].code);
        /* What is written can be read. */
        assert_true(syn_span_read(&again, code, strlen(code)));
        assert_int_equal(again.from, span.from);
        assert_int_equal(again.to, span.to);
    }
}

enum { BAD = SYN_N_CELL_STATES };

static const struct {
    const char *text;
    int state;
    double value;
    bool provisional;
} points[] = {
    {"12", SYN_CELL_VALUE, 12, false},
    {"-12", SYN_CELL_VALUE, -12, false},
    {"\xe2\x88\x92"
     "12",
     SYN_CELL_VALUE, -12, false},
    {"+1", SYN_CELL_VALUE, 1, false},
    {"0.043", SYN_CELL_VALUE, 0.043, false},
    {"11.5154042054495", SYN_CELL_VALUE, 11.5154042054495, false},
    {"0", SYN_CELL_ZERO, 0, false},
    {"0.0", SYN_CELL_ZERO, 0, false},
    {"-", SYN_CELL_ZERO, 0, false},
    {"", SYN_CELL_MISSING, 0, false},
    {"..", SYN_CELL_MISSING, 0, false},
    {"...", SYN_CELL_NOT_YET, 0, false},
    {".", SYN_CELL_NOT_APPLICABLE, 0, false},
    {":", SYN_CELL_SUPPRESSED, 0, false},
    {"<5", SYN_CELL_SUPPRESSED, 0, false},
    {"< 5", SYN_CELL_SUPPRESSED, 0, false},
    {"<=4", SYN_CELL_SUPPRESSED, 0, false},
    {"\xe2\x89\xa4 4", SYN_CELL_SUPPRESSED, 0, false},
    {"12*", SYN_CELL_VALUE, 12, true},
    {"*12", SYN_CELL_VALUE, 12, true},
    {"12 *", SYN_CELL_VALUE, 12, true},
    {":*", SYN_CELL_SUPPRESSED, 0, true},
    {"*", BAD, 0, false},
    {"NA", BAD, 0, false},
    {"12.", BAD, 0, false},
    {".5", BAD, 0, false},
    {"1,5", BAD, 0, false},
    {"1 234", BAD, 0, false},
    {" 12", BAD, 0, false},
    {"1e3", BAD, 0, false},
    {"0x1", BAD, 0, false},
    {"nan", BAD, 0, false},
    {"inf", BAD, 0, false},
    {"--1", BAD, 0, false},
    {"<", BAD, 0, false},
    {"<5a", BAD, 0, false},
    {">5", BAD, 0, false},
    {"....", BAD, 0, false},
};

static void check(const char *s,
                  const struct syn_contract_cells *cells,
                  int wanted,
                  double value,
                  bool provisional)
{
    struct syn_observation cell;

    print_message("%s\n", s);
    bool read = syn_cell_read(&cell, s, strlen(s), cells);
    assert_int_equal(read, wanted != BAD);
    if (!read)
        return;
    assert_int_equal(cell.state, wanted);
    assert_true(cell.value == value);
    assert_int_equal(cell.provisional, provisional);
}

static void a_figure_or_why_there_is_none(void **state)
{
    const struct syn_contract_cells plain = {.decimal = "."};

    (void)state;
    for (size_t i = 0; i < sizeof points / sizeof *points; i++)
        check(points[i].text, &plain, points[i].state, points[i].value,
              points[i].provisional);
}

static void numbers_as_the_contract_says_they_are_written(void **state)
{
    const struct syn_contract_cells norwegian = {.decimal = ",",
                                                 .thousands = " "};

    (void)state;
    check("1 234,5", &norwegian, SYN_CELL_VALUE, 1234.5, false);
    check("1\xc2\xa0"
          "234\xe2\x80\xaf"
          "567",
          &norwegian, SYN_CELL_VALUE, 1234567, false);
    check("1234,5", &norwegian, SYN_CELL_VALUE, 1234.5, false);
    check("0,0", &norwegian, SYN_CELL_ZERO, 0, false);
    check("1.5", &norwegian, BAD, 0, false);
    check("12 34", &norwegian, BAD, 0, false);
    check("1234 567", &norwegian, BAD, 0, false);
    check("1 234 ", &norwegian, BAD, 0, false);
    check("1  234", &norwegian, BAD, 0, false);
}

static void symbols_of_the_contract_stand_over_the_usual_ones(void **state)
{
    static const struct syn_pair pairs[] = {{.key = "NA", .text = "suppressed"},
                                            {.key = ".", .text = "missing"},
                                            {.key = "", .text = "suppressed"},
                                            {.key = "0", .text = "suppressed"}};
    const struct syn_contract_cells cells = {.decimal = ".",
                                             .symbols = {pairs, 4}};

    (void)state;
    check("NA", &cells, SYN_CELL_SUPPRESSED, 0, false);
    check(".", &cells, SYN_CELL_MISSING, 0, false);
    check("", &cells, SYN_CELL_SUPPRESSED, 0, false);
    check("0", &cells, SYN_CELL_SUPPRESSED, 0, false);
    check("..", &cells, SYN_CELL_MISSING, 0, false);
}

/* Random bytes: read or refused, and never beyond the end. */
static void any_bytes_are_read_or_refused(void **state)
{
    static const char some[] = "0123456789-.,<=:*MKqt \xc2\xa0\xe2\x88\x92";
    const struct syn_contract_cells cells = {.decimal = ",", .thousands = " "};
    struct syn_span span;
    struct syn_observation cell;

    (void)state;
    seed = 3;
    for (int i = 0; i < 200000; i++) {
        size_t n = draw_below(14);
        char *s = malloc(n + 1); /* So that a sanitizer sees its end. */
        for (size_t k = 0; k < n; k++)
            s[k] = some[draw_below(sizeof some - 1)];
        if (syn_cell_read(&cell, s, n, &cells))
            assert_in_range(cell.state, 0, SYN_N_CELL_STATES - 1);
        if (syn_span_read(&span, s, n))
            assert_true(span.from <= span.to);
        free(s);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(periods_are_read_in_all_forms),
        TEST(a_figure_or_why_there_is_none),
        TEST(numbers_as_the_contract_says_they_are_written),
        TEST(symbols_of_the_contract_stand_over_the_usual_ones),
        TEST(any_bytes_are_read_or_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
