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

enum slow { CLEAN, CANDIDATE, NUMERIC, IDENTITY };

static enum slow slow_numbers(const char *s, size_t n)
{
    enum slow worst = CLEAN;
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
                return IDENTITY;
            if (run && alone)
                worst = valid ? NUMERIC : CANDIDATE;
        }
    return worst;
}

static struct syn_gate_finding look(const char *s, size_t n)
{
    return syn_gate_cell(s, n, false);
}

/* Identity numbers but those that begin with 8 or 9. */
static bool is_flagged(const struct syn_gate_finding *found)
{
    for (unsigned k = SYN_KIND_FNR; k <= SYN_KIND_SYNTHETIC_TENOR; k++)
        if (k != SYN_KIND_FH && (found->flags >> k & 1))
            return true;
    return false;
}

static bool is_hit(const struct syn_gate_finding *found)
{
    return found->hits >> SYN_EVIDENCE_IDENTITY & 1;
}

/* Nothing is found that is not there.  Letters of other scripts may be digits,
 * which the slow one does not know. */
static void check_scan(const char *s, size_t n)
{
    enum slow numbers = slow_numbers(s, n);
    struct syn_gate_finding found = look(s, n);

    MUST(found.verdict == SYN_GATE_FLAG ? found.flags != 0 : found.flags == 0);
    for (size_t i = 0; i < n; i++)
        if (s[i] & 0x80)
            return;
    if (is_flagged(&found))
        MUST(numbers == IDENTITY);
    if (is_hit(&found)) /* Or one that ends with .0 */
        MUST(numbers == NUMERIC || numbers == IDENTITY);
    if (found.flags >> SYN_KIND_EMAIL & 1)
        MUST(memchr(s, '@', n));
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
        MUST(look(cell, strlen(cell)).verdict == SYN_GATE_FLAG);
    }
    if (!complete(digits))
        return;
    struct syn_gate_finding found = look(digits, 11);
    MUST(is_hit(&found));
    snprintf(spaced, sizeof spaced, "%.6s %s", digits, digits + 6);
    hide(cell, sizeof cell, before, digits, after);
    found = look(cell, strlen(cell));
    MUST(is_flagged(&found));
    hide(cell, sizeof cell, before, spaced, after);
    found = look(cell, strlen(cell));
    MUST(is_flagged(&found));
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
    bool found = syn_gate_column(SYN_EVIDENCE_IDENTITY, candidates, hits);
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
    enum syn_gate_kind kind = syn_gate_identity_kind(digits, false);
    bool valid = kind != SYN_KIND_NONE && kind != SYN_KIND_FH;
    MUST(valid == slow_identity(digits));
    if (n < 256) /* The slow scan takes a while. */
        check_scan(in.at, in.n);
    check_hidden(in, arena);
    check_decision(in);
    syn_arena_free(arena);
    return 0;
}
