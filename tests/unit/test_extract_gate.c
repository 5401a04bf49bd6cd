/* The numbers are the requirements of extract/gate.h.  Identity numbers are
 * made here, by Skatteetaten's rule; all but those of the table are of nobody:
 * they are synthetic or have no owner to be found. */
#include "fixture.h"

#include <samsyn/extract/gate.h>

static enum syn_gate_rule scan(const char *s)
{
    return syn_gate_scan(s, strlen(s));
}

/* K1 and K2 of the nine digits at D; false if there is no such number. */
static bool add_check_digits(char d[12])
{
    static const int first[] = {3, 7, 6, 1, 8, 9, 4, 5, 2};
    static const int second[] = {5, 4, 3, 2, 7, 6, 5, 4, 3, 2};
    int k1 = 0, k2 = 0;

    for (int i = 0; i < 9; i++)
        k1 += first[i] * (d[i] - '0');
    k1 = 11 - k1 % 11;
    d[9] = (char)('0' + (k1 == 11 ? 0 : k1));
    for (int i = 0; i < 10; i++)
        k2 += second[i] * (d[i] - '0');
    k2 = 11 - k2 % 11;
    d[10] = (char)('0' + (k2 == 11 ? 0 : k2));
    d[11] = '\0';
    return k1 != 10 && k2 != 10;
}

/* The first number of DAY, MONTH (with what is added to them) and year YY. */
static const char *number_of(int day, int month, int yy)
{
    static char d[64]; /* Room for any int, as gcc wants it. */

    for (int i = 500; i < 1000; i++) {
        snprintf(d, sizeof d, "%02d%02d%02d%03d00", day, month, yy, i);
        if (add_check_digits(d))
            return d;
    }
    return NULL;
}

/* From the reference: s1 = 181, K1 = 6; s2 = 140, K2 = 3. */
static void the_synthetic_number_of_the_specification_is_found(void **state)
{
    (void)state;
    assert_true(syn_gate_identity("15830850063"));
    assert_false(syn_gate_identity("15830850064"));
    assert_false(syn_gate_identity("15830850053"));
    assert_int_equal(scan("15830850063"), SYN_GATE_NUMERIC);
    assert_int_equal(scan("15830850064"), SYN_GATE_CANDIDATE);
}

static const struct {
    const char *kind;
    int day, month, yy;
    bool valid;
} kinds[] = {
    {"born", 29, 2, 0, true},
    {"born in no leap year", 29, 2, 1, false},
    {"D-number", 41, 12, 99, true},
    {"D-number of the 31st", 71, 12, 99, true},
    {"no day 32", 32, 1, 50, false},
    {"no day 0", 0, 1, 50, false},
    {"no D-number of day 32", 72, 1, 50, false},
    {"H-number", 31, 41, 50, true},
    {"H-number of December", 31, 52, 50, true},
    {"no month 53", 31, 53, 50, false},
    {"Norsk Helsenett", 1, 66, 50, true},
    {"Norsk Helsenett of December", 1, 77, 50, true},
    {"no month 78", 1, 78, 50, false},
    {"Tenor", 1, 81, 50, true},
    {"Tenor of December", 1, 92, 50, true},
    {"no month 93", 1, 93, 50, false},
    {"D-number of Tenor", 55, 86, 8, true},
    {"no month 13", 1, 13, 50, false},
    {"no month 0", 1, 0, 50, false},
    {"31 April", 31, 4, 50, false},
};

static void every_kind_of_identity_number_is_known_2(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        print_message("%s\n", kinds[i].kind);
        assert_int_equal(syn_gate_identity(number_of(
                             kinds[i].day, kinds[i].month, kinds[i].yy)),
                         kinds[i].valid);
    }
}

static void each_wrong_digit_is_seen_2(void **state)
{
    char d[16];

    (void)state;
    for (int at = 0; at < 11; at++)
        for (int k = 1; k < 10; k++) {
            snprintf(d, sizeof d, "%s", "15830850063");
            d[at] = (char)('0' + (d[at] - '0' + k) % 10);
            assert_false(syn_gate_identity(d));
        }
}

