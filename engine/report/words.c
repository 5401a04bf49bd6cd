#include "words.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <samsyn/base/text.h>

#define NBSP "\xc2\xa0"
#define MINUS "\xe2\x88\x92"
#define EN_DASH "\xe2\x80\x93"

enum { MOST_PLACES = 12 };

const char *syn_tell(const struct voice *voice, const char *key, ...)
{
    struct syn_place places[MOST_PLACES + 1] = {0};
    va_list args;

    va_start(args, key);
    for (size_t i = 0; i < MOST_PLACES; i++) {
        places[i].name = va_arg(args, const char *);
        if (!places[i].name)
            break;
        places[i].text = va_arg(args, const char *);
    }
    va_end(args);
    return syn_say(voice->lang, key, places, voice->arena);
}

/* --- numbers ----------------------------------------------------------- */

const char *syn_word_count(const struct voice *voice, int64_t n)
{
    struct syn_text text = {.arena = voice->arena};
    char digits[32];

    snprintf(digits, sizeof digits, "%lld", (long long)(n < 0 ? -n : n));
    size_t length = strlen(digits);
    /* Norwegian leaves four digits together. */
    size_t longest = voice->lang == SYN_EN ? 3 : 4;
    syn_text_add(&text, n < 0 ? MINUS : "");
    for (size_t i = 0; i < length; i++) {
        if (i && length > longest && (length - i) % 3 == 0)
            syn_text_add(&text, voice->lang == SYN_EN ? "," : NBSP);
        syn_text_add_n(&text, digits + i, 1);
    }
    return text.at;
}

const char *
syn_word_number(const struct voice *voice, double value, int decimals)
{
    if (!isfinite(value))
        return "..";
    double scale = pow(10, decimals);
    double rounded = round(fabs(value) * scale) / scale;
    const char *whole = syn_word_count(voice, (int64_t)rounded);
    const char *sign = value < 0 && rounded > 0 ? MINUS : "";
    if (decimals == 0)
        return syn_arena_printf(voice->arena, "%s%s", sign, whole);
    long long part = llround((rounded - floor(rounded)) * scale);
    return syn_arena_printf(voice->arena, "%s%s%c%0*lld", sign, whole,
                            voice->lang == SYN_EN ? '.' : ',', decimals, part);
}

const char *syn_word_range(const struct voice *voice, double low, double high)
{
    return syn_arena_printf(voice->arena, "%s" EN_DASH "%s",
                            syn_word_number(voice, low, 0),
                            syn_word_number(voice, high, 0));
}

/* --- time -------------------------------------------------------------- */

static const char *period_word(const struct voice *voice,
                               struct syn_period period,
                               const char *form)
{
    char year[16], within[16], month[32];
    int cycle = syn_period_cycle(period.kind);

    int last = syn_period_last_day(period);
    bool ends =
        period.kind == SYN_ROLLING_12; /* It is told by its last month. */

    snprintf(year, sizeof year, "%d",
             ends ? syn_day_civil(last).year : syn_period_year(period));
    snprintf(within, sizeof within, "%d", period.index % cycle + 1);
    snprintf(month, sizeof month, "month.%d", period.index % cycle + 1);
    return syn_tell(voice,
                    syn_arena_printf(voice->arena, "period.%s%s",
                                     syn_period_kind_names[period.kind], form),
                    "y", year, "q", within, "month",
                    syn_sentence(voice->lang, month), NULL);
}

const char *syn_word_period(const struct voice *voice, struct syn_period period)
{
    return period_word(voice, period, "");
}

const char *syn_word_period_short(const struct voice *voice,
                                  struct syn_period period)
{
    return period_word(voice, period, ".short");
}

const char *syn_word_day(const struct voice *voice, int day)
{
    struct syn_civil date = syn_day_civil(day);
    char number[8], month[32], year[8];

    snprintf(number, sizeof number, "%d", date.day);
    snprintf(month, sizeof month, "month.%d", date.month);
    snprintf(year, sizeof year, "%d", date.year);
    return syn_tell(voice, "period.day", "d", number, "month",
                    syn_sentence(voice->lang, month), "y", year, NULL);
}

