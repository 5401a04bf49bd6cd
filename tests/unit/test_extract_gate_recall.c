/* Recall and precision of the gate by kind, over cells made here.  The makers
 * are independent of the engine: check digits by trial, words by lists of their
 * own.  What is made is of nobody. */
#include "fixture.h"

#include <time.h>

#include <samsyn/extract/gate.h>

enum { EACH = 1000, CELL = 160 };

static const char *pick(const char *const *from, unsigned n)
{
    return from[draw_below(n)];
}
#define PICK(list) pick(list, sizeof(list) / sizeof *(list))

static const char *const before[] = {"", "notat: ", "se ", "gjelder ", "("};
static const char *const after[] = {"", ".", " i dag", ", ukjent", ")"};
static const char *const given[] = {
    "Kari",
    "Ola",
    "Ingrid",
    "Lars",
    "Mohammed",
    "Silje",
    "Torbj\xc3\xb8rn",
    "Astrid",
    "H\xc3\xa5kon",
    "Fatima",
    "Anne-Lise",
    "Eirik",
    "Marit",
    "Vidar",
    "Sunniva",
    "Jonatan"}; /* The last two are in no list. */
static const char *const family[] = {
    "Nordmann",  "Hansen", "Bj\xc3\xb8rnstad", "Lie",          "Tveit",
    "Rasmussen", "Myrdal", "Kvitnes",          "\xc3\x98stmo", "Al-Hadidi"};
static const char *const stems[] = {
    "Stor", "Kirke",          "Skole", "Bj\xc3\xb8rke",
    "Gran", "Nedre\xc3\xa5s", "Elve",  "M\xc3\xb8lle"};
static const char *const endings[] = {"gata",  "veien",  "vegen",   "gate",
                                      "vei",   "bakken", "svingen", "stien",
                                      "plass", "tunet"};

/* Digits D with the check digits that the sums ask for, found by trial. */
static bool sums_to_zero(const char *d, const int *weights, int n)
{
    int sum = 0;

    for (int i = 0; i < n; i++)
        sum += weights[i] * (d[i] - '0');
    return sum % 11 == 0;
}

static void make_identity(char d[12])
{
    static const int first[] = {3, 7, 6, 1, 8, 9, 4, 5, 2, 1};
    static const int second[] = {5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1};
    static const unsigned months[] = {0, 0, 0, 40, 65, 80};

    for (;;) {
        snprintf(d, 12, "%02u%02u%02u%03u00",
                 1 + draw_below(28) + (draw_below(4) ? 0 : 40),
                 1 + draw_below(12) + months[draw_below(6)], draw_below(100),
                 draw_below(1000));
        for (unsigned k = 0; k < 100; k++) {
            d[9] = (char)('0' + k / 10);
            d[10] = (char)('0' + k % 10);
            if (sums_to_zero(d, first, 10) && sums_to_zero(d, second, 11))
                return;
        }
    }
}

static void make_account(char d[12])
{
    static const int weights[] = {5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1};

    do
        snprintf(d, 12, "1%01u%02u%02u%05u", draw_below(10),
                 13 + draw_below(27), draw_below(100), draw_below(100000));
    while (!sums_to_zero(d, weights, 11));
}

static void put_identity(char *s)
{
    static const char *const marks[] = {"fnr ", "f.nr. ", "person "};
    char d[12];

    make_identity(d);
    snprintf(s, CELL, draw_below(2) ? "%s%.6s %s" : "%s%.6s%s", PICK(marks), d,
             d + 6);
}

static void put_account(char *s)
{
    char d[12];

    make_account(d);
    if (draw_below(2))
        snprintf(s, CELL, "%.4s.%.2s.%s", d, d + 4, d + 6);
    else
        snprintf(s, CELL, "kontonr %s", d);
}

static void put_phone(char *s)
{
    static const char *const marks[] = {"+47 ",   "0047",    "tlf ",
                                        "(+47) ", "mobil: ", "Telefon "};
    unsigned n = 20000000 + draw_below(79999999);

    if (draw_below(2))
        snprintf(s, CELL, "%s%u", PICK(marks), n);
    else
        snprintf(s, CELL, "%s%03u %02u %03u", PICK(marks), n / 100000,
                 n / 1000 % 100, n % 1000);
}