/* 0.24 %, give or take five standard errors. */
static void random_numbers_pass_by_chance_only_3(void **state)
{
    int n = 400000, hits = 0;
    char d[12];

    (void)state;
    seed = 11;
    for (int i = 0; i < n; i++) {
        for (int k = 0; k < 11; k++)
            d[k] = (char)('0' + draw_below(10));
        hits += syn_gate_identity(d);
    }
    print_message("%d of %d\n", hits, n);
    assert_in_range(hits, 0.0024 * n - 5 * 31, 0.0024 * n + 5 * 31);
}

static const struct {
    const char *text;
    enum syn_gate_rule rule;
} cells[] = {
    /* (2) With single separators, or glued to what stands around. */
    {"158308 50063", SYN_GATE_NUMERIC},
    {"158308-50063", SYN_GATE_NUMERIC},
    {"15.83.08 50063", SYN_GATE_NUMERIC},
    {"f. 158308 50063", SYN_GATE_IDENTITY},
    {"fnr15830850063", SYN_GATE_IDENTITY},
    {"15830850063.", SYN_GATE_IDENTITY},
    {" 15830850063", SYN_GATE_IDENTITY},
    {"(15830850063)", SYN_GATE_IDENTITY},
    {"sak 2024 15830850063", SYN_GATE_IDENTITY},
    {"15830850063 17", SYN_GATE_IDENTITY},
    {"59.9139 158308 50063", SYN_GATE_IDENTITY},
    {"12.03.2024 11.04.2024", SYN_GATE_CLEAN},
    {"15830850064, 15830850063", SYN_GATE_IDENTITY},
    {"m\xc3\xb8te 15830850063 i dag", SYN_GATE_IDENTITY},
    {"158308  50063", SYN_GATE_CLEAN},
    {"115830850063", SYN_GATE_CLEAN},
    {"158308500633", SYN_GATE_CLEAN},
    /* (4) */
    {"kari@example.no", SYN_GATE_EMAIL},
    {"send til kari.n-1@post.oslo.kommune.no.", SYN_GATE_EMAIL},
    {"kari@mail.x.no", SYN_GATE_EMAIL},
    {"<k@a.no>", SYN_GATE_EMAIL},
    {"+4791234567", SYN_GATE_PHONE},
    {"+47 912 34 567", SYN_GATE_PHONE},
    {"004791234567", SYN_GATE_PHONE},
    {"ring 0047 91 23 45 67", SYN_GATE_PHONE},
    {"ring +47 91234567 12.03", SYN_GATE_PHONE},
    {"59.9139", SYN_GATE_COORDINATE},
    {"10,75221", SYN_GATE_COORDINATE},
    {"-73.98565", SYN_GATE_COORDINATE},
    {"POINT(10.7522 59.9139)", SYN_GATE_COORDINATE},
    {"180.0000", SYN_GATE_COORDINATE},
    {"1.0000", SYN_GATE_COORDINATE},
    /* (2) stands above (4): what may be accepted never hides a person. */
    {"59.9139, fnr 15830850063", SYN_GATE_IDENTITY},
    {"+47 91234567 fnr 15830850063", SYN_GATE_IDENTITY},
    /* Traps. */
    {"", SYN_GATE_CLEAN},
    {"Sentrum", SYN_GATE_CLEAN},
    {"\xc3\x85sen skole, Storgata", SYN_GATE_CLEAN},
    {"0.04321", SYN_GATE_CLEAN},
    {"0,99999", SYN_GATE_CLEAN},
    {"181.0000", SYN_GATE_CLEAN},
    {"1000.1234", SYN_GATE_CLEAN},
    {"100012.3456", SYN_GATE_CLEAN},
    {"12.345", SYN_GATE_CLEAN},
    {"974760673", SYN_GATE_CLEAN},
    {"974 760 673", SYN_GATE_CLEAN},
    {"12345678", SYN_GATE_CLEAN},
    {"2024-0012345", SYN_GATE_CLEAN}, /* Not divided so. */
    {"20240012345", SYN_GATE_CANDIDATE},
    {"912 34 567", SYN_GATE_CLEAN},
    {"+46 91234567", SYN_GATE_CLEAN},
    {"+47 9123", SYN_GATE_CLEAN},
    {"20004791234567", SYN_GATE_CLEAN},
    {"29.02.2024 23:59", SYN_GATE_CLEAN},
    {"2024-02-29T23:59:59+01:00", SYN_GATE_CLEAN},
    {"2024-03-01 00:00:00", SYN_GATE_CLEAN},
    {"1.2.3.4", SYN_GATE_CLEAN},
    {"a@b", SYN_GATE_CLEAN},
    {"@home", SYN_GATE_CLEAN},
    {"2 @ 3.50", SYN_GATE_CLEAN},
    {"c7a1f0e2-9b1d-4c58-8f4e-0b1f2c3d4e5f", SYN_GATE_CLEAN},
};

