/* The numbers are the requirements of extract/gate.h.  Identity numbers are
 * made here, by Skatteetaten's rule; all but those of the table are of nobody:
 * they are synthetic or have no owner to be found. */
#include "fixture.h"

#include <samsyn/extract/gate.h>

enum found { CLEAN, IDENTITY, CANDIDATE, NUMERIC, EMAIL, PHONE, COORDINATE };

/* The worst of what this file is about; NUMERIC and CANDIDATE: 11 digits alone
 * in the cell, valid or not. */
static enum found scan(const char *s)
{
    struct syn_gate_finding f = syn_gate_cell(s, strlen(s), false);
    const unsigned hit = 1u << SYN_EVIDENCE_IDENTITY;

    for (unsigned k = SYN_KIND_FNR; k <= SYN_KIND_SYNTHETIC_TENOR; k++)
        if (f.flags >> k & 1)
            return IDENTITY;
    if (f.flags >> SYN_KIND_EMAIL & 1)
        return EMAIL;
    if (f.flags >> SYN_KIND_COORDINATE & 1)
        return COORDINATE;
    if (f.flags >> SYN_KIND_PHONE & 1)
        return PHONE;
    return f.hits & hit ? NUMERIC : f.candidates & hit ? CANDIDATE : CLEAN;
}

static bool is_identity(const char digits[11])
{
    enum syn_gate_kind kind = syn_gate_identity_kind(digits, false);

    return kind != SYN_KIND_NONE && kind != SYN_KIND_FH;
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
    assert_true(is_identity("15830850063"));
    assert_false(is_identity("15830850064"));
    assert_false(is_identity("15830850053"));
    assert_int_equal(scan("15830850063"), NUMERIC);
    assert_int_equal(scan("15830850064"), CANDIDATE);
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

static void every_kind_of_identity_number_is_known_7(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        print_message("%s\n", kinds[i].kind);
        assert_int_equal(
            is_identity(number_of(kinds[i].day, kinds[i].month, kinds[i].yy)),
            kinds[i].valid);
    }
}

static void each_wrong_digit_is_seen_7(void **state)
{
    char d[16];

    (void)state;
    for (int at = 0; at < 11; at++)
        for (int k = 1; k < 10; k++) {
            snprintf(d, sizeof d, "%s", "15830850063");
            d[at] = (char)('0' + (d[at] - '0' + k) % 10);
            assert_false(is_identity(d));
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
        hits += is_identity(d);
    }
    print_message("%d of %d\n", hits, n);
    assert_in_range(hits, 0.0024 * n - 5 * 31, 0.0024 * n + 5 * 31);
}

