/* Numbers with check digits: gate.h (3), (5), (6), (7). */
#include "gate_parts.h"

#include <string.h>

#include <gsl/gsl_cdf.h>

#include <samsyn/base/calendar.h>

static const int w1[] = {3, 7, 6, 1, 8, 9, 4, 5, 2};
static const int w2[] = {5, 4, 3, 2, 7, 6, 5, 4, 3, 2};

static int weigh(const char *digits, const int *weights, int n)
{
    int sum = 0;

    for (int i = 0; i < n; i++)
        sum += weights[i] * (digits[i] - '0');
    return sum % 11;
}

bool syn_gate_account(const char digits[11])
{
    return (11 - weigh(digits, w2, 10)) % 11 == digits[10] - '0' &&
           memcmp(digits, "00000000000", 11) != 0;
}

bool syn_gate_orgnr(const char digits[9])
{
    static const int weights[] = {3, 2, 7, 6, 5, 4, 3, 2};

    return (11 - weigh(digits, weights, 8)) % 11 == digits[8] - '0';
}

/* YYYY LLLLLL CC; the weights stand for LLLLLL YYYY. */
bool syn_gate_duf(const char digits[12])
{
    static const int weights[] = {4, 6, 3, 2, 7, 5, 4, 6, 3, 2};
    char turned[10];

    memcpy(turned, digits + 4, 6);
    memcpy(turned + 6, digits, 4);
    return weigh(turned, weights, 10) ==
           (digits[10] - '0') * 10 + digits[11] - '0';
}

static bool date_exists(int day, int month, int yy)
{
    return syn_civil_valid((struct syn_civil){1900 + yy, month, day}) ||
           syn_civil_valid((struct syn_civil){2000 + yy, month, day});
}

static enum syn_gate_kind kind_of_date(const char *d)
{
    int day = (d[0] - '0') * 10 + d[1] - '0';
    int month = (d[2] - '0') * 10 + d[3] - '0';
    int yy = (d[4] - '0') * 10 + d[5] - '0';
    enum syn_gate_kind kind = SYN_KIND_FNR;

    if (day > 40) {
        day -= 40;
        kind = SYN_KIND_DNR;
    }
    if (month > 40) {
        int added = month > 80 ? 80 : month > 65 ? 65 : 40;
        month -= added;
        if (kind == SYN_KIND_FNR)
            kind = added == 80   ? SYN_KIND_SYNTHETIC_TENOR
                   : added == 65 ? SYN_KIND_SYNTHETIC_NHN
                                 : SYN_KIND_HNR;
    }
    return date_exists(day, month, yy) ? kind : SYN_KIND_NONE;
}

/* K1 from 2032: (s1 + K1) mod 11 may be 0, 1, 2 or 3. */
static bool first_check(const char *digits, bool new_rule)
{
    int rest = (weigh(digits, w1, 9) + digits[9] - '0') % 11;

    return rest == 0 || (new_rule && rest <= 3);
}

enum syn_gate_kind syn_gate_identity_kind(const char digits[11], bool new_rule)
{
    if (!syn_gate_account(digits) || !first_check(digits, new_rule))
        return SYN_KIND_NONE;
    if (digits[0] >= '8')
        return first_check(digits, false) ? SYN_KIND_FH : SYN_KIND_NONE;
    return kind_of_date(digits);
}

bool syn_gate_column(enum syn_gate_evidence evidence,
                     size_t candidates,
                     size_t hits)
{
    /* How often random digits pass.  A lost zero leaves days 01 to 09 only, so
     * 0.9 x 0.48 x 1/121; a DUF number that begins with a year, 1 in 100. */
    static const double by_chance[SYN_N_EVIDENCE] = {0.0024, 0.0017, 0.0073,
                                                     0.0037, 0.0101};
    const size_t few = 20;

    if (hits == 0)
        return false;
    if (candidates <= few)
        return evidence != SYN_EVIDENCE_FNR10 || hits * 2 > candidates;
    return gsl_cdf_binomial_Q((unsigned)hits - 1, by_chance[evidence],
                              (unsigned)candidates) < 1e-6;
}

