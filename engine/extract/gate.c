/* The numbers in brackets are the requirements of extract/gate.h. */
#include <samsyn/extract/gate.h>

#include <string.h>

#include <gsl/gsl_cdf.h>

#include <samsyn/base/calendar.h>

const char *const syn_gate_rule_names[SYN_N_GATE_RULES] = {
    "clean",  "identity-number", "candidate", "identity-number",
    "e-mail", "phone",           "coordinate"};

/* What a byte may be the beginning of. */
enum { DIGIT = 1, AT = 2, POINT = 4 };

static unsigned class_of(char c)
{
    if (c >= '0' && c <= '9')
        return DIGIT;
    if (c == '@')
        return AT;
    return c == '.' || c == ',' ? POINT : 0;
}

/* --- identity numbers (2) ---------------------------------------------- */

static int check_digit(const int *d, const int *weights, int n)
{
    int sum = 0;
    for (int i = 0; i < n; i++)
        sum += weights[i] * d[i];
    return (11 - sum % 11) % 11;
}

/* Whether DAY and MONTH exist in year YY of some century. */
static bool date_exists(int day, int month, int yy)
{
    static const int centuries[] = {1800, 1900, 2000};

    for (size_t i = 0; i < sizeof centuries / sizeof *centuries; i++)
        if (syn_civil_valid((struct syn_civil){centuries[i] + yy, month, day}))
            return true;
    return false;
}

bool syn_gate_identity(const char digits[11])
{
    static const int w1[] = {3, 7, 6, 1, 8, 9, 4, 5, 2};
    static const int w2[] = {5, 4, 3, 2, 7, 6, 5, 4, 3, 2};
    int d[11];

    for (int i = 0; i < 11; i++)
        d[i] = digits[i] - '0';
    if (check_digit(d, w1, 9) != d[9] || check_digit(d, w2, 10) != d[10])
        return false;
    int day = d[0] * 10 + d[1], month = d[2] * 10 + d[3];
    if (day > 40)
        day -= 40; /* D-number. */
    if (month > 80)
        month -= 80; /* Synthetic, Tenor. */
    else if (month > 65)
        month -= 65; /* Synthetic, Norsk Helsenett. */
    else if (month > 40)
        month -= 40; /* H-number, synthetic NAV. */
    return date_exists(day, month, d[4] * 10 + d[5]);
}

static bool is_separator(char c)
{
    return c == ' ' || c == '-' || c == '.';
}

/* Where people divide an identity number: after the date, or also between day,
 * month and year, or after the individual digits.  Bit N: after N digits. */
static bool is_division(unsigned divided)
{
    static const unsigned usual[] = {0,
                                     1 << 6,
                                     1 << 9,
                                     1 << 6 | 1 << 9,
                                     1 << 2 | 1 << 4 | 1 << 6,
                                     1 << 2 | 1 << 4 | 1 << 6 | 1 << 9};

    for (size_t i = 0; i < sizeof usual / sizeof *usual; i++)
        if (divided == usual[i])
            return true;
    return false;
}

/* Reads the run of digits with single separators that begins at S[*I] into
 * RUN, which holds 11.  Returns how many digits it has; 0 if it is divided as
 * no identity number is, but a key such as 12-2020-00123 may be. */
static size_t read_run(char run[11], const char *s, size_t n, size_t *i)
{
    size_t count = 0;
    unsigned divided = 0;

    for (;; ++*i) {
        if (*i < n && class_of(s[*i]) == DIGIT) {
            if (count < 11)
                run[count] = s[*i];
            count++;
        } else if (*i + 1 < n && is_separator(s[*i]) &&
                   class_of(s[*i + 1]) == DIGIT) {
            divided |= count < 11 ? 1u << count : 0;
        } else {
            return count == 11 && !is_division(divided) ? 0 : count;
        }
    }
}

/* Whether an identity number stands among the N bytes at S, a run to which
 * other numbers were joined: 11 digits, or 6 and 5. */
static bool has_whole(const char *s, size_t n)
{
    size_t from = 0, before = 0; /* Digits of the group before. */
    char digits[11];

    for (size_t i = 0; i <= n; i++) {
        if (i < n && class_of(s[i]) == DIGIT)
            continue;
        size_t count = i - from;
        if (count == 11 && syn_gate_identity(s + from))
            return true;
        if (before == 6 && count == 5) {
            memcpy(digits, s + from - 7, 6);
            memcpy(digits + 6, s + from, 5);
            if (syn_gate_identity(digits))
                return true;
        }
        before = count;
        from = i + 1;
    }
    return false;
}

/* Whether the cell is one number with a decimal sign: its decimals are no
 * identity number, however many there are. */
