/* The numbers in brackets are the requirements of extract/gate.h. */
#include <string.h>

#include "gate_parts.h"

enum { FOLDED_BYTES = 4096 };

const char *const syn_gate_kind_names[SYN_N_GATE_KINDS + 1] = {
    "fnr",     "dnr",           "hnr",
    "fh",      "synthetic-nhn", "synthetic-tenor",
    "duf",     "account",       "orgnr",
    "phone",   "email",         "handle",
    "address", "plate",         "name",
    "case",    "coordinate",    "birth-date",
    "time",    "key",           "free-text",
    "none"};

/* --- one cell ---------------------------------------------------------- */

static void
look(struct syn_gate_finding *out, const struct gate_text *text, bool new_rule)
{
    const unsigned letters = GATE_LOWER | GATE_UPPER | GATE_HIGH;

    if (text->digits) {
        syn_gate_numbers(out, text, new_rule);
        syn_gate_place(out, text);
        if (text->digits >= 4)
            syn_gate_times(out, text);
    }
    if (text->digits >= 5 || (text->seen & GATE_AT))
        syn_gate_contact(out, text);
    if ((text->seen & GATE_UPPER) && (text->seen & GATE_SPACE)) {
        syn_gate_names(out, text);
        if (text->digits < 4 && text->n >= 40)
            syn_gate_times(out, text);
    } else if ((text->seen & letters) && (text->seen & GATE_SPACE)) {
        syn_gate_names(out, text);
    }
}

/* ab12345 */
static bool is_like_plate(const struct gate_text *text)
{
    return text->digits == 5 && text->n >= 7 && text->n <= 9 &&
           (text->seen & GATE_LOWER);
}

/* Whether nothing that the parts know can be in the cell: by far the most
 * cells are a word, a number or a date. */
static bool is_harmless(const struct gate_text *text)
{
    unsigned seen = text->seen;

    if (seen & GATE_AT)
        return false;
    if (!(seen & GATE_SPACE))
        return text->digits < 5 ||
               (text->digits < 8 && !is_like_plate(text) &&
                !(seen & (GATE_UPPER | GATE_COLON)) && !(seen & GATE_POINT) &&
                text->n < 16) ||
               (text->digits == 8 && text->n == 10 &&
                !(seen & ~(unsigned)(GATE_DIGIT | GATE_POINT)) &&
                text->s[2] == '.' && text->s[5] == '.') ||
               (text->digits == 8 && text->n == 10 && seen == GATE_DIGIT &&
                text->s[4] == '-' && text->s[7] == '-');
    return false;
}

static struct gate_text text_of(const char *s, size_t n)
{
    struct gate_text text = {s, n, 0, 0};

    for (size_t i = 0; i < n; i++) {
        unsigned char c = syn_gate_class[(unsigned char)s[i]];
        text.seen |= c;
        text.digits += c & GATE_DIGIT;
    }
    return text;
}

/* (4) In pieces that overlap, so that nothing is cut in two.  A function of its
 * own, as its room would be cleared for every cell. */
static void look_disguised(struct syn_gate_finding *out,
                           const char *s,
                           size_t n,
                           bool new_rule)
{
    enum { OVERLAP = 64 };
    char plain[FOLDED_BYTES];
    size_t kept = 0;

    for (size_t at = 0; at < n;) {
        kept += syn_gate_plain(plain + kept, sizeof plain - kept, s, n, &at);
        struct gate_text text = text_of(plain, kept);
        if (!is_harmless(&text))
            look(out, &text, new_rule);
        if (kept > OVERLAP)
            memmove(plain, plain + kept - OVERLAP, OVERLAP);
        kept = OVERLAP;
    }
}

struct syn_gate_finding syn_gate_cell(const char *s, size_t n, bool new_rule)
{
    struct syn_gate_finding out = {
        .kind = SYN_KIND_NONE, .verdict = SYN_GATE_PASS, .rule = ""};
    struct gate_text text = text_of(s, n);
    bool hides = (text.seen & GATE_HIGH) && !syn_gate_is_plain(s, n);

    if (hides || !is_harmless(&text))
        look(&out, &text, new_rule);
    if (hides)
        look_disguised(&out, s, n, new_rule);
    return out;
}

struct syn_gate_finding syn_gate_line(const char *s, size_t n, bool new_rule)
{
    const unsigned certain = 1u << SYN_EVIDENCE_IDENTITY |
                             1u << SYN_EVIDENCE_FH | 1u << SYN_EVIDENCE_DUF |
                             (new_rule ? 1u << SYN_EVIDENCE_2032 : 0);
    struct syn_gate_finding out = syn_gate_cell(s, n, new_rule);

