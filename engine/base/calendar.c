#include <samsyn/base/calendar.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *const syn_period_kind_names[SYN_N_PERIOD_KINDS + 1] = {
    "month", "quarter",     "tertial",    "half-year",
    "year",  "school-year", "rolling-12", NULL};

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

/* How many months a period has, after how many the next begins, and the month
 * of a year, from 0, with which one begins. */
static const struct {
    int months, step, offset;
} shapes[] = {[SYN_MONTH] = {1, 1, 0},        [SYN_QUARTER] = {3, 3, 0},
              [SYN_TERTIAL] = {4, 4, 0},      [SYN_HALF_YEAR] = {6, 6, 0},
              [SYN_YEAR] = {12, 12, 0},       [SYN_SCHOOL_YEAR] = {12, 12, 7},
              [SYN_ROLLING_12] = {12, 1, -11}};

int syn_period_months(enum syn_period_kind kind)
{
    return shapes[kind].months;
}

int syn_period_cycle(enum syn_period_kind kind)
{
    return 12 / shapes[kind].step;
}

struct syn_period syn_period_of_month(enum syn_period_kind kind, int month)
{
    if (kind == SYN_ROLLING_12)
        return (struct syn_period){kind, month};
    return (struct syn_period){kind, (month - shapes[kind].offset) /
                                         shapes[kind].step};
}

int syn_period_first_month(struct syn_period period)
{
    return period.index * shapes[period.kind].step + shapes[period.kind].offset;
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
    return syn_month_first_day(syn_period_first_month(period) +
                               syn_period_months(period.kind)) -
           1;
}

const char *syn_period_code(char out[SYN_PERIOD_BYTES],
                            struct syn_period period)
{
    static const char letters[] = {
        [SYN_QUARTER] = 'K', [SYN_TERTIAL] = 'T', [SYN_HALF_YEAR] = 'H'};
    int cycle = syn_period_cycle(period.kind);
    int year = syn_period_year(period);

    switch (period.kind) {
    case SYN_MONTH:
    case SYN_ROLLING_12:
        snprintf(out, SYN_PERIOD_BYTES, "%04d-%02d%s", period.index / 12,
                 period.index % 12 + 1, period.kind == SYN_MONTH ? "" : "R");
        break;
    case SYN_YEAR:
    case SYN_SCHOOL_YEAR:
        snprintf(out, SYN_PERIOD_BYTES, "%04d%s", year,
                 period.kind == SYN_YEAR ? "" : "S");
        break;
    default:
        snprintf(out, SYN_PERIOD_BYTES, "%04d%c%d", year, letters[period.kind],
                 period.index % cycle + 1);
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

/* The part of a year that LETTER stands for; SYN_YEAR if for none. */
static enum syn_period_kind part_of_year(char letter)
{
    switch (letter) {
    case 'K':
    case 'k':
    case 'Q':
    case 'q':
        return SYN_QUARTER;
    case 'T':
    case 't':
        return SYN_TERTIAL;
    case 'H':
    case 'h':
        return SYN_HALF_YEAR;
    default:
        return SYN_YEAR;
    }
}

bool syn_period_parse(struct syn_period *out, const char *text)
{
    size_t n = strlen(text);
    int year = n >= 4 ? digits(text, 4) : -1;

    if (year < FIRST_YEAR || year > LAST_YEAR)
        return false;
    if (n == 4 || (n == 5 && (text[4] == 'S' || text[4] == 's'))) {
        *out = (struct syn_period){n == 4 ? SYN_YEAR : SYN_SCHOOL_YEAR, year};
        return true;
    }
    enum syn_period_kind part = part_of_year(text[4]);
    if (n == 6 && part != SYN_YEAR) {
        int cycle = syn_period_cycle(part), nth = text[5] - '0';
        *out = (struct syn_period){part, year * cycle + nth - 1};
        return nth >= 1 && nth <= cycle;
    }
    bool rolling = n == 8 && (text[7] == 'R' || text[7] == 'r');
    int month =
        (n == 7 || rolling) && text[4] == '-' ? digits(text + 5, 2) : -1;
    *out = (struct syn_period){rolling ? SYN_ROLLING_12 : SYN_MONTH,
                               year * 12 + month - 1};
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
