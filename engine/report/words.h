/* words.h - numbers, periods and names for people.  Private to report. */
#ifndef SAMSYN_REPORT_WORDS_H
#define SAMSYN_REPORT_WORDS_H

#include <samsyn/assess/finding.h>
#include <samsyn/base/language.h>

/* What every sentence needs. */
struct voice {
    enum syn_lang lang;
    struct syn_arena *arena;
    const struct syn_catalogue *catalogue;
};

/* "12 345" with no-break spaces; "-3" with a real minus. */
const char *syn_word_count(const struct voice *voice, int64_t n);

/* VALUE with DECIMALS, and the language's decimal sign. */
const char *
syn_word_number(const struct voice *voice, double value, int decimals);

/* "12 %", as the language writes it, of NUMBER that is a text already. */
const char *syn_word_percent(const struct voice *voice, const char *number);

/* "12-29" with an en dash. */
const char *syn_word_range(const struct voice *voice, double low, double high);

/* "2. kvartal 2025"; SHORT: "2. kv. 2025". */
const char *syn_word_period(const struct voice *voice,
                            struct syn_period period);
const char *syn_word_period_short(const struct voice *voice,
                                  struct syn_period period);

/* "10. juli 2025" */
const char *syn_word_day(const struct voice *voice, int day);

/* TEXT with no-break spaces, so that "25 ar" stays in one line. */
const char *syn_word_joined(const struct voice *voice, const char *text);

/* "Vold, 13-25 ar": the indicator, and its group if that is not everyone. */
const char *syn_word_indicator(const struct voice *voice,
                               const struct syn_indicator *indicator,
                               const struct syn_group *group);

/* The same in the middle of a sentence: its first letter small. */
const char *syn_word_inside(const struct voice *voice, const char *text);

/* "31 anmeldelser", in singular or plural. */
const char *syn_word_amount(const struct voice *voice,
                            const struct syn_unit *unit,
                            int64_t n);

/* What a cell of SERIES shows: "31", "31*", ":", "..", "12,5 %". */
const char *syn_word_figure(const struct voice *voice,
                            const struct syn_released *series,
                            const struct syn_cell *cell);
const char *syn_word_cell(const struct voice *voice,
                          const struct syn_released *series,
                          const struct syn_cell *cell);

/* What is shown where a cell has no value: ":", "..", "...", ".", or NULL. */
const char *syn_word_state(enum syn_state state);

/* Whether everyone is in GROUP. */
bool syn_is_everyone(const struct syn_group *group);

/* The sentence KEY with one, two ... places filled; ends with NULL. */
const char *syn_tell(const struct voice *voice, const char *key, ...);

#endif