/* --- in a cell --------------------------------------------------------- */

static const char *const account_words[] = {
    "konto",      "kontonr",       "kontonummer", "bankkonto", "bankkontonr",
    "lønnskonto", "iban",          "account",     "kto",       "ktonr",
    "kontoen",    "kontonummeret", NULL};

/* "NO" and 13 digits: the first four go to the end, letters become numbers. */
static bool is_iban(const struct gate_text *text, const struct gate_run *run)
{
    static const char no[] = "2324"; /* N, O */
    char number[18];
    unsigned rest = 0;
    size_t at = run->from;

    if (run->n != 13 || at < 2 || (text->s[at - 1] | 32) != 'o' ||
        (text->s[at - 2] | 32) != 'n')
        return false;
    memcpy(number, run->digit + 2, 11);
    memcpy(number + 11, no, 4); /* Digits, no text. NOLINT */
    memcpy(number + 15, run->digit, 2);
    for (size_t i = 0; i < 17; i++)
        rest = (rest * 10 + (unsigned)(number[i] - '0')) % 97;
    return rest == 1;
}

/* 11 digits that are no identity number. */
static void look_account(struct syn_gate_finding *out,
                         const struct gate_text *text,
                         const struct gate_run *run,
                         bool alone)
{
    const unsigned char *g = run->group;

    if (!syn_gate_account(run->digit))
        return;
    bool form =
        run->n_groups == 3 && g[0] == 4 && g[1] == 2 && run->separator == '.';
    if (form)
        syn_gate_found(out, SYN_KIND_ACCOUNT, SYN_GATE_FLAG, "account-form");
    else if (syn_gate_context(text, run->from, account_words))
        syn_gate_found(out, SYN_KIND_ACCOUNT, SYN_GATE_FLAG, "account-context");
    else if (alone)
        out->account = true;
    else if (run->n_groups == 1)
        syn_gate_found(out, SYN_KIND_ACCOUNT, SYN_GATE_WARN, "account-bare");
}

static void raise_hit(struct syn_gate_finding *out, enum syn_gate_evidence e)
{
    out->hits |= 1u << e;
}

/* DIGITS, 11 of them. */
static bool look_identity(struct syn_gate_finding *out,
                          const char *digits,
                          bool alone,
                          bool new_rule)
{
    bool old = syn_gate_identity_kind(digits, false) != SYN_KIND_NONE;
    enum syn_gate_kind kind = syn_gate_identity_kind(digits, true);

    if (alone)
        out->candidates |= 1u << SYN_EVIDENCE_IDENTITY | 1u << SYN_EVIDENCE_FH |
                           1u << SYN_EVIDENCE_2032;
    if (kind == SYN_KIND_NONE)
        return false;
    const char *rule = !old                  ? "fnr-2032"
                       : kind == SYN_KIND_FH ? "fh"
                                             : "fnr"; /* The check digits. */
    bool certain = (old || new_rule) && !alone;
    syn_gate_found(out, kind, certain ? SYN_GATE_FLAG : SYN_GATE_WARN, rule);
    if (alone)
        raise_hit(out, !old                  ? SYN_EVIDENCE_2032
                       : kind == SYN_KIND_FH ? SYN_EVIDENCE_FH
                                             : SYN_EVIDENCE_IDENTITY);
    return true;
}

static bool is_duf_year(const char *digits)
{
    int year = (digits[0] - '0') * 1000 + (digits[1] - '0') * 100 +
               (digits[2] - '0') * 10 + digits[3] - '0';

    return year >= 1980 && year <= 2060;
}

/* yyyymmddhhmm, which a DUF number may look like. */
static bool is_minute(const char *d)
{
    int month = (d[4] - '0') * 10 + d[5] - '0';
    int day = (d[6] - '0') * 10 + d[7] - '0';

    return month >= 1 && month <= 12 && day >= 1 && day <= 31 &&
           (d[8] - '0') * 10 + d[9] - '0' < 24 && d[10] < '6';
}

