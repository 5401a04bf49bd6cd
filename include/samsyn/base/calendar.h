/* base/calendar.h - days, months and the periods made of them.
 *
 * A day is the number of days since 1970-01-01 in the Gregorian calendar.  A
 * month is year * 12 + (month - 1).  Nothing here knows a clock or a zone. */
#ifndef SAMSYN_BASE_CALENDAR_H
#define SAMSYN_BASE_CALENDAR_H

#include <stdbool.h>
#include <stddef.h>

struct syn_civil {
    int year;
    int month, day; /* From 1. */
};

/* Whether the date exists, in years 1600 to 2400. */
bool syn_civil_valid(struct syn_civil date);
int syn_day_of(struct syn_civil date);
struct syn_civil syn_day_civil(int day);
int syn_day_weekday(int day); /* 0 is Monday. */
int syn_day_month(int day);   /* year * 12 + month - 1 */
int syn_month_first_day(int month);

enum syn_period_kind {
    SYN_MONTH,
    SYN_QUARTER,
    SYN_TERTIAL, /* Four months. */
    SYN_HALF_YEAR,
    SYN_YEAR,
    SYN_SCHOOL_YEAR, /* August to July; numbered by the year it begins in. */
    SYN_ROLLING_12,  /* Twelve months; numbered by the last of them. */
    SYN_N_PERIOD_KINDS
};
/* "month", "quarter", ..., NULL at the end. */
extern const char *const syn_period_kind_names[SYN_N_PERIOD_KINDS + 1];

/* A period is its kind and its number: year * 12 + month - 1, year * 4 +
 * quarter - 1, year * 3, year * 2, or the year.  The number after it is the
 * next period; rolling ones overlap, all others follow each other. */
struct syn_period {
    enum syn_period_kind kind;
    int index;
};

int syn_period_months(enum syn_period_kind kind);
int syn_period_cycle(enum syn_period_kind kind); /* Periods in a year. */

/* The period that MONTH lies in; the rolling one that ends with it. */
struct syn_period syn_period_of_month(enum syn_period_kind kind, int month);
int syn_period_first_month(struct syn_period period);
int syn_period_year(struct syn_period period);
int syn_period_first_day(struct syn_period period);
int syn_period_last_day(struct syn_period period);

enum { SYN_PERIOD_BYTES = 24 };

/* Writes the code of PERIOD: "2025", "2025K2", "2025-04", "2025T1", "2025H2",
 * "2024S" (the school year that begins in 2024), "2025-04R" (the twelve months
 * that end with April). */
const char *syn_period_code(char out[SYN_PERIOD_BYTES],
                            struct syn_period period);

/* Reads such a code, in upper or lower case; Q serves for K.  False if it is
 * none. */
bool syn_period_parse(struct syn_period *out, const char *text);

/* Reads "2025-04-30".  False if that is not a date. */
bool syn_day_parse(int *out, const char *text);

enum { SYN_DAY_BYTES = 16 };
const char *syn_day_code(char out[SYN_DAY_BYTES], int day);

#endif
