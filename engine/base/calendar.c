#include <samsyn/base/calendar.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_YEAR = 1600, LAST_YEAR = 2400 };

static bool is_leap(int year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int days_in_month(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return days[month - 1] + (month == 2 && is_leap(year));
}

bool syn_civil_valid(struct syn_civil date)
{
    return date.year >= FIRST_YEAR && date.year <= LAST_YEAR &&
           date.month >= 1 && date.month <= 12 && date.day >= 1 &&
           date.day <= days_in_month(date.year, date.month);
}

static int floor_div(int a, int b)
{
    return a / b - (a % b != 0 && (a < 0) != (b < 0));
}

/* Howard Hinnant's days_from_civil: years begin in March, so that the leap
 * day is the last of its year. */
int syn_day_of(struct syn_civil date)
{
    int year = date.year - (date.month <= 2);
    int era = floor_div(year, 400);
    int of_era = year - era * 400;
    int month = date.month + (date.month > 2 ? -3 : 9);
    int of_year = (153 * month + 2) / 5 + date.day - 1;

    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year -
           719468;
}

struct syn_civil syn_day_civil(int day)
{
    int z = day + 719468;
    int era = floor_div(z, 146097);
    int of_era = z - era * 146097;
    int year =
        (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    int of_year = of_era - (365 * year + year / 4 - year / 100);
    int month = (5 * of_year + 2) / 153;
    struct syn_civil date = {.day = of_year - (153 * month + 2) / 5 + 1,
                             .month = month < 10 ? month + 3 : month - 9};

    date.year = year + era * 400 + (date.month <= 2);
    return date;
}

int syn_day_weekday(int day)
{
    return ((day + 3) % 7 + 7) % 7; /* 1970-01-01 was a Thursday. */
}

int syn_day_month(int day)
{
    struct syn_civil date = syn_day_civil(day);
    return date.year * 12 + date.month - 1;
}

int syn_month_first_day(int month)
{
    return syn_day_of((struct syn_civil){month / 12, month % 12 + 1, 1});
}

int syn_period_months(enum syn_period_kind kind)
{
    static const int months[] = {
        [SYN_MONTH] = 1, [SYN_QUARTER] = 3, [SYN_YEAR] = 12};
    return months[kind];
}

int syn_period_cycle(enum syn_period_kind kind)
{
    return 12 / syn_period_months(kind);
}

struct syn_period syn_period_of_month(enum syn_period_kind kind, int month)
{
    return (struct syn_period){kind, month / syn_period_months(kind)};
}

int syn_period_first_month(struct syn_period period)
{
    return period.index * syn_period_months(period.kind);
}

int syn_period_year(struct syn_period period)
{
    return syn_period_first_month(period) / 12;
}

int syn_period_first_day(struct syn_period period)
{
    return syn_month_first_day(syn_period_first_month(period));
}

int syn_period_last_day(struct syn_period period)
{
    period.index++;
    return syn_period_first_day(period) - 1;
}

const char *syn_period_code(char out[SYN_PERIOD_BYTES],
                            struct syn_period period)
{
    int year = syn_period_year(period);

    switch (period.kind) {
    case SYN_MONTH:
        snprintf(out, SYN_PERIOD_BYTES, "%04d-%02d", year,
                 period.index % 12 + 1);
        break;
    case SYN_QUARTER:
        snprintf(out, SYN_PERIOD_BYTES, "%04dK%d", year, period.index % 4 + 1);
        break;
    default:
        snprintf(out, SYN_PERIOD_BYTES, "%04d", year);
    }
    return out;
}

/* The number that N digits at S make, or -1. */
static int digits(const char *s, int n)
{
    int value = 0;
    for (int i = 0; i < n; i++) {
        if (s[i] < '0' || s[i] > '9')
            return -1;
        value = value * 10 + (s[i] - '0');
    }
    return value;
}

bool syn_period_parse(struct syn_period *out, const char *text)
{
    size_t n = strlen(text);
    int year = n >= 4 ? digits(text, 4) : -1;

    if (year < FIRST_YEAR || year > LAST_YEAR)
        return false;
    if (n == 4) {
        *out = (struct syn_period){SYN_YEAR, year};
        return true;
    }
    if (n == 6 && strchr("KkQq", text[4])) {
        *out = (struct syn_period){SYN_QUARTER, year * 4 + text[5] - '1'};
        return text[5] >= '1' && text[5] <= '4';
    }
    int month = n == 7 && text[4] == '-' ? digits(text + 5, 2) : -1;
    *out = (struct syn_period){SYN_MONTH, year * 12 + month - 1};
    return month >= 1 && month <= 12;
}

bool syn_day_parse(int *out, const char *text)
{
    if (strlen(text) != 10 || text[4] != '-' || text[7] != '-')
        return false;
    struct syn_civil date = {digits(text, 4), digits(text + 5, 2),
                             digits(text + 8, 2)};
    if (!syn_civil_valid(date))
        return false;
    *out = syn_day_of(date);
    return true;
}

const char *syn_day_code(char out[SYN_DAY_BYTES], int day)
{
    struct syn_civil date = syn_day_civil(day);
    snprintf(out, SYN_DAY_BYTES, "%04d-%02d-%02d", date.year, date.month,
             date.day);
    return out;
}
