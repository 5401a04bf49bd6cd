/* The numbers are the requirements of extract/gate.h.  Numbers of people
 * are made here and of nobody; the names are of the lists or invented. */
#include "fixture.h"

#include <samsyn/extract/gate.h>

static struct syn_gate_finding look(const char *s)
{
    return syn_gate_cell(s, strlen(s), false);
}

/* From the reference. */
static void check_digits_of_the_reference(void **state)
{
    (void)state;
    assert_int_equal(syn_gate_identity_kind("15830850063", false),
                     SYN_KIND_SYNTHETIC_TENOR);
    assert_int_equal(syn_gate_identity_kind("15830856185", false),
                     SYN_KIND_NONE);
    assert_int_equal(syn_gate_identity_kind("15830856185", true),
                     SYN_KIND_SYNTHETIC_TENOR);
    assert_true(syn_gate_duf("201901420300"));
    assert_true(syn_gate_duf("201901420510"));
    assert_false(syn_gate_duf("201901420301"));
    assert_true(syn_gate_orgnr("974760673"));
    assert_true(syn_gate_account("15830850063"));
}

#define F SYN_GATE_FLAG
#define W SYN_GATE_WARN
#define P SYN_GATE_PASS

static const struct {
    const char *text;
    enum syn_gate_verdict verdict;
    const char *rule;
} cells[] = {
    {"fnr 15830850063", F, "fnr"},
    {"15830850063", W, "fnr"}, /* The column decides. */
    {"nr 15830856185 i dag", W, "fnr-2032"},
    {"1583\xc2\xa0"
     "0850063",
     W, "fnr"},
    {"fnr 1583\xe2\x80\x8b"
     "0850063.",
     F, "fnr"},
    {"DUF 201901420510", F, "duf"},
    {"2019 014205 10", F, "duf"},
    {"201901420510", W, "duf"},
    {"1.58309E+10", W, "scientific"},
    /* Accounts: 8601.11.17947 has a right check digit and no date. */
    {"8601.11.17947", F, "account-form"},
    {"konto 86011117947", F, "account-context"},
    {"kontor 86011117947", W, "account-bare"},
    {"00000000000", P, ""},
    {"telefonen hennes er 91234567", F, "phone-context"},
    {"DOB 12.03.1987", F, "birth-date"},
    {"ola nordmann", F, "name"},
    {"per johansen", F, "name"},
    {"per strand", P, ""},
    {"Storgata 5 og 91234567", F, "address"},
    {"kontonr.: 86011117947", F, "account-context"},
    {"NO93 8601 1117 947", F, "account-iban"},
    {"NO9386011117947", F, "account-iban"},
    {"NO9486011117947", P, ""},
    {"public 86011117947 x", W, "account-bare"},
    {"974760673", P, "orgnr"},
    /* Decimals (6). */
    {"2025.15830850063", P, ""},
    {"kr 12,50 158308 50063", F, "fnr"},
    {"0150,15830850063", F, "fnr"},
    {"15830850063,5", F, "fnr"},
    {"15830850063.0", W, "fnr"},
    {"12345678901.25", P, ""},
    {"8,004712345678", F, "coordinate"},
    {"5.4321e-05", P, ""},
    {"(-75.555147,6.210172)", F, "coordinate"},
    /* Phones and case numbers. */
    {"+47 91234567", F, "phone-prefix"},
    {"tlf. 912 34 567", F, "phone-context"},
    {"mobil: 22334455", F, "phone-context"},
    {"91234567", W, "phone-bare"},
    {"99 12 34 56", W, "phone-bare"},
    {"sak 12345678", F, "case-context"},
    {"anmeldelse nr. 15345678", F, "case-context"},
    {"12345678", W, "case-bare"},
    {"20240131", P, ""},
    {"31012024", P, ""},
    {"@kari_n", W, "handle"},
    {"kari@example.no", F, "email"},
    /* Streets. */
    {"Storgata 5", F, "address"},
    {"storgata 5b", F, "address"},
    {"Karl Johans gate 22, Oslo", F, "address"},
    {"i Kirkeveien 117", F, "address"},
    {"Bygd\xc3\xb8y all\xc3\xa9 3", F, "address"},
    {"Munkedamsvn. 12", F, "address"},
    {"Riksvei 4", P, ""},
    {"Fylkesvei 120", P, ""},
    {"gikk veien 2 ganger", P, ""},
    {"Kirkeveien", P, ""},
    {"Storgata 3 ganger", P, ""},
    {"Parkeringsplass 12", P, ""},
    {"BUSCH STADIUM GATE 3", P, ""},
    {"800    CHESTNUT                     AV", P, ""},
    {"Pl\xc3\xb8yinga 2020", P, ""},
    /* Plates. */
    {"DN12345", F, "plate"},
    {"bilen DN 12345 sto", F, "plate"},
    {"ISO 27001", P, ""},
    {"RV 12345", P, ""},
    {"kl 12345", P, ""},
    {"NR 12345", P, ""},
    {"PL 1200501", P, ""},
    /* Names. */
    {"Kari Nordmann", F, "name"},
    {"Nordmann, Kari", F, "name"},
    {"samtale med Ola Hansen i g\xc3\xa5r", F, "name"},
    {"Anne-Marie Lunde", F, "name"},
    {"Kari N. Nordmann", F, "name"},
    {"KARI NORDMANN", F, "name"},
    {"\xc3\x98yvind \xc3\x85s", F, "name"},
    {"Kari Nordmann skole", P, ""},
    {"Kari Nordmanns vei", P, ""},
    {"Prosjekt Kari Nordmann", P, ""},
    {"Per Mandag", P, ""},
    {"Dag Natt", P, ""},
    {"Mark Twain", P, ""},
    {"Sigrid Vold", P, ""},
    {"West LA", P, ""},
    {"Van Nuys", P, ""},
    /* Places on a map. */
    {"59.9139", F, "coordinate"},
    {"598000 6643000", F, "coordinate-utm"},
    {"6643000.5, 598000.2", F, "coordinate-utm"},
    {"UTM32 598000E 6643000N", F, "coordinate-utm"},
    {"598000 598001", P, ""},
    /* Times. */
    {"f\xc3\xb8"
     "dt 12.03.1990",
     F, "birth-date"},
    {"(f. 120390)", F, "birth-date"},
    {"f\xc3\xb8"
     "dt 1990",
     P, ""},
    {"12.03.1990", P, ""},
    {"2024-02-29T23:59:58+01:00", W, "time"},
    {"2024-02-29T23:59:00+01:00", P, ""},
    {"c7a1f0e2-9b1d-4c58-8f4e-0b1f2c3d4e5f", W, "key"},
    {"9f86d081884c7d659a2feaa0c55ad015", W, "key"},
    {"feedfacedeadbeefcafe", P, ""},
    {"Gutten ble sett ved skolen flere ganger den uken. Ingen ble skadet.", W,
     "free-text"},
    {"Misuse of Drugs Act 1971 (section 23)", P, ""},
    {"", P, ""},
};