static bool is_decimal(const char *s, size_t n)
{
    size_t whole = 0, points = 0;

    for (size_t i = n && (*s == '-' || *s == '+'); i < n; i++) {
        if (class_of(s[i]) == POINT)
            points++;
        else if (class_of(s[i]) != DIGIT)
            return false;
        else if (!points)
            whole++;
    }
    return points == 1 && whole > 0 && whole <= 4;
}

static enum syn_gate_rule scan_numbers(const char *s, size_t n)
{
    enum syn_gate_rule worst = SYN_GATE_CLEAN;
    char run[11];

    for (size_t i = 0; i < n; i++) {
        if (class_of(s[i]) != DIGIT)
            continue;
        size_t from = i, count = read_run(run, s, n, &i);
        if (count != 11 && has_whole(s + from, i - from))
            return SYN_GATE_IDENTITY;
        if (count != 11)
            continue;
        bool alone = from == 0 && i == n;
        if (!syn_gate_identity(run))
            worst = alone ? SYN_GATE_CANDIDATE : worst;
        else if (!alone)
            return SYN_GATE_IDENTITY;
        else
            worst = SYN_GATE_NUMERIC;
    }
    return worst;
}

/* --- the other kinds (4) ----------------------------------------------- */

static bool is_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           class_of(c) == DIGIT || c == '_' || c == '-' || (c & 0x80);
}

static bool has_email(const char *s, size_t n)
{
    for (size_t i = 1; i + 3 < n; i++) {
        if (s[i] != '@' || !is_word(s[i - 1]))
            continue;
        size_t j = i + 1;
        while (j < n && is_word(s[j]))
            j++;
        if (j > i + 1 && j + 2 < n && s[j] == '.' && is_word(s[j + 1]) &&
            (is_word(s[j + 2]) || s[j + 2] == '.'))
            return true;
    }
    return false;
}

/* +47 or 0047 and eight digits, with spaces anywhere. */
static bool has_phone(const char *s, size_t n)
{
    for (size_t i = 0; i + 10 < n; i++) {
        bool plus = memcmp(s + i, "+47", 3) == 0;
        if (!plus && memcmp(s + i, "0047", 4) != 0)
            continue;
        if (!plus && i && class_of(s[i - 1]) == DIGIT)
            continue;
        size_t count = 0, j = i + (plus ? 3 : 4);
        for (; j < n && (s[j] == ' ' || class_of(s[j]) == DIGIT); j++) {
            if (count == 8 && s[j] == ' ')
                break; /* Another number may follow. */
            count += s[j] != ' ';
        }
        if (count == 8)
            return true;
    }
    return false;
}

static bool has_coordinate(const char *s, size_t n)
{
    for (size_t i = 1; i + 4 < n; i++) {
        if (class_of(s[i]) != POINT)
            continue;
        size_t from = i, to = i + 1;
        int whole = 0;
        while (from && class_of(s[from - 1]) == DIGIT && i - from < 4)
            from--;
        for (size_t j = from; j < i; j++)
            whole = whole * 10 + (s[j] - '0');
        while (to < n && class_of(s[to]) == DIGIT)
            to++;
        bool ends = to == n || class_of(s[to]) != POINT || to + 1 == n ||
                    class_of(s[to + 1]) != DIGIT;
        bool begins = from == 0 || !(class_of(s[from - 1]) & (DIGIT | POINT));
        if (from < i && to - i > 4 && whole >= 1 && whole <= 180 && ends &&
            begins)
            return true;
    }
    return false;
}

enum syn_gate_rule syn_gate_scan(const char *s, size_t n)
{
    enum syn_gate_rule numbers = SYN_GATE_CLEAN;
    unsigned seen = 0;
    size_t count = 0;

    for (size_t i = 0; i < n; i++) {
        unsigned c = class_of(s[i]);
        seen |= c;
        count += c == DIGIT;
    }
    /* First: what may be accepted must not hide it. */
    if (count >= 11 && !is_decimal(s, n))
        numbers = scan_numbers(s, n);
    if (numbers == SYN_GATE_IDENTITY)
        return numbers;
    if ((seen & AT) && has_email(s, n))
        return SYN_GATE_EMAIL;
    if ((seen & POINT) && count >= 5 && has_coordinate(s, n))
        return SYN_GATE_COORDINATE;
    if (count < 10)
        return SYN_GATE_CLEAN;
    if (has_phone(s, n))
        return SYN_GATE_PHONE;
    return numbers;
}

bool syn_gate_is_identity(size_t candidates, size_t hits)
{
    const double by_chance = 0.0024;
    const size_t few = 20;

    if (hits == 0)
        return false;
    if (candidates <= few)
        return true;
    return gsl_cdf_binomial_Q((unsigned)hits - 1, by_chance,
                              (unsigned)candidates) < 1e-6;
}