static void put_email(char *s)
{
    static const char *const ends[] = {"example.no", "post.example.com",
                                       "kommune.example.org"};

    snprintf(s, CELL, "%c%u.navn@%s", 'a' + (int)draw_below(26),
             draw_below(100), PICK(ends));
}

static void put_address(char *s)
{
    static const char *const tails[] = {"", " B", "a", ", 0150 Oslo"};
    static const char *const marks[] = {"", "", "nr ", "nr. "};

    snprintf(s, CELL, "%s%s %s%u%s", PICK(stems), PICK(endings), PICK(marks),
             1 + draw_below(199), PICK(tails));
}

static void put_plate(char *s)
{
    static const char letters[] = "ABCDEFHJKLNPRSTUVXYZ";

    bool small = !draw_below(4); /* Without a space: words go before numbers. */
    int bit = small ? 32 : 0;
    snprintf(s, CELL, "%c%c%s%u", letters[draw_below(20)] | bit,
             letters[draw_below(20)] | bit, draw_below(2) && !small ? " " : "",
             10000 + draw_below(90000));
}

static void put_name(char *s)
{
    if (draw_below(4))
        snprintf(s, CELL, "%s %s", PICK(given), PICK(family));
    else
        snprintf(s, CELL, "%s, %s", PICK(family), PICK(given));
}

static void put_case(char *s)
{
    static const char *const marks[] = {"sak ", "saksnr. ", "anm. ",
                                        "anmeldelse nr "};

    snprintf(s, CELL, "%s%u", PICK(marks), 10500000 + draw_below(5900000));
}

static void put_coordinate(char *s)
{
    if (draw_below(2))
        snprintf(s, CELL, "%u.%05u", 57 + draw_below(14), draw_below(100000));
    else
        snprintf(s, CELL, "%u %u", 150000 + draw_below(700000),
                 6450000 + draw_below(1400000));
}

static void put_birth(char *s)
{
    static const char *const marks[] = {"f\xc3\xb8"
                                        "dt ",
                                        "f. ", "f.dato ", "f.d. ",
                                        "f\xc3\xb8"
                                        "dselsdato: "};

    snprintf(s, CELL, "%s%02u.%02u.%u", PICK(marks), 1 + draw_below(28),
             1 + draw_below(12), 1930 + draw_below(90));
}

/* Numbers with decimals, in which a number of eleven digits may be valid: as
 * R writes 15 digits, as coordinates below a degree, with date and time. */
static void put_decimal(char *s)
{
    unsigned a = draw_below(1000000), b = draw_below(1000000);
    char sign = draw_below(2) ? '.' : ',';

    switch (draw_below(8)) {
    case 0:
        snprintf(s, CELL, "%u%c%06u%05u", 1000 + a % 9000, sign, b, a % 100000);
        break;
    case 1:
        snprintf(s, CELL, "-0%c%06u%05u", sign, b, a % 100000);
        break;
    case 2:
        snprintf(s, CELL, "kr %u%c%02u", a, sign, b % 100);
        break;
    case 3:
        snprintf(s, CELL, "2024-01-%02uT12:%02u:00.%06u%05u", 1 + a % 28,
                 b % 60, a, b % 100000);
        break;
    case 4:
        snprintf(s, CELL, "%06u.%06u%u", 200000 + a % 700000, b, a % 10);
        break;
    case 5:
        snprintf(s, CELL, "%u %03u %03u,%02u", 1 + a % 999, a % 1000, b % 1000,
                 b % 100);
        break;
    case 6:
        snprintf(s, CELL, "%u%c%06u%04u %%", a % 100, sign, b, a % 10000);
        break;
    default: /* A date and how many. */
        snprintf(s, CELL, "%02u.%02u.%u %u", 1 + a % 28, 1 + b % 12,
                 2000 + a % 27, 100 + b % 900);
    }
}

