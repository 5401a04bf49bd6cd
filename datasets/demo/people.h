/* people.h - who can be a suspect or a victim, from year to year.
 *
 * A cohort is the persons of one year of birth that a register could meet.
 * Most are met once; a few are met again and again, as in life. */
#ifndef SAMSYN_DEMO_PEOPLE_H
#define SAMSYN_DEMO_PEOPLE_H

#include <samsyn/base/arena.h>

#include "rng.h"

struct syn_demo_person {
    int born;      /* Day. */
    double weight; /* Sum of the cohort's weights up to this person. */
    char sex;      /* 'K' or 'M' */
    int residence; /* 0: Eksempel kommune. */
    int number;    /* From 1; never written. */
};

struct syn_demo_people;

/* Who made a key: the same person has another key in each register, so that
 * nobody can follow a person from one to another. */
enum syn_demo_scheme {
    SYN_DEMO_POLICE,
    SYN_DEMO_OUTREACH,
    SYN_DEMO_CHILD_WELFARE
};

enum { SYN_DEMO_PERSONS = 96 * 180, SYN_DEMO_KEY_BYTES = 9 };

/* Writes such as "p7f3a9c1". */
const char *syn_demo_key(char out[SYN_DEMO_KEY_BYTES],
                         enum syn_demo_scheme scheme,
                         const struct syn_demo_person *person);

struct syn_demo_people *syn_demo_people_make(struct syn_arena *arena);

/* A person who turns AGE in the year of DAY: by how often the person offends,
 * or everyone alike. */
const struct syn_demo_person *
syn_demo_offender(const struct syn_demo_people *people,
                  struct syn_demo_rng *rng,
                  int day,
                  int age);
const struct syn_demo_person *
syn_demo_anyone(const struct syn_demo_people *people,
                struct syn_demo_rng *rng,
                int day,
                int age);

/* Whole years on DAY. */
int syn_demo_age(const struct syn_demo_person *person, int day);

/* The code of the municipality where PERSON lived on DAY. */
const char *syn_demo_residence(const struct syn_demo_person *person, int day);

/* The code that Eksempel kommune had on DAY: 0105, 3003 from 2020, 3105 from
 * 2024. */
const char *syn_demo_municipality(int day);

#endif
