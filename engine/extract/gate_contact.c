/* Phones, case numbers, handles, plates and keys. */
#include "gate_parts.h"

#include <string.h>

/* Groups as people write eight digits. */
static bool is_grouped(const struct gate_run *run)
{
    static const unsigned char forms[][4] = {
        {8}, {3, 2, 3}, {2, 2, 2, 2}, {4, 4}, {2, 3, 3}};

    if (run->n_groups > 4 || (run->n_groups > 1 && run->separator != ' '))
        return false;
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        if (memcmp(forms[i], run->group, 4) == 0)
            return true;
    return false;
}

/* ddmmyyyy or yyyymmdd, as a date would have it. */
static bool is_day(const char *d)
{
    int a = (d[0] - '0') * 10 + d[1] - '0', b = (d[2] - '0') * 10 + d[3] - '0';
    int c = (d[4] - '0') * 10 + d[5] - '0', e = (d[6] - '0') * 10 + d[7] - '0';
    bool last = a >= 1 && a <= 31 && b >= 1 && b <= 12 && (c == 19 || c == 20);
    bool first = (a == 19 || a == 20) && c >= 1 && c <= 12 && e >= 1 && e <= 31;

    return first || last;
}

/* A number glued to letters or decimals is part of something else. */
static bool stands_free(const struct gate_text *text,
                        const struct gate_run *run)
{
    unsigned glue = GATE_LETTER | GATE_POINT;
    bool before = run->from && (gate_is(text->s[run->from - 1], GATE_LETTER) ||
                                strchr("/-_,", text->s[run->from - 1]));
    bool after = run->to + 1 < text->n &&
                 (gate_is(text->s[run->to], glue) || text->s[run->to] == '-') &&
                 gate_is(text->s[run->to + 1], GATE_LETTER | GATE_DIGIT);

    return !before && !after &&
           !(run->to < text->n && strchr("/_", text->s[run->to]));
}

static void look_eight(struct syn_gate_finding *out,
                       const struct gate_text *text,
                       const struct gate_run *run)
{
    static const char *const phones[] = {"tlf",
                                         "telefon",
                                         "telefonnr",
                                         "telefonnummer",
                                         "mob",
                                         "mobil",
                                         "mobilnr",
                                         "mobilnummer",
                                         "mobiltelefon",
                                         "tel",
                                         "ring",
                                         "ringe",
                                         "ringte",
                                         "sms",
                                         "phone",
                                         "telefax",
                                         "telefonen",
                                         "mobilen",
                                         "telefonnummeret",
                                         "mobilnummeret",
                                         NULL};
    static const char *const cases[] = {"sak",
                                        "saksnr",
                                        "saksnummer",
                                        "anm",
                                        "anmeldelse",
                                        "anmeldelsen",
                                        "anmeldelsesnr",
                                        "straffesak",
                                        "politisak",
                                        "saken",
                                        "straffesaken",
                                        "anmeldelsesnummer",
                                        "straffesaksnummer",
                                        NULL};
    static const char *const areas[] = {"grunnkrets", "grunnkretsen", "krets",
                                        "delområde", NULL};
    char first = run->digit[0];

    if (syn_gate_context(text, run->from, areas))
        return;
    if (first >= '2' && syn_gate_context(text, run->from, phones))
        syn_gate_found(out, SYN_KIND_PHONE, SYN_GATE_FLAG, "phone-context");
    else if (is_day(run->digit) ||
             (run->n_groups > 1 && first != '4' && first != '9'))
        return;
    else if (run->n_groups == 1 && syn_gate_context(text, run->from, cases))
        syn_gate_found(out, SYN_KIND_CASE, SYN_GATE_FLAG, "case-context");
    else if (first == '4' || first == '9')
        syn_gate_found(out, SYN_KIND_PHONE, SYN_GATE_WARN, "phone-bare");
    else if (first != '0')
        syn_gate_found(out, SYN_KIND_CASE, SYN_GATE_WARN, "case-bare");
}

/* "@HEADQUARTERS", where all is in capitals: that is where, not who. */
static bool is_at(const struct gate_text *text)
{
    return !(text->seen & (GATE_LOWER | GATE_HIGH)) && text->n &&
           !memchr(text->s, '_', text->n);
}

static void look_handle(struct syn_gate_finding *out,
                        const struct gate_text *text)
{
    if (is_at(text))
        return;
    for (size_t i = 0; i + 3 < text->n; i++) {
        if (text->s[i] != '@' ||
            (i && gate_is(text->s[i - 1], GATE_LETTER | GATE_DIGIT)))
            continue;
        size_t j = i + 1;
        bool letter = false;
        for (; j < text->n && (gate_is(text->s[j], GATE_LETTER | GATE_DIGIT) ||
                               text->s[j] == '_' || text->s[j] == '.');
             j++)
            letter |= gate_is(text->s[j], GATE_LETTER);
        if (letter && j > i + 3)
            syn_gate_found(out, SYN_KIND_HANDLE, SYN_GATE_WARN, "handle");
    }
}

static bool is_among(const char *pairs, char a, char b)
{
    for (const char *p = pairs; *p; p += 3)
        if (p[0] == a && p[1] == b)
            return true;
    return false;
}

/* Letters that Norwegian plates have; and pairs that are no plate, or words
 * that stand before a number. */
static bool is_plate_pair(char a, char b, bool small, bool glued)
{
    static const char never[] = "RV FV KL KR NR CA SE ";
    static const char words[] = "AV ER ET EN DE DU DA VA TA TE PR JF UT NY LA "
                                "HA RE AT BY AN AS US BE SA TU UP ";

    a &= ~32;
    b &= ~32;
    if (strchr("IMOQW", a) || strchr("IMOQW", b) || is_among(never, a, b))
        return false;
    return !small || glued || !is_among(words, a, b);
}