/* --- names ------------------------------------------------------------- */

bool syn_is_everyone(const struct syn_group *group)
{
    return group->sex == SYN_SEX_ANY && group->ages.from <= 0 &&
           group->ages.to >= SYN_AGE_MAX;
}

const char *syn_word_joined(const struct voice *voice, const char *text)
{
    struct syn_text out = {.arena = voice->arena};

    syn_text_add(&out, "");
    for (; *text; text++)
        syn_text_add(&out, *text == ' ' ? NBSP : (char[]){*text, '\0'});
    return out.at;
}

const char *syn_word_indicator(const struct voice *voice,
                               const struct syn_indicator *indicator,
                               const struct syn_group *group)
{
    if (syn_is_everyone(group))
        return indicator->title[voice->lang];
    return syn_arena_printf(voice->arena, "%s, %s",
                            indicator->title[voice->lang],
                            syn_word_joined(voice, group->title[voice->lang]));
}

const char *syn_word_inside(const struct voice *voice, const char *text)
{
    char *copy = syn_arena_strdup(voice->arena, text);

    if (copy[0] >= 'A' && copy[0] <= 'Z' && !(copy[1] >= 'A' && copy[1] <= 'Z'))
        copy[0] = (char)(copy[0] + ('a' - 'A'));
    else if ((unsigned char)copy[0] == 0xc3 && (unsigned char)copy[1] >= 0x80 &&
             (unsigned char)copy[1] <= 0x9e)
        copy[1] =
            (char)(copy[1] + 0x20); /* Letters such as Norwegian A-ring. */
    return copy;
}

const char *syn_word_amount(const struct voice *voice,
                            const struct syn_unit *unit,
                            int64_t n)
{
    const char *key = syn_arena_printf(voice->arena, "unit.%s.%s", unit->name,
                                       n == 1 ? "one" : "many");
    return syn_arena_printf(voice->arena, "%s" NBSP "%s",
                            syn_word_count(voice, n),
                            syn_sentence(voice->lang, key));
}

const char *syn_word_percent(const struct voice *voice, const char *number)
{
    return syn_tell(voice, "percent", "n", number, NULL);
}

/* Decimals of a value: as many as it can bear. */
static int decimals_of(const struct syn_released *series)
{
    const struct syn_indicator *i = series->indicator;

    if (series->has_of ||
        (series->has_value && i->statistic == SYN_STATISTIC_AGE))
        return 0;
    return i->statistic == SYN_STATISTIC_GINI ? 2 : 1;
}

const char *syn_word_figure(const struct voice *voice,
                            const struct syn_released *series,
                            const struct syn_cell *cell)
{
    double figure = syn_released_figure(series, cell);

    if (!series->has_of && !series->has_base && !series->has_value)
        return syn_word_count(voice, cell->count);
    const char *number = syn_word_number(voice, figure, decimals_of(series));
    return series->has_of ? syn_word_percent(voice, number) : number;
}

/* --- cells ------------------------------------------------------------- */

const char *syn_word_state(enum syn_state state)
{
    static const char *const symbols[SYN_N_STATES] = {
        [SYN_STATE_MISSING] = "..",
        [SYN_STATE_NOT_YET] = "...",
        [SYN_STATE_SUPPRESSED] = ":",
        [SYN_STATE_NOT_APPLICABLE] = ".",
    };
    return symbols[state];
}

const char *syn_word_cell(const struct voice *voice,
                          const struct syn_released *series,
                          const struct syn_cell *cell)
{
    const char *symbol = syn_word_state(cell->state);
    const char *star = cell->provisional ? "*" : "";

    if (symbol)
        return symbol;
    return syn_arena_printf(voice->arena, "%s%s",
                            syn_word_figure(voice, series, cell), star);
}