static const struct {
    const char *text;
    enum found found;
} cells[] = {
    /* (7) With single separators, or glued to what stands around. */
    {"158308 50063", NUMERIC},
    {"158308-50063", NUMERIC},
    {"15.83.08 50063", NUMERIC},
    {"f. 158308 50063", IDENTITY},
    {"fnr15830850063", IDENTITY},
    {"15830850063.", IDENTITY},
    {" 15830850063", IDENTITY},
    {"(15830850063)", IDENTITY},
    {"sak 2024 15830850063", IDENTITY},
    {"15830850063 17", IDENTITY},
    {"59.9139 158308 50063", IDENTITY},
    {"12.03.2024 11.04.2024", CLEAN},
    {"15830850064, 15830850063", IDENTITY},
    {"m\xc3\xb8te 15830850063 i dag", IDENTITY},
    {"158308  50063", CLEAN},
    {"115830850063", CLEAN},
    {"158308500633", CLEAN},
    /* The other kinds that have a form. */
    {"kari@example.no", EMAIL},
    {"send til kari.n-1@post.oslo.kommune.no.", EMAIL},
    {"kari@mail.x.no", EMAIL},
    {"<k@a.no>", EMAIL},
    {"+4791234567", PHONE},
    {"+47 912 34 567", PHONE},
    {"004791234567", PHONE},
    {"ring 0047 91 23 45 67", PHONE},
    {"ring +47 91234567 12.03", PHONE},
    {"59.9139", COORDINATE},
    {"10,75221", COORDINATE},
    {"-73.98565", COORDINATE},
    {"POINT(10.7522 59.9139)", COORDINATE},
    {"180.0000", COORDINATE},
    {"1.0000", COORDINATE},
    /* What may be accepted never hides a person. */
    {"59.9139, fnr 15830850063", IDENTITY},
    {"+47 91234567 fnr 15830850063", IDENTITY},
    /* Traps. */
    {"", CLEAN},
    {"Sentrum", CLEAN},
    {"\xc3\x85sen skole, Storgata", CLEAN},
    {"0.04321", CLEAN},
    {"0,99999", CLEAN},
    {"181.0000", CLEAN},
    {"1000.1234", CLEAN},
    {"100012.3456", CLEAN},
    {"12.345", CLEAN},
    {"974760673", CLEAN},
    {"974 760 673", CLEAN},
    {"12345678", CLEAN},
    {"2024-0012345", CLEAN}, /* Not divided so. */
    {"20240012345", CANDIDATE},
    {"912 34 567", CLEAN},
    {"+46 91234567", CLEAN},
    {"+47 9123", CLEAN},
    {"20004791234567", CLEAN},
    {"29.02.2024 23:59", CLEAN},
    {"2024-02-29T23:59:59+01:00", CLEAN},
    {"2024-03-01 00:00:00", CLEAN},
    {"1.2.3.4", CLEAN},
    {"a@b", CLEAN},
    {"@home", CLEAN},
    {"2 @ 3.50", CLEAN},
    {"c7a1f0e2-9b1d-4c58-8f4e-0b1f2c3d4e5f", CLEAN},
};

static void cells_are_scanned_for_the_worst_they_hold(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
        print_message("%s\n", cells[i].text);
        assert_int_equal(scan(cells[i].text), cells[i].found);
    }
}

static void a_number_is_found_wherever_it_stands_7(void **state)
{
    char cell[64];

    (void)state;
    for (size_t before = 0; before < 20; before++)
        for (size_t after = 0; after < 3; after++) {
            snprintf(cell, sizeof cell, "%.*s15830850063%.*s", (int)before,
                     "xxxxxxxxxxxxxxxxxxxx", (int)after, "yyy");
            assert_int_equal(scan(cell), before + after ? IDENTITY : NUMERIC);
        }
}

static bool is_column(size_t candidates, size_t hits)
{
    return syn_gate_column(SYN_EVIDENCE_IDENTITY, candidates, hits);
}

static void a_column_is_judged_by_what_chance_gives_3(void **state)
{
    (void)state;
    assert_false(is_column(0, 0));
    assert_false(is_column(20, 0));
    assert_true(is_column(1, 1));
    assert_true(is_column(20, 1));
    assert_false(is_column(21, 1));
    assert_false(is_column(20000, 48));
    assert_false(is_column(20000, 70));
    assert_true(is_column(20000, 100));
    assert_true(is_column(100, 100));
    assert_true(is_column(1000, 20));
    /* pbinom(13, 1000, 0.0024, lower.tail = FALSE) = 3.6e-07, and of 12:
     * 1.9e-06 (R 4.2; the limit is 1e-6). */
    assert_true(is_column(1000, 14));
    assert_false(is_column(1000, 13));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_synthetic_number_of_the_specification_is_found),
        TEST(every_kind_of_identity_number_is_known_7),
        TEST(each_wrong_digit_is_seen_7),
        TEST(random_numbers_pass_by_chance_only_3),
        TEST(cells_are_scanned_for_the_worst_they_hold),
        TEST(a_number_is_found_wherever_it_stands_7),
        TEST(a_column_is_judged_by_what_chance_gives_3),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
