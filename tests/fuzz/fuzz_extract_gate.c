/* Any bytes are a cell.  What must hold: identity numbers are those of a slow
 * implementation that shares no code; personal data is found whatever stands
 * around it; the column's decision is the binomial sum. */
#include "fuzz.h"

#include <math.h>
#include <time.h>

#include <samsyn/extract/gate.h>

/* --- a slow identity number -------------------------------------------- */

static bool divides(const char *digits, const char *weights)
{
    int sum = 0;

    for (size_t i = 0; weights[i]; i++)
        sum += (digits[i] - '0') * (weights[i] - '0');
    return sum % 11 == 0;
}

/* The C library normalises a date that does not exist into another one. */
static bool day_exists(int year, int month, int day)
{
    struct tm tm = {.tm_year = year - 1900,
                    .tm_mon = month - 1,
                    .tm_mday = day,
                    .tm_hour = 12};
    struct tm same = tm;

    timegm(&tm);
    return tm.tm_year == same.tm_year && tm.tm_mon == same.tm_mon &&
           tm.tm_mday == same.tm_mday;
}

/* Every way in which a number could have been made is tried. */
static bool slow_identity(const char *digits)
{
    static const int months[] = {0, 40, 65, 80}, days[] = {0, 40};
    int value[3];

    if (!divides(digits, "3761894521") || !divides(digits, "54327654321"))
        return false;
    for (int i = 0; i < 3; i++)
        value[i] = (digits[2 * i] - '0') * 10 + (digits[2 * i + 1] - '0');
    for (int year = 1800 + value[2]; year < 2100; year += 100)
        for (size_t m = 0; m < 4; m++)
            for (size_t d = 0; d < 2; d++) {
                int month = value[1] - months[m], day = value[0] - days[d];
                if (month >= 1 && month <= 12 && day >= 1 && day <= 31 &&
                    day_exists(year, month, day))
                    return true;
            }
    return false;
}

/* --- a slow scan ------------------------------------------------------- */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Copies the digits of the N bytes at S to OUT if these are groups of digits
 * with single separators, 11 in all; false if not. */
static bool eleven(char out[12], const char *s, size_t n)
{
    size_t count = 0;

    if (n < 11 || n > 21 || !is_digit(s[0]) || !is_digit(s[n - 1]))
        return false;
    for (size_t i = 0; i < n; i++) {
        if (is_digit(s[i])) {
            if (count == 11)
                return false;
            out[count++] = s[i];
        } else if ((s[i] != ' ' && s[i] != '-' && s[i] != '.') ||
                   !is_digit(s[i - 1])) {
            return false;
        }
    }
    out[11] = '\0';
    return count == 11;
}

/* Whether the piece from I to J of the cell is not a part of a longer run of
 * digits and single separators. */
static bool is_run(const char *s, size_t n, size_t i, size_t j)
{
    bool before = i >= 1 && is_digit(s[i - 1]);
    bool after = j < n && is_digit(s[j]);

    before |=
        i >= 2 && strchr(" -.", s[i - 1]) && s[i - 1] && is_digit(s[i - 2]);
    after |= j + 1 < n && strchr(" -.", s[j]) && s[j] && is_digit(s[j + 1]);
    return !before && !after;
}

/* Whether it is 11 digits, or 6 and 5, between what are no digits. */
static bool is_whole(const char *s, size_t n, size_t i, size_t j)
{
    if ((i && is_digit(s[i - 1])) || (j < n && is_digit(s[j])))
        return false;
    for (size_t k = i; k < j; k++)
        if (!is_digit(s[k]) && (j - i != 12 || k != i + 6))
            return false;
    return true;
}

static enum syn_gate_rule slow_numbers(const char *s, size_t n)
{
    enum syn_gate_rule worst = SYN_GATE_CLEAN;
    char digits[12];

    for (size_t i = 0; i < n; i++)
        for (size_t j = i + 11; j <= n && j <= i + 21; j++) {
            if (!eleven(digits, s + i, j - i))
                continue;
            bool run = is_run(s, n, i, j), alone = i == 0 && j == n;
            if (!run && !is_whole(s, n, i, j))
                continue;
            bool valid = slow_identity(digits);
            if (valid && !(run && alone))
                return SYN_GATE_IDENTITY;
            if (run && alone)
                worst = valid ? SYN_GATE_NUMERIC : SYN_GATE_CANDIDATE;
        }
    return worst;
}

