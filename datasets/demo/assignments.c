/* assignments.c - the police's assignments: several codes each, a row a code.
 */
#include <samsyn/base/calendar.h>

#include "cases.h"
#include "services.h"

enum { NONE = -1 };

static const struct category {
    const char *name;
    double yearly[SYN_DEMO_YEARS];
    enum syn_demo_rhythm rhythm;
    double person; /* A person is registered. */
    int low, high; /* Of these ages. */
    int also;      /* The code that often goes with it ... */
    double joined; /* ... and how often. */
} categories[] = {
    /* Rises by about 15 % a year: planted. */
    {"Psykiatri",
     {130, 150, 172, 198, 228, 262},
     SYN_DEMO_EVENING,
     .6,
     15,
     65,
     1,
     .4},
    {"Bistand helsevesen",
     {120, 125, 130, 135, 140, 145},
     SYN_DEMO_DAY,
     .4,
     15,
     75,
     0,
     .15},
    {"Husbråk",
     {185, 190, 186, 190, 194, 190},
     SYN_DEMO_EVENING,
     .3,
     18,
     65,
     3,
     .2},
    {"Ro og orden",
     {150, 155, 165, 170, 172, 170},
     SYN_DEMO_NIGHT,
     .1,
     14,
     50,
     NONE,
     0},
    {"Ulykke/leteaksjon",
     {48, 50, 52, 50, 52, 52},
     SYN_DEMO_DAY,
     0,
     0,
     0,
     5,
     .3},
    {"Trafikk", {60, 60, 62, 62, 64, 64}, SYN_DEMO_DAY, 0, 0, 0, NONE, 0},
    {"Tyveri", {45, 45, 46, 50, 54, 54}, SYN_DEMO_DAY, 0, 0, 0, NONE, 0},
    {"Annet", {60, 60, 60, 60, 60, 60}, SYN_DEMO_DAY, 0, 0, 0, NONE, 0},
};
enum { CATEGORIES = sizeof categories / sizeof *categories };

struct assignment {
    char key[16], opened[24], person[SYN_DEMO_KEY_BYTES];
    int zone, age;
};

static void write_row(struct syn_demo_sheet *sheet,
                      const struct assignment *a,
                      const char *code)
{
    syn_demo_field(sheet, a->key);
    syn_demo_field(sheet, a->opened);
    syn_demo_field(sheet, code);
    syn_demo_field(sheet, syn_demo_zone_code(a->zone));
    syn_demo_field(sheet, a->person);
    syn_demo_number(sheet, a->age);
    syn_demo_end(sheet);
}

/* "31.12.2025 23:55" */
static void write_moment(char *out, int day, int hour, int minute)
{
    struct syn_civil date = syn_day_civil(day);
    char *at = syn_demo_digits(out, date.day, 2);
    *at++ = '.';
    at = syn_demo_digits(at, date.month, 2);
    *at++ = '.';
    at = syn_demo_digits(at, date.year, 4);
    *at++ = ' ';
    at = syn_demo_digits(at, hour, 2);
    *at++ = ':';
    *syn_demo_digits(at, minute, 2) = '\0';
}

static void draw_person(struct assignment *a,
                        struct syn_demo_rng *rng,
                        const struct category *category,
                        const struct syn_demo_people *people,
                        int day)
{
    a->person[0] = '\0';
    a->age = -1;
    if (!syn_demo_chance(rng, category->person))
        return;
    int age = syn_demo_between(rng, category->low, category->high);
    const struct syn_demo_person *person =
        syn_demo_offender(people, rng, day, age);
    syn_demo_key(a->person, SYN_DEMO_POLICE, person);
    a->age = syn_demo_age(person, day);
}

static void write_one(struct syn_demo_sheet *sheet,
                      struct syn_demo_rng *rng,
                      const struct category *category,
                      const struct syn_demo_people *people,
                      int month,
                      int number)
{
    struct assignment a = {.zone = syn_demo_zone(rng)};
    int day, hour;

    syn_demo_moment(&day, &hour, rng, category->rhythm, month);
    if (day > SYN_DEMO_LAST_DAY)
        day = SYN_DEMO_LAST_DAY;
    syn_demo_digits(a.key, month / 12 % 100, 2);
    a.key[2] = '-';
    syn_demo_digits(a.key + 3, number, 5);
    write_moment(a.opened, day, hour, 5 * syn_demo_below(rng, 12));
    draw_person(&a, rng, category, people, day);
    write_row(sheet, &a, category->name);
    if (category->also != NONE && syn_demo_chance(rng, category->joined))
        write_row(sheet, &a, categories[category->also].name);
}

void syn_demo_assignments_write(struct syn_demo_sheet *sheet,
                                const struct syn_demo_people *people)
{
    struct syn_demo_rng rng;
    int number = 0;

    syn_demo_seed(&rng, 5000);
    syn_demo_row(sheet, "Oppdragsnøkkel|Opprettet|Kode|Sone|Personnøkkel|"
                        "Alder");
    for (int m = SYN_DEMO_FIRST_MONTH; m < SYN_DEMO_END_MONTH; m++) {
        if (m % 12 == 0)
            number = 0;
        for (int c = 0; c < CATEGORIES; c++) {
            double mean = categories[c].yearly[m / 12 - SYN_DEMO_FROM] / 12;
            int n = syn_demo_poisson(&rng, mean);
            for (int i = 0; i < n; i++)
                write_one(sheet, &rng, &categories[c], people, m, ++number);
        }
        /* A code that nobody has heard of. */
        if (m == 2022 * 12 + 3)
            syn_demo_row(sheet, "22-90001|11.04.2022 13:40|Pskiatri|S05||");
    }
}