static void cells_are_judged_1(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
        struct syn_gate_finding found = look(cells[i].text);
        if (found.verdict != cells[i].verdict ||
            strcmp(found.rule, cells[i].rule) != 0)
            print_message("%s: %d %s\n", cells[i].text, found.verdict,
                          found.rule);
    }
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
        struct syn_gate_finding found = look(cells[i].text);
        assert_string_equal(found.rule, cells[i].rule);
        assert_int_equal(found.verdict, cells[i].verdict);
    }
}

/* A text in no column.  s1 and s2 are the sums of the first nine and the first
 * ten digits by hand; all have months that nobody is born in, or are of no
 * person at all. */
static const struct {
    const char *text;
    enum syn_gate_kind kind;
    enum syn_gate_verdict verdict;
    const char *rule;
} lines[] = {
    {"05831250005", SYN_KIND_SYNTHETIC_TENOR, F, "fnr"}, /* 132, 94 */
    {"01661250042", SYN_KIND_SYNTHETIC_NHN, F, "fnr"},   /* 95, 86 */
    {"01411250187", SYN_KIND_HNR, F, "fnr"},             /* 80, 81 */
    {"45831250260", SYN_KIND_DNR, F, "fnr"},             /* 148, 132 */
    {"81234550004", SYN_KIND_FH, F, "fh"},               /* 143, 139 */
    {"90123450069", SYN_KIND_FH, F, "fh"},               /* 115, 134 */
    /* 29 February of 2000 and of 2004 is a day, of 2001 in no century. */
    {"29820050043", SYN_KIND_SYNTHETIC_TENOR, F, "fnr"},  /* 139, 107 */
    {"29820450021", SYN_KIND_NONE, P, ""},                /* one digit off */
    {"29820150064", SYN_KIND_ACCOUNT, W, "account-bare"}, /* 148, 117 */
    {"31820450186", SYN_KIND_ACCOUNT, W, "account-bare"}, /* no 31 February */
    {"29800450037", SYN_KIND_ACCOUNT, W, "account-bare"}, /* no month 0 */
    {"15830856185", SYN_KIND_SYNTHETIC_TENOR, W, "fnr-2032"},
    {"058312 50005", SYN_KIND_SYNTHETIC_TENOR, F, "fnr"},
    {"05.83.12 500 05", SYN_KIND_SYNTHETIC_TENOR, F, "fnr"},
    {"x05831250005y", SYN_KIND_SYNTHETIC_TENOR, F, "fnr"},
    {"5831250005", SYN_KIND_SYNTHETIC_TENOR, W, "fnr10"},
    {"105831250005", SYN_KIND_NONE, P, ""}, /* Part of a longer run. */
    {"201901420510", SYN_KIND_DUF, F, "duf"},
    {"86011117947", SYN_KIND_ACCOUNT, W, "account-bare"},
    {"1,58309E+10", SYN_KIND_FNR, W, "scientific"},
    {"1.58308500630e10", SYN_KIND_FNR, W, "scientific"},
    {"974 760 673", SYN_KIND_ORGNR, P, "orgnr"},
    {"Org.nr. NO 974760673 MVA", SYN_KIND_ORGNR, P, "orgnr"},
    {"974 760 674", SYN_KIND_NONE, P, ""},
    /* (4) Arabic-Indic digits; a ring written apart; a combining joiner. */
    {"\xd9\xa0\xd9\xa5\xd9\xa8\xd9\xa3\xd9\xa1\xd9\xa2"
     "\xd9\xa5\xd9\xa0\xd9\xa0\xd9\xa0\xd9\xa5",
     SYN_KIND_SYNTHETIC_TENOR, F, "fnr"},
    {"Ka\xcc\x8are Nordmann", SYN_KIND_NAME, F, "name"},
    {"058312\xcd\x8f"
     "50005",
     SYN_KIND_SYNTHETIC_TENOR, F, "fnr"},
    {"058312\xe2\x88\x92"
     "50005",
     SYN_KIND_SYNTHETIC_TENOR, F, "fnr"}, /* A minus sign. */
    {"kari@example.no tlf 91234567", SYN_KIND_PHONE, F, "phone-context"},
};

