/* cases.h - the police cases of Eksempel kommune. */
#ifndef SAMSYN_DEMO_CASES_H
#define SAMSYN_DEMO_CASES_H

#include <stdbool.h>
#include <stddef.h>

#include <samsyn/base/arena.h>

#include "offences.h"
#include "people.h"
#include "rng.h"
#include "sheet.h"

enum {
    SYN_DEMO_FIRST_DAY = 18262, /* 2020-01-01 */
    SYN_DEMO_LAST_DAY = 20453,  /* 2025-12-31 */
    SYN_DEMO_ZONES = 12,
    SYN_DEMO_CASE_BYTES = 16
};

struct syn_demo_case {
    const struct syn_demo_offence *offence;
    int serial; /* In the order they were made. */
    int reported, occurred;
    int hour, minute; /* HOUR -1: unknown. */
    int place, relation;
    int zone; /* 0: unknown. */
    unsigned hate;
    int weapon, intoxicated, status, cleared;
    bool organised;
    int suspects; /* Planted: so many, of ages LOW to HIGH; or 0. */
    int low, high;
    char key[SYN_DEMO_CASE_BYTES]; /* "2020-000123" */
};

struct syn_demo_cases {
    struct syn_demo_case *at;
    size_t n, room;
};

/* A zone: 1 to 12, the centre most; 0, now and then. */
int syn_demo_zone(struct syn_demo_rng *rng);

/* "S01", or "Ukjent" for 0. */
const char *syn_demo_zone_code(int zone);

/* A day of MONTH and an hour after RHYTHM, which may be after midnight. */
void syn_demo_moment(int *day,
                     int *hour,
                     struct syn_demo_rng *rng,
                     enum syn_demo_rhythm rhythm,
                     int month);

/* All cases reported in 2020-2025, by the day of the report, with keys. */
void syn_demo_cases_make(struct syn_demo_cases *cases, struct syn_arena *arena);

void syn_demo_cases_write(struct syn_demo_sheet *sheet,
                          const struct syn_demo_cases *cases);
void syn_demo_persons_write(struct syn_demo_sheet *sheet,
                            const struct syn_demo_cases *cases,
                            const struct syn_demo_people *people);

#endif