static void look_plate(struct syn_gate_finding *out,
                       const struct gate_text *text)
{
    const char *s = text->s;

    for (size_t i = 0; i + 7 <= text->n; i++) {
        bool small = gate_is(s[i], GATE_LOWER);
        unsigned class = small ? GATE_LOWER : GATE_UPPER;
        if (!gate_is(s[i], class) || !gate_is(s[i + 1], class) ||
            (i &&
             (gate_is(s[i - 1], GATE_LETTER | GATE_DIGIT) || s[i - 1] == '-')))
            continue;
        size_t j = i + 2, from = j + (s[j] == ' ' || s[j] == '-');
        for (j = from; j < text->n && gate_is(s[j], GATE_DIGIT);)
            j++;
        bool ends = j == text->n ||
                    !(gate_is(s[j], GATE_LETTER) || s[j] == '-' || s[j] == '/');
        if (j == from + 5 && s[from] != '0' && ends &&
            is_plate_pair(s[i], s[i + 1], small, from == i + 2))
            syn_gate_found(out, SYN_KIND_PLATE, SYN_GATE_FLAG, "plate");
    }
}

static bool is_hex(char c)
{
    return gate_is(c, GATE_DIGIT) || ((c | 32) >= 'a' && (c | 32) <= 'f');
}

/* A UUID, or 16 and more hexadecimal digits, a letter among them. */
static void look_key(struct syn_gate_finding *out, const struct gate_text *text)
{
    static const unsigned char uuid[] = {8, 4, 4, 4, 12};
    size_t from = 0, group = 0, digits = 0;

    for (size_t i = 0; i <= text->n; i++) {
        if (i < text->n && is_hex(text->s[i])) {
            digits += gate_is(text->s[i], GATE_DIGIT);
            continue;
        }
        size_t n = i - from;
        bool free = i == text->n || !gate_is(text->s[i], GATE_LETTER);
        bool long_hex = free && n >= 16 && digits >= 3 && digits < n;
        group = n == uuid[group] ? group + 1 : n == uuid[0];
        if (group == 5 || long_hex) {
            syn_gate_found(out, SYN_KIND_KEY, SYN_GATE_WARN, "key");
            return;
        }
        if (i < text->n && text->s[i] != '-')
            group = 0;
        digits = 0;
        from = i + 1;
    }
}

/* +47, 0047, (+47) or (0047) at AT: their length, or 0. */
static size_t prefix_at(const struct gate_text *text, size_t at)
{
    static const char *const forms[] = {"+47", "0047", "(+47)", "(0047)"};
    bool joined = at && gate_is(text->s[at - 1], GATE_DIGIT);

    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        size_t n = strlen(forms[i]);
        if (text->n - at > n && memcmp(text->s + at, forms[i], n) == 0)
            return joined || syn_gate_is_decimal(text, at, at + n) ? 0 : n;
    }
    return 0;
}

/* A prefix and eight digits; another number may follow behind a space. */
static bool has_prefixed(const struct gate_text *text)
{
    const char *s = text->s;

    for (size_t i = 0, n; i + 10 < text->n; i++) {
        if (!(n = strchr("+0(", s[i]) ? prefix_at(text, i) : 0))
            continue;
        size_t count = 0, points = 0, j = i + n;
        for (; j < text->n && count < 8; j++) {
            if (gate_is(s[j], GATE_DIGIT))
                count++;
            else if (s[j] == '.' && j + 1 < text->n && s[j + 1] != ' ')
                points++;
            else if (s[j] != ' ' && s[j] != '-')
                break;
        }
        bool ends = j == text->n || !gate_is(s[j], GATE_DIGIT);
        /* +47.12345678 is a place on the map. */
        if (count == 8 && ends && points != 1)
            return true;
    }
    return false;
}

static bool is_of_address(char c)
{
    return gate_is(c, GATE_LETTER | GATE_DIGIT) || c == '_' || c == '-';
}

static bool has_email(const struct gate_text *text)
{
    const char *s = text->s;
    size_t n = text->n;

    for (size_t i = 1; i + 3 < n; i++) {
        if (s[i] != '@' || !is_of_address(s[i - 1]))
            continue;
        size_t j = i + 1;
        while (j < n && is_of_address(s[j]))
            j++;
        if (j > i + 1 && j + 2 < n && s[j] == '.' && is_of_address(s[j + 1]) &&
            (is_of_address(s[j + 2]) || s[j + 2] == '.'))
            return true;
    }
    return false;
}

void syn_gate_contact(struct syn_gate_finding *out,
                      const struct gate_text *text)
{
    struct gate_run run;

    if (text->seen & GATE_AT) {
        look_handle(out, text);
        if (has_email(text))
            syn_gate_found(out, SYN_KIND_EMAIL, SYN_GATE_FLAG, "email");
    }
    if (text->digits >= 5 && (text->seen & (GATE_UPPER | GATE_LOWER)))
        look_plate(out, text);
    if (text->n >= 16 && text->digits >= 3 &&
        (text->seen & (GATE_LOWER | GATE_UPPER)))
        look_key(out, text);
    if (text->digits < 8)
        return;
    if (text->digits >= 10 && has_prefixed(text))
        syn_gate_found(out, SYN_KIND_PHONE, SYN_GATE_FLAG, "phone-prefix");
    for (size_t at = 0; syn_gate_next_run(&run, text, &at);)
        if (run.n == 8 && is_grouped(&run) && stands_free(text, &run))
            look_eight(out, text, &run);
}