static void look_duf(struct syn_gate_finding *out,
                     const struct gate_text *text,
                     const struct gate_run *run,
                     bool alone)
{
    static const char *const words[] = {"duf", "dufnr", "dufnummer", NULL};
    const unsigned char *g = run->group;
    bool form = run->n_groups == 3 && g[0] == 4 && g[1] == 6;

    if (!is_duf_year(run->digit) || (run->n_groups != 1 && !form))
        return;
    bool whole = alone && run->n_groups == 1;
    if (whole)
        out->candidates |= 1u << SYN_EVIDENCE_DUF;
    if (!syn_gate_duf(run->digit))
        return;
    bool certain = form || syn_gate_context(text, run->from, words) ||
                   (!alone && !is_minute(run->digit));
    syn_gate_found(out, SYN_KIND_DUF, certain ? SYN_GATE_FLAG : SYN_GATE_WARN,
                   "duf");
    if (whole)
        raise_hit(out, SYN_EVIDENCE_DUF);
}

static void look_short(struct syn_gate_finding *out, const struct gate_run *run)
{
    char digits[11] = {'0'};

    memcpy(digits + 1, run->digit, 10);
    out->candidates |= 1u << SYN_EVIDENCE_FNR10;
    enum syn_gate_kind kind = syn_gate_identity_kind(digits, false);
    if (kind == SYN_KIND_NONE)
        return;
    syn_gate_found(out, kind, SYN_GATE_WARN, "fnr10");
    raise_hit(out, SYN_EVIDENCE_FNR10);
}

/* Groups of 11, or of 6 and 5, in a run to which other numbers were joined. */
static void look_inside(struct syn_gate_finding *out,
                        const struct gate_text *text,
                        const struct gate_run *run,
                        bool new_rule)
{
    size_t before = 0, count = 0;
    char digits[11];

    for (size_t i = run->from; i <= run->to; i++) {
        if (i < run->to && gate_is(text->s[i], GATE_DIGIT)) {
            count++;
            continue;
        }
        if (count == 11 && !syn_gate_is_decimal(text, i - 11, i)) {
            look_identity(out, text->s + i - 11, false, new_rule);
        } else if (before == 6 && count == 5 && text->s[i - 6] != '.') {
            memcpy(digits, text->s + i - 12, 6);
            memcpy(digits + 6, text->s + i - 5, 5);
            look_identity(out, digits, false, new_rule);
        }
        before = count;
        count = 0;
    }
}

/* 1.58309E+10, or E10: a spreadsheet has damaged a number of ten digits to
 * twelve. */
static bool is_scientific(const struct gate_text *text)
{
    const char *s = text->s;
    size_t n = text->n;

    if (n < 7 || n > 20 || !gate_is(s[0], GATE_DIGIT) ||
        !gate_is(s[1], GATE_POINT))
        return false;
    bool nine = s[n - 2] == '0' && s[n - 1] == '9';
    bool more = s[n - 2] == '1' && s[n - 1] <= '1' && s[n - 1] >= '0';
    size_t e = n - 3 - (s[n - 3] == '+');
    for (size_t i = 2; i < e; i++)
        if (!gate_is(s[i], GATE_DIGIT))
            return false;
    return (nine || more) && (s[e] | 32) == 'e';
}

static void look_orgnr(struct syn_gate_finding *out, const struct gate_run *run)
{
    static const unsigned char threes[] = {3, 3, 3};
    bool form = run->n_groups == 1 ||
                (run->n_groups == 3 && memcmp(run->group, threes, 3) == 0);

    if (form && syn_gate_orgnr(run->digit))
        syn_gate_found(out, SYN_KIND_ORGNR, SYN_GATE_PASS, "orgnr");
}

/* How eleven digits may be divided: with spaces as people like, but for
 * thousands; with points and hyphens after the date, the individual digits, or
 * as an account.  Bit N: after N digits.  12.05.2023 150 is no number. */
