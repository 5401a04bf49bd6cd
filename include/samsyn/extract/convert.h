/* extract/convert.h - numbers, dates, times and ages from text.  The one
 * place where text of an extract becomes numbers.  Pure.
 *
 * A format is written as its result looks: d and dd (day), m and mm (month),
 * yyyy, H and HH (hour), MM (minute), SS (second), Z ("Z" or +01:00, +0100);
 * what stands in [ ] at the end may be absent; everything else is itself.
 * dd, mm, HH take two digits, d, m, H one or two.  The time format HHMM also
 * takes what a spreadsheet made of it: 100 is 01:00.
 *
 * "serial" alone is a date as a spreadsheet numbers it (1900 system): 45292 is
 * 1 January 2024, 45292.5 its noon.
 *
 *     dd.mm.yyyy[ HH:MM]    yyyy-mm-ddTHH:MM:SSZ    m/d/yyyy H:MM    yyyy-mm */
#ifndef SAMSYN_EXTRACT_CONVERT_H
#define SAMSYN_EXTRACT_CONVERT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <samsyn/catalogue/schema.h>

enum { SYN_FORMAT_TOKENS = 32 };

/* A format, compiled. */
struct syn_format {
    unsigned char token[SYN_FORMAT_TOKENS];
    unsigned char literal[SYN_FORMAT_TOKENS];
    size_t n;
    size_t optional_from; /* Token from which on the rest may be absent. */
    bool has_date, has_time, has_zone;
};

/* Compiles TEXT.  False if it has neither a month and year nor an hour, or is
 * too long. */
bool syn_format_compile(struct syn_format *out, const char *text);

/* A point in time as written. */
struct syn_when {
    int day;    /* Since 1970; the first of the month if no day is written. */
    int minute; /* Of the day; -1 if no time is written. */
    bool zoned; /* DAY and MINUTE are UTC. */
};

/* Reads the N bytes at S by FORMAT, all of them.  False if they do not fit or
 * are no date.  Seconds are read and left out; 24:00 is refused. */
bool syn_convert_when(struct syn_when *out,
                      const char *s,
                      size_t n,
                      const struct syn_format *format);

/* A whole number with an optional sign, and nothing else around it; ".0" at
 * its end, as spreadsheets write it, is allowed. */
bool syn_convert_int(int64_t *out, const char *s, size_t n);

/* How numbers are written: NULL, or what stands there. */
struct syn_number_form {
    const char *decimal;   /* NULL: "." or ",". */
    const char *thousands; /* " " is also U+00A0 and U+202F. */
};

/* A whole number as FORM says it is written: groups of three digits, if there
 * are any, and decimals that are all zero. */
bool syn_convert_whole(int64_t *out,
                       const char *s,
                       size_t n,
                       struct syn_number_form form);

/* Years: "17", or a band: "15-17", "65+", "<18", "over 34", "under 10",
 * "0 aar" (with the Norwegian letter).  A band that is open above ends at
 * SYN_AGE_MAX. */
bool syn_convert_ages(struct syn_ages *out, const char *s, size_t n);

/* What a pattern such as "{yyyy}-{mm}-{part}-stop.csv" finds in a file name.
 * {month} is a month's name in English or Norwegian, '*' any text. */
struct syn_name_parts {
    int year, month; /* 0: not in the pattern. */
    char part[64];
};
bool syn_convert_name(struct syn_name_parts *out,
                      const char *pattern,
                      const char *name);

#endif