static void lines_are_judged_without_a_column(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        const char *s = lines[i].text;
        struct syn_gate_finding found = syn_gate_line(s, strlen(s), false);
        print_message("%s\n", s);
        assert_string_equal(found.rule, lines[i].rule);
        assert_int_equal(found.kind, lines[i].kind);
        assert_int_equal(found.verdict, lines[i].verdict);
    }
    assert_int_equal(syn_gate_line("15830856185", 11, true).verdict, F);
}

/* (4) A cell is looked at in pieces; nothing is lost where they meet. */
static void a_number_is_found_wherever_it_stands_in_a_long_cell_4(void **state)
{
    enum { LONG = 9000 };
    static char cell[LONG + 64];

    (void)state;
    for (size_t at = 4000; at < 4200; at++) {
        memset(cell, '.', LONG);
        memcpy(cell, "\xc2\xa0", 2);
        int n = snprintf(cell + at, 64,
                         " 058312\xc2\xa0"
                         "50005 ");
        memset(cell + at + n, '.', 8);
        assert_int_equal(syn_gate_line(cell, LONG, false).verdict, F);
    }
}

static void a_mask_shows_the_shape_only(void **state)
{
    char mask[SYN_GATE_MASK_BYTES];
    static const char text[] = "\xc3\x85se-5b: \x1b[1m \xe2\x80\xae"
                               "7\xc2\xa0\xe2\x82\xac\xff";

    (void)state;
    size_t n = syn_gate_mask(mask, text, sizeof text - 1);
    assert_string_equal(mask, "xxx-#x: ?[#x ?#\xc2\xa0\xe2\x82\xac?");
    assert_int_equal(n, strlen(mask));
    memset(mask, 'A', sizeof mask);
    char many[50 * 3];
    for (size_t i = 0; i < sizeof many; i += 3)
        memcpy(many + i, "\xe2\x82\xac", 3);
    assert_int_equal(syn_gate_mask(mask, many, sizeof many), 40 * 3);
}

static void the_rule_of_2032_is_certain_when_it_is_on(void **state)
{
    const char *s = "nr 15830856185 i dag";

    (void)state;
    assert_int_equal(syn_gate_cell(s, strlen(s), true).verdict, F);
}

static void headers_of_direct_identifiers_are_known(void **state)
{
    (void)state;
    assert_int_equal(syn_gate_header("Navn"), SYN_KIND_NAME);
    assert_int_equal(syn_gate_header("F\xc3\x98"
                                     "DSELSNR."),
                     SYN_KIND_FNR);
    assert_int_equal(syn_gate_header("E-post"), SYN_KIND_EMAIL);
    assert_int_equal(syn_gate_header("Tlf. nr"), SYN_KIND_PHONE);
    assert_int_equal(syn_gate_header("AREA NAME"), SYN_KIND_NONE);
    assert_int_equal(syn_gate_header("Bydelsnavn"), SYN_KIND_NONE);
}

/* (3) */
static void a_column_is_judged_by_the_chance_of_its_kind_3(void **state)
{
    (void)state;
    assert_true(syn_gate_column(SYN_EVIDENCE_IDENTITY, 1, 1));
    assert_false(syn_gate_column(SYN_EVIDENCE_IDENTITY, 20000, 48));
    assert_false(syn_gate_column(SYN_EVIDENCE_FNR10, 20000, 74));
    assert_true(syn_gate_column(SYN_EVIDENCE_FNR10, 100, 40));
    assert_false(syn_gate_column(SYN_EVIDENCE_FNR10, 15, 1));
    assert_false(syn_gate_column(SYN_EVIDENCE_DUF, 10000, 101));
    assert_true(syn_gate_column(SYN_EVIDENCE_DUF, 100, 60));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(check_digits_of_the_reference),
        TEST(cells_are_judged_1),
        TEST(lines_are_judged_without_a_column),
        TEST(a_number_is_found_wherever_it_stands_in_a_long_cell_4),
        TEST(a_mask_shows_the_shape_only),
        TEST(the_rule_of_2032_is_certain_when_it_is_on),
        TEST(headers_of_direct_identifiers_are_known),
        TEST(a_column_is_judged_by_the_chance_of_its_kind_3),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
