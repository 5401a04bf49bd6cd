#include "people.h"

#include <samsyn/base/calendar.h>

enum {
    FIRST_BORN = 1930,
    LAST_BORN = 2025,
    COHORTS = LAST_BORN - FIRST_BORN + 1,
    COHORT = 180,   /* Persons of a year of birth. */
    HEAVIEST = 1000 /* Times as often as the lightest. */
};

_Static_assert(COHORTS *COHORT == SYN_DEMO_PERSONS, "people.h");

struct syn_demo_people {
    struct syn_demo_person persons[COHORTS][COHORT];
};

/* Digit and letter take turns, so that no key can be taken for a telephone
 * number, a number plate or an identity number.  The factors have no factor in
 * common with the number of keys, so no two persons have the same. */
const char *syn_demo_key(char out[SYN_DEMO_KEY_BYTES],
                         enum syn_demo_scheme scheme,
                         const struct syn_demo_person *person)
{
    static const uint64_t factors[] = {1299709, 15485863, 86028121};
    const uint64_t keys = UINT64_C(10) * 6 * 10 * 6 * 10 * 6 * 10;
    uint64_t rest = (uint64_t)person->number * factors[scheme] % keys;

    out[0] = "pub"[scheme];
    for (int i = 7; i >= 1; i--) {
        unsigned base = i % 2 ? 10 : 6;
        out[i] = (char)((i % 2 ? '0' : 'a') + (int)(rest % base));
        rest /= base;
    }
    out[8] = '\0';
    return out;
}

/* A Pareto weight with exponent one half, cut off: the few in a hundred at the
 * cut hold half of the sum. */
static double weight(struct syn_demo_rng *rng)
{
    double v = 1 - syn_demo_uniform(rng), w = 1 / (v * v);
    return w < HEAVIEST ? w : HEAVIEST;
}

struct syn_demo_people *syn_demo_people_make(struct syn_arena *arena)
{
    static const double homes[] = {0.84, 0.08, 0.04, 0.04};
    struct syn_demo_people *people = syn_arena_alloc(arena, 1, sizeof *people);
    struct syn_demo_rng rng;

    syn_demo_seed(&rng, 1001);
    for (int c = 0; c < COHORTS; c++) {
        double sum = 0;
        int first = syn_month_first_day((FIRST_BORN + c) * 12);
        for (int i = 0; i < COHORT; i++) {
            struct syn_demo_person *person = &people->persons[c][i];
            person->born = first + syn_demo_below(&rng, 365);
            person->weight = sum += weight(&rng);
            person->sex = syn_demo_chance(&rng, 0.24) ? 'K' : 'M';
            person->residence = syn_demo_pick(&rng, homes, 4);
            person->number = c * COHORT + i + 1;
        }
    }
    return people;
}

static const struct syn_demo_person *
cohort(const struct syn_demo_people *people, int day, int age)
{
    int c = syn_day_civil(day).year - age - FIRST_BORN;
    if (c < 0)
        c = 0;
    if (c >= COHORTS)
        c = COHORTS - 1;
    return people->persons[c];
}

const struct syn_demo_person *
syn_demo_offender(const struct syn_demo_people *people,
                  struct syn_demo_rng *rng,
                  int day,
                  int age)
{
    const struct syn_demo_person *persons = cohort(people, day, age);
    double at = syn_demo_uniform(rng) * persons[COHORT - 1].weight;
    int low = 0, high = COHORT - 1;
    while (low < high) {
        int middle = (low + high) / 2;
        if (persons[middle].weight > at)
            high = middle;
        else
            low = middle + 1;
    }
    return &persons[low];
}

const struct syn_demo_person *
syn_demo_anyone(const struct syn_demo_people *people,
                struct syn_demo_rng *rng,
                int day,
                int age)
{
    return &cohort(people, day, age)[syn_demo_below(rng, COHORT)];
}

int syn_demo_age(const struct syn_demo_person *person, int day)
{
    struct syn_civil born = syn_day_civil(person->born);
    struct syn_civil now = syn_day_civil(day);
    int age = now.year - born.year;
    if (now.month < born.month ||
        (now.month == born.month && now.day < born.day))
        age--;
    return age < 0 ? 0 : age;
}

/* The three codes of a municipality: before 2020, before 2024, since. */
static const char *const codes[][3] = {
    {"0105", "3003", "3105"}, /* Eksempel kommune */
    {"0106", "3004", "3107"}, /* a neighbour */
    {"0101", "3001", "3101"}, /* another */
    {"0301", "0301", "0301"}, /* the capital */
};

static const char *code_on(int place, int day)
{
    int year = syn_day_civil(day).year;
    return codes[place][(year >= 2020) + (year >= 2024)];
}

const char *syn_demo_residence(const struct syn_demo_person *person, int day)
{
    return code_on(person->residence, day);
}

const char *syn_demo_municipality(int day)
{
    return code_on(0, day);
}