/* Everyday cells of extracts, and traps; of no person. */
static void put_harmless(char *s)
{
    static const char *const words[] = {
        "Kirkeveien",
        "Riksvei 4",
        "Fylkesvei 23",
        "gikk veien 2 ganger",
        "Nordre Bydel",
        "Kari Nordmann skole",
        "Per Mandag",
        "vold i n\xc3\xa6re relasjoner",
        "bruk av 12000 kroner",
        "tyveri fra person p\xc3\xa5 offentlig sted",
        "Thor Heyerdahl videreg\xc3\xa5"
        "ende skole",
        "p\xc3\xa5 skoleveien 2",
        "ISO 27001",
        "Simple Assault",
        "NO FURTHER ACTION",
        "Mark Twain",
        "Van Nuys",
        "Voldssak Sentrum",
        "Prosjekt Ung Fritid",
        "Oslo Politidistrikt",
        "Husbr\xc3\xa5k, alvorlig",
        "Elvebakken skole",
        "Rv 15",
        "kl 12345",
        "Byen har 12000 innbyggere",
        "1 av 5 elever",
        "Trinn 8 plass 2",
        "Public 2 place",
        "\xc3\x98vre Torg",
        "Bekymring Skole"};
    unsigned n = draw_below(1000000);

    switch (draw_below(12)) {
    case 9:
    case 10:
        put_decimal(s);
        break;
    case 0:
        snprintf(s, CELL, "%02u.%02u.20%02u", 1 + n % 28, 1 + n / 28 % 12,
                 n % 26);
        break;
    case 1:
        snprintf(s, CELL, "20%02u-%07u", n % 26, n);
        break;
    case 2:
        snprintf(s, CELL, "2024-%02u-%02u %02u:%02u", 1 + n % 12, 1 + n % 28,
                 n % 24, n % 60);
        break;
    case 3:
        snprintf(s, CELL, "%u,%02u", n, n % 100);
        break;
    case 4:
        snprintf(s, CELL, "Z%02u sone %u", n % 40, n % 9);
        break;
    case 5:
        snprintf(s, CELL, "974 %03u %03u", n % 1000, n / 1000);
        break;
    case 6:
        snprintf(s, CELL, "%s%s", PICK(stems), PICK(endings));
        break;
    default:
        snprintf(s, CELL, "%s", PICK(words));
    }
}

static const struct {
    const char *name;
    void (*put)(char *s);
    double recall; /* At least. */
} makers[] = {
    {"identity", put_identity, 1},     {"account", put_account, .99},
    {"phone", put_phone, .99},         {"email", put_email, 1},
    {"address", put_address, .95},     {"plate", put_plate, .93},
    {"name", put_name, .75},           {"case", put_case, .98},
    {"coordinate", put_coordinate, 1}, {"birth-date", put_birth, .99},
};

/* Identity numbers are one maker's kinds. */
static size_t maker_of(enum syn_gate_kind kind)
{
    if (kind <= SYN_KIND_SYNTHETIC_TENOR)
        return 0;
    for (size_t i = 1; i < sizeof makers / sizeof *makers; i++)
        if (strcmp(makers[i].name, syn_gate_kind_names[kind]) == 0)
            return i;
    return SIZE_MAX;
}

static struct syn_gate_finding look(const char *s)
{
    return syn_gate_cell(s, strlen(s), false);
}

/* One in four hundred would be an identity number by chance.  What is valid
 * behind the sign of a coordinate is a coordinate and nothing else. */
static void decimals_are_no_numbers_of_their_own_6(void **state)
{
    enum { MANY = 20000 };
    char cell[CELL], d[12];
    size_t flagged = 0;

    (void)state;
    seed = 6;
    for (int k = 0; k < MANY; k++) {
        put_decimal(cell);
        if (look(cell).verdict == SYN_GATE_FLAG && flagged++ < 5)
            print_message("%s\n", cell);
    }
    assert_int_equal(flagged, 0);
    for (int k = 0; k < EACH; k++) {
        make_identity(d);
        snprintf(cell, sizeof cell, "-%u%c%s", 1 + draw_below(180),
                 draw_below(2) ? '.' : ',', d);
        assert_int_equal(look(cell).flags, 1u << SYN_KIND_COORDINATE);
        snprintf(cell, sizeof cell, "%s.0", d);
        assert_int_equal(syn_gate_line(cell, strlen(cell), false).verdict,
                         SYN_GATE_FLAG);
    }
}