    /* Digits alone: their kinds come first, so it is theirs that stands. */
    if ((out.hits & certain) && out.verdict == SYN_GATE_WARN)
        out.verdict = SYN_GATE_FLAG;
    if (out.account)
        syn_gate_found(&out, SYN_KIND_ACCOUNT, SYN_GATE_WARN, "account-bare");
    return out;
}

/* --- headers ----------------------------------------------------------- */

static const struct {
    const char *header;
    enum syn_gate_kind kind;
} direct[] = {
    {"navn", SYN_KIND_NAME},
    {"namn", SYN_KIND_NAME},
    {"fulltnavn", SYN_KIND_NAME},
    {"fornavn", SYN_KIND_NAME},
    {"etternavn", SYN_KIND_NAME},
    {"mellomnavn", SYN_KIND_NAME},
    {"slektsnavn", SYN_KIND_NAME},
    {"personnavn", SYN_KIND_NAME},
    {"firstname", SYN_KIND_NAME},
    {"lastname", SYN_KIND_NAME},
    {"surname", SYN_KIND_NAME},
    {"fullname", SYN_KIND_NAME},
    {"fnr", SYN_KIND_FNR},
    {"f\xc3\xb8"
     "dselsnr",
     SYN_KIND_FNR},
    {"f\xc3\xb8"
     "dselsnummer",
     SYN_KIND_FNR},
    {"fodselsnummer", SYN_KIND_FNR},
    {"foedselsnummer", SYN_KIND_FNR},
    {"personnr", SYN_KIND_FNR},
    {"personnummer", SYN_KIND_FNR},
    {"dnr", SYN_KIND_DNR},
    {"dnummer", SYN_KIND_DNR},
    {"dufnr", SYN_KIND_DUF},
    {"dufnummer", SYN_KIND_DUF},
    {"kontonr", SYN_KIND_ACCOUNT},
    {"kontonummer", SYN_KIND_ACCOUNT},
    {"adresse", SYN_KIND_ADDRESS},
    {"gateadresse", SYN_KIND_ADDRESS},
    {"bostedsadresse", SYN_KIND_ADDRESS},
    {"bosteds"
     "adr",
     SYN_KIND_ADDRESS},
    {"homeaddress", SYN_KIND_ADDRESS},
    {"tlf", SYN_KIND_PHONE},
    {"tlfnr", SYN_KIND_PHONE},
    {"telefon", SYN_KIND_PHONE},
    {"telefonnr", SYN_KIND_PHONE},
    {"telefonnummer", SYN_KIND_PHONE},
    {"mobil", SYN_KIND_PHONE},
    {"mobilnr", SYN_KIND_PHONE},
    {"mobilnummer", SYN_KIND_PHONE},
    {"phonenumber", SYN_KIND_PHONE},
    {"epost", SYN_KIND_EMAIL},
    {"epostadresse", SYN_KIND_EMAIL},
    {"email", SYN_KIND_EMAIL},
    {"saksnr", SYN_KIND_CASE},
    {"saksnummer", SYN_KIND_CASE},
    {"anmeldelsesnr", SYN_KIND_CASE},
    {"anmeldelsesnummer", SYN_KIND_CASE},
    {"straffesaksnummer", SYN_KIND_CASE},
    {"f\xc3\xb8"
     "dt",
     SYN_KIND_BIRTH_DATE},
    {"f\xc3\xb8"
     "dselsdato",
     SYN_KIND_BIRTH_DATE},
    {"fodselsdato", SYN_KIND_BIRTH_DATE},
    {"foedselsdato", SYN_KIND_BIRTH_DATE},
    {"fdato", SYN_KIND_BIRTH_DATE},
    {"birthdate", SYN_KIND_BIRTH_DATE},
    {"dateofbirth", SYN_KIND_BIRTH_DATE},
    {"regnr", SYN_KIND_PLATE},
    {"kjennemerke", SYN_KIND_PLATE},
    {"registreringsnummer", SYN_KIND_PLATE},
};

enum syn_gate_kind syn_gate_header(const char *header)
{
    char folded[48], bare[48];
    size_t n = strlen(header), used = 0;

    if (n >= sizeof folded)
        return SYN_KIND_NONE;
    n = syn_gate_fold(folded, sizeof folded, header, n);
    for (size_t i = 0; i < n; i++)
        if (gate_is(folded[i], GATE_LETTER))
            bare[used++] = folded[i];
    bare[used] = '\0';
    for (size_t i = 0; i < sizeof direct / sizeof *direct; i++)
        if (strcmp(bare, direct[i].header) == 0)
            return direct[i].kind;
    return SYN_KIND_NONE;
}
