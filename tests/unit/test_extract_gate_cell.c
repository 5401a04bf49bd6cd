/* The numbers are the requirements of extract/gate_cell.h.  Numbers of people
 * are made here and of nobody; the names are of the lists or invented. */
#include "fixture.h"

#include <samsyn/extract/gate_cell.h>

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
    {"fnr 15830850063", F, "synthetic-tenor"},
    {"15830850063", W, "synthetic-tenor"}, /* The column decides. */
    {"nr 15830856185 i dag", W, "fnr-2032"},
    {"1583\xc2\xa0"
     "0850063",
     W, "synthetic-tenor"},
    {"fnr 1583\xe2\x80\x8b"
     "0850063.",
     F, "synthetic-tenor"},
    {"DUF 201901420510", F, "duf"},
    {"2019 014205 10", F, "duf"},
    {"201901420510", W, "duf"},
    {"1.58309E+10", W, "scientific"},
    /* Accounts: 8601.11.17947 has a right check digit and no date. */
    {"8601.11.17947", F, "account-form"},
    {"konto 86011117947", F, "account-context"},
    {"kontonr.: 86011117947", F, "account-context"},
    {"NO93 8601 1117 947", F, "account-iban"},
    {"NO9386011117947", F, "account-iban"},
    {"NO9486011117947", P, ""},
    {"public 86011117947 x", W, "account-bare"},
    {"974760673", P, "orgnr"},
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
        TEST(the_rule_of_2032_is_certain_when_it_is_on),
        TEST(headers_of_direct_identifiers_are_known),
        TEST(a_column_is_judged_by_the_chance_of_its_kind_3),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