static bool is_divided_well(const struct gate_text *text,
                            const struct gate_run *run)
{
    static const unsigned usual[] = {
        1 << 6,          1 << 6 | 1 << 9,
        1 << 4 | 1 << 6, 1 << 2 | 1 << 4 | 1 << 6,
        1 << 9,          1 << 2 | 1 << 4 | 1 << 6 | 1 << 9};
    static const unsigned char thousands[] = {2, 3, 3, 3};
    unsigned divided = 0, digits = 0;
    bool spaces = true;

    if (run->n_groups == 1)
        return true;
    for (size_t i = run->from; i < run->to; i++) {
        bool digit = gate_is(text->s[i], GATE_DIGIT);
        digits += digit;
        divided |= digit ? 0 : 1u << digits;
        spaces &= digit || text->s[i] == ' ';
    }
    if (spaces)
        return run->n_groups != 4 || memcmp(run->group, thousands, 4) != 0;
    bool amount = divided == 1 << 9 && run->separator == '.';
    for (size_t i = 0; i < sizeof usual / sizeof *usual && !amount; i++)
        if (divided == usual[i])
            return true;
    return false;
}

static void look_eleven(struct syn_gate_finding *out,
                        const struct gate_text *text,
                        const struct gate_run *run,
                        bool new_rule)
{
    bool alone = run->from == 0 && run->to == text->n;

    if (is_divided_well(text, run) &&
        !look_identity(out, run->digit, alone, new_rule))
        look_account(out, text, run, alone);
}

static void look_run(struct syn_gate_finding *out,
                     const struct gate_text *text,
                     const struct gate_run *run,
                     bool new_rule)
{
    bool alone = run->from == 0 && run->to == text->n;

    if (run->n == 11) {
        look_eleven(out, text, run, new_rule);
    } else if (is_iban(text, run)) {
        syn_gate_found(out, SYN_KIND_ACCOUNT, SYN_GATE_FLAG, "account-iban");
    } else if (run->n == 9) {
        look_orgnr(out, run);
    } else {
        if (run->n == 12)
            look_duf(out, text, run, alone);
        if (run->n == 10 && alone && run->n_groups == 1)
            look_short(out, run);
        if (run->n > 11)
            look_inside(out, text, run, new_rule);
    }
}

/* 15830850063.0: how a spreadsheet or a script returns a number. */
static struct gate_text without_noughts(const struct gate_text *text)
{
    struct gate_text whole = *text;
    size_t n = text->n, behind = 0;

    while (behind < 2 && behind < n && text->s[n - behind - 1] == '0')
        behind++;
    if (behind && behind < n && gate_is(text->s[n - behind - 1], GATE_POINT) &&
        text->digits - behind == n - behind - 1) {
        whole.n = n - behind - 1;
        whole.digits = whole.n;
        whole.seen = GATE_DIGIT;
    }
    return whole;
}

void syn_gate_numbers(struct syn_gate_finding *out,
                      const struct gate_text *text,
                      bool new_rule)
{
    struct gate_text whole = without_noughts(text);
    struct gate_run run;

    if (text->digits >= 3 && text->digits <= 15 &&
        (text->seen & (GATE_LOWER | GATE_UPPER)) && is_scientific(text))
        syn_gate_found(out, SYN_KIND_FNR, SYN_GATE_WARN, "scientific");
    if (whole.digits < 9)
        return;
    for (size_t at = 0; syn_gate_next_run(&run, &whole, &at);) {
        size_t first = run.from + run.group[0];
        bool alone = run.n_groups == 1;
        bool pointed = run.from && gate_is(whole.s[run.from - 1], GATE_POINT);
        bool decimal =
            (alone || pointed) && syn_gate_is_decimal(&whole, run.from, first);
        if (!decimal)
            look_run(out, &whole, &run, new_rule);
        else if (!alone) /* 12,50 and then a number. */
            look_inside(out, &whole, &run, new_rule);
    }
}