static void cells_are_scanned_for_the_worst_they_hold(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
        print_message("%s\n", cells[i].text);
        assert_int_equal(scan(cells[i].text), cells[i].rule);
    }
}

static void a_number_is_found_wherever_it_stands_2(void **state)
{
    char cell[64];

    (void)state;
    for (size_t before = 0; before < 20; before++)
        for (size_t after = 0; after < 3; after++) {
            snprintf(cell, sizeof cell, "%.*s15830850063%.*s", (int)before,
                     "xxxxxxxxxxxxxxxxxxxx", (int)after, "yyy");
            assert_int_equal(scan(cell), before + after ? SYN_GATE_IDENTITY
                                                        : SYN_GATE_NUMERIC);
        }
}

static void a_column_is_judged_by_what_chance_gives_3(void **state)
{
    (void)state;
    assert_false(syn_gate_is_identity(0, 0));
    assert_false(syn_gate_is_identity(20, 0));
    assert_true(syn_gate_is_identity(1, 1));
    assert_true(syn_gate_is_identity(20, 1));
    assert_false(syn_gate_is_identity(21, 1));
    assert_false(syn_gate_is_identity(20000, 48));
    assert_false(syn_gate_is_identity(20000, 70));
    assert_true(syn_gate_is_identity(20000, 100));
    assert_true(syn_gate_is_identity(100, 100));
    assert_true(syn_gate_is_identity(1000, 20));
    /* pbinom(13, 1000, 0.0024, lower.tail = FALSE) = 3.6e-07, and of 12:
     * 1.9e-06 (R 4.2; the limit is 1e-6). */
    assert_true(syn_gate_is_identity(1000, 14));
    assert_false(syn_gate_is_identity(1000, 13));
}

static void the_names_of_rules_serve_contracts(void **state)
{
    (void)state;
    assert_string_equal(syn_gate_rule_names[SYN_GATE_IDENTITY],
                        "identity-number");
    assert_string_equal(syn_gate_rule_names[SYN_GATE_EMAIL], "e-mail");
    assert_string_equal(syn_gate_rule_names[SYN_GATE_PHONE], "phone");
    assert_string_equal(syn_gate_rule_names[SYN_GATE_COORDINATE], "coordinate");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_synthetic_number_of_the_specification_is_found),
        TEST(every_kind_of_identity_number_is_known_2),
        TEST(each_wrong_digit_is_seen_2),
        TEST(random_numbers_pass_by_chance_only_3),
        TEST(cells_are_scanned_for_the_worst_they_hold),
        TEST(a_number_is_found_wherever_it_stands_2),
        TEST(a_column_is_judged_by_what_chance_gives_3),
        TEST(the_names_of_rules_serve_contracts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