static void each_kind_is_found_and_little_else(void **state)
{
    enum { N = sizeof makers / sizeof *makers, HARMLESS = 20 * EACH };
    size_t found[N] = {0}, wrong[N] = {0}, flagged = 0;
    char cell[CELL], text[CELL * 2];

    (void)state;
    seed = 42;
    for (size_t i = 0; i < N; i++)
        for (int k = 0; k < EACH; k++) {
            makers[i].put(cell);
            snprintf(text, sizeof text, "%s%s%s", PICK(before), cell,
                     PICK(after));
            struct syn_gate_finding f = look(text);
            size_t as =
                f.verdict == SYN_GATE_FLAG ? maker_of(f.kind) : SIZE_MAX;
            found[i] += as == i;
            if (as != SIZE_MAX && as != i)
                wrong[as]++;
        }
    for (int k = 0; k < HARMLESS; k++) {
        put_harmless(cell);
        struct syn_gate_finding f = look(cell);
        if (f.verdict != SYN_GATE_FLAG)
            continue;
        if (flagged++ < 5)
            print_message("%s: %s\n", cell, f.rule);
        if (maker_of(f.kind) != SIZE_MAX)
            wrong[maker_of(f.kind)]++;
    }
    for (size_t i = 0; i < N; i++) {
        double recall = (double)found[i] / EACH;
        double precision = (double)found[i] / (double)(found[i] + wrong[i]);
        print_message("%-10s recall %.3f precision %.3f\n", makers[i].name,
                      recall, precision);
    }
    print_message("flagged of %d harmless: %zu\n", HARMLESS, flagged);
    for (size_t i = 0; i < N; i++) {
        assert_true((double)found[i] >= makers[i].recall * EACH);
        assert_true((double)wrong[i] <= .03 * (double)found[i]);
    }
    assert_true(flagged * 1000 <= HARMLESS);
}

/* Ten columns of a plain extract; the time is told, not judged. */
static void a_plain_extract_is_clean(void **state)
{
    enum { ROWS = 20000, COLUMNS = 10 };
    static char cells[ROWS][COLUMNS][16];
    static const char *const places[] = {"public", "private", "school",
                                         "licensed"};
    size_t flags = 0;

    (void)state;
    seed = 7;
    for (unsigned r = 0; r < ROWS; r++) {
        char(*c)[16] = cells[r];
        snprintf(c[0], 16, "2020-%07u", r);
        for (int k = 1; k < 3; k++)
            snprintf(c[k], 16, "%02u.%02u.20%02u", 1 + draw_below(28),
                     1 + draw_below(12), 15 + draw_below(10));
        snprintf(c[3], 16, "%02u:%02u", draw_below(24), draw_below(60));
        snprintf(c[4], 16, "s%u", 200 + draw_below(150));
        snprintf(c[5], 16, "%s", PICK(places));
        snprintf(c[6], 16, "Z%02u", 1 + draw_below(30));
        snprintf(c[7], 16, "%u", 10 + draw_below(70));
        snprintf(c[8], 16, "%s", draw_below(2) ? "M" : "K");
        snprintf(c[9], 16, "1");
    }
    clock_t from = clock();
    for (unsigned r = 0; r < ROWS; r++)
        for (unsigned k = 0; k < COLUMNS; k++)
            flags += look(cells[r][k]).verdict == SYN_GATE_FLAG;
    double ns = (double)(clock() - from) * 1e9 / CLOCKS_PER_SEC;
    print_message("%.1f ns a cell\n", ns / (ROWS * COLUMNS));
    assert_int_equal(flags, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(each_kind_is_found_and_little_else),
        TEST(decimals_are_no_numbers_of_their_own_6),
        TEST(a_plain_extract_is_clean),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
