#include "scalar.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include <samsyn/base/calendar.h>
#include <samsyn/base/text.h>

static const char digits[] = "0123456789";

bool syn_scalar_int64(int64_t *out, const char *text)
{
    const char *s = text + (*text == '-' || *text == '+');

    if (!*s || s[strspn(s, digits)])
        return false;
    errno = 0;
    long long value = strtoll(text, NULL, 10);
    if (errno)
        return false;
    *out = value;
    return true;
}

bool syn_scalar_int(int *out, const char *text)
{
    int64_t value;

    /* The lowest int is SYN_UNSET. */
    if (!syn_scalar_int64(&value, text) || value > INT_MAX || value <= INT_MIN)
        return false;
    *out = (int)value;
    return true;
}

bool syn_scalar_number(double *out, const char *text)
{
    const char *s = text + (*text == '-' || *text == '+');
    size_t whole = strspn(s, digits);
    size_t part = s[whole] == '.' ? strspn(s + whole + 1, digits) : 0;

    if (!whole || s[whole + (s[whole] == '.') + part])
        return false;
    if (s[whole] == '.' && !part)
        return false;
    *out = strtod(text, NULL);
    return true;
}

bool syn_scalar_bool(bool *out, const char *text)
{
    static const char *const words[] = {"no",  "yes", "false", "true",
                                        "nei", "ja",  NULL};
    int at = syn_scalar_choice(words, text);

    if (at >= 0)
        *out = at % 2 == 1;
    return at >= 0;
}

bool syn_scalar_month(int *out, const char *text)
{
    struct syn_period period;

    if (!syn_period_parse(&period, text) || period.kind != SYN_MONTH)
        return false;
    *out = period.index;
    return true;
}

bool syn_scalar_date(int *out, const char *text)
{
    char iso[11] = "";

    if (strlen(text) != 10 || text[2] != '.' || text[5] != '.')
        return syn_day_parse(out, text);
    memcpy(iso, text + 6, 4);
    iso[4] = iso[7] = '-';
    memcpy(iso + 5, text + 3, 2);
    memcpy(iso + 8, text, 2);
    return syn_day_parse(out, iso);
}

/* Reads an age at *TEXT and passes it. */
static bool read_age(int *out, const char **text)
{
    size_t n = strspn(*text, digits);
    int age = 0;

    if (n < 1 || n > 3)
        return false;
    for (; n; n--)
        age = age * 10 + (*(*text)++ - '0');
    *out = age;
    return age <= SYN_AGE_MAX;
}

bool syn_scalar_ages(struct syn_ages *out, const char *text)
{
    static const char dash[] = "\xe2\x80\x93"; /* As in print: 13 to 25. */
    struct syn_ages ages;

    if (!read_age(&ages.from, &text))
        return false;
    ages.to = ages.from;
    if (*text) {
        if (*text == '-')
            text++;
        else if (strncmp(text, dash, sizeof dash - 1) == 0)
            text += sizeof dash - 1;
        else
            return false;
        ages.to = SYN_AGE_MAX;
        if (*text && (!read_age(&ages.to, &text) || *text))
            return false;
    }
    if (ages.to < ages.from)
        return false;
    *out = ages;
    return true;
}

int syn_scalar_choice(const char *const *choices, const char *text)
{
    for (int i = 0; choices[i]; i++)
        if (strcmp(choices[i], text) == 0)
            return i;
    return -1;
}

enum syn_status syn_choice_fail(const struct syn_written *at,
                                const char *key,
                                const char *text,
                                const char *const *choices,
                                struct syn_arena *arena,
                                struct syn_diag *diag)
{
    struct syn_text list = {.arena = arena};
    struct syn_caret caret = at->caret;

    caret.suggestion = syn_suggest(text, choices);
    for (size_t i = 0; choices[i]; i++) {
        if (strcmp(choices[i], "\t") == 0)
            continue; /* It cannot be shown; "tab" can. */
        syn_text_add(&list, list.n ? " " : "");
        syn_text_add(&list, choices[i]);
    }
    return syn_diag_fail_at(diag, SYN_ECONFIG, at->loc, caret,
                            "catalogue.choice", "\"%s\" must be one of: %s",
                            key, list.at);
}