/* One number with one to four digits before its decimal sign. */
static bool is_decimal(const char *s, size_t n)
{
    size_t i = n && (*s == '-' || *s == '+'), whole = 0;

    while (i < n && is_digit(s[i])) {
        i++;
        whole++;
    }
    if (whole < 1 || whole > 4 || i == n || (s[i] != '.' && s[i] != ','))
        return false;
    for (i++; i < n; i++)
        if (!is_digit(s[i]))
            return false;
    return true;
}

static void check_scan(const char *s, size_t n)
{
    enum syn_gate_rule numbers =
        is_decimal(s, n) ? SYN_GATE_CLEAN : slow_numbers(s, n);
    enum syn_gate_rule found = syn_gate_scan(s, n);

    MUST(found >= 0 && found < SYN_N_GATE_RULES);
    if (numbers == SYN_GATE_IDENTITY || found == SYN_GATE_IDENTITY)
        MUST(found == numbers);
    if (numbers == SYN_GATE_NUMERIC) /* Digits and separators only. */
        MUST(found != SYN_GATE_CLEAN && found != SYN_GATE_CANDIDATE);
    if (found == SYN_GATE_NUMERIC || found == SYN_GATE_CANDIDATE)
        MUST(found == numbers);
    if (found == SYN_GATE_EMAIL)
        MUST(memchr(s, '@', n));
    if (found == SYN_GATE_COORDINATE)
        MUST(memchr(s, '.', n) || memchr(s, ',', n));
}

/* --- what is hidden must be found -------------------------------------- */

/* The number of nobody, from nine DIGITS; false if these have none. */
static bool complete(char digits[12])
{
    for (int last = 0; last < 100; last++) {
        snprintf(digits + 9, 3, "%02d", last);
        if (slow_identity(digits))
            return true;
    }
    return false;
}

static void hide(char *out,
                 size_t room,
                 const char *before,
                 const char *what,
                 const char *after)
{
    snprintf(out, room, "%.60s|%s|%.60s", before, what, after);
}

static void check_hidden(struct fuzz_input in, struct syn_arena *arena)
{
    static const char *const others[] = {
        "ola@example.no",   "+47 22 33 44 55", "004722334455", "+4722334455",
        "navn.n@post.a.no", "59.91273",        "10,7461"};
    char cell[256], digits[12], spaced[16];
    const char *before = fuzz_text(&in, '\0', arena);

    for (int i = 0; i < 9; i++)
        digits[i] = (char)('0' + fuzz_byte(&in) % 10);
    digits[0] = (char)('0' + (digits[0] - '0') % 8); /* Days up to 71. */
    const char *after = fuzz_text(&in, '\0', arena);
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        hide(cell, sizeof cell, before, others[i], after);
        MUST(syn_gate_scan(cell, strlen(cell)) != SYN_GATE_CLEAN);
    }
    if (!complete(digits))
        return;
    MUST(syn_gate_scan(digits, 11) == SYN_GATE_NUMERIC);
    snprintf(spaced, sizeof spaced, "%.6s %s", digits, digits + 6);
    hide(cell, sizeof cell, before, digits, after);
    MUST(syn_gate_scan(cell, strlen(cell)) == SYN_GATE_IDENTITY);
    hide(cell, sizeof cell, before, spaced, after);
    MUST(syn_gate_scan(cell, strlen(cell)) == SYN_GATE_IDENTITY);
}

/* --- the column's decision --------------------------------------------- */

static void check_decision(struct fuzz_input in)
{
    size_t candidates = fuzz_byte(&in) * 37u + fuzz_byte(&in);
    size_t hits = fuzz_byte(&in) % 64;
    long double term, below = 0, p = 0.0024L;

    if (hits > candidates)
        hits = candidates;
    term = powl(1 - p, (long double)candidates);
    for (size_t k = 0; k < hits; k++) {
        below += term;
        term *=
            (long double)(candidates - k) / (long double)(k + 1) * p / (1 - p);
    }
    long double chance = 1 - below;
    bool found = syn_gate_is_identity(candidates, hits);
    if (hits == 0)
        MUST(!found);
    else if (candidates <= 20)
        MUST(found);
    else if (chance > 1.01e-6L || chance < 0.99e-6L)
        MUST(found == (chance < 1e-6L));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct syn_arena *arena = syn_arena_new((size_t)16 << 20);
    struct fuzz_input in = fuzz_input(data, n);
    char digits[12] = "";

    for (size_t i = 0; i < 11; i++)
        digits[i] = (char)('0' + (i < n ? data[i] % 10 : 0));
    MUST(syn_gate_identity(digits) == slow_identity(digits));
    if (n < 256) /* The slow scan takes a while. */
        check_scan(in.at, in.n);
    check_hidden(in, arena);
    check_decision(in);
    syn_arena_free(arena);
    return 0;
}
