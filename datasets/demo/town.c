/* town.c - the inhabitants, what they answer, and how ready the town is. */
#include <samsyn/base/calendar.h>

#include "cases.h"
#include "services.h"

enum { OLDEST = 105 };

/* Persons of both sexes of AGE on 1 January 2020. */
static double persons(int age)
{
    if (age < 13)
        return 620 + 4 * age;
    if (age <= 25)
        return 680;
    if (age <= 50)
        return 770 + 2 * (age - 26);
    if (age <= 68)
        return 800 - 5 * (age - 51);
    if (age <= 80)
        return 690 - 24 * (age - 69);
    double left = 400;
    for (int i = 81; i <= age; i++)
        left *= .87;
    return left;
}

void syn_demo_population_write(struct syn_demo_sheet *sheet)
{
    static const char *const sexes[] = {"female", "male"};
    struct syn_demo_rng rng;

    syn_demo_seed(&rng, 8000);
    syn_demo_row(sheet, "area|year|sex|age|persons");
    for (int year = 2020; year <= 2026; year++) {
        const char *area =
            syn_demo_municipality(syn_month_first_day(year * 12));
        for (int sex = 0; sex < 2; sex++)
            for (int age = 0; age <= OLDEST; age++) {
                double n = persons(age) * (1 + .006 * (year - 2020)) / 2;
                if (age > 75)
                    n *= sex ? .85 : 1.15;
                n *= 1 + .02 * syn_demo_normal(&rng);
                syn_demo_field(sheet, area);
                syn_demo_number(sheet, year);
                syn_demo_field(sheet, sexes[sex]);
                syn_demo_number(sheet, age);
                syn_demo_number(sheet, (int)(n + .5));
                syn_demo_end(sheet);
            }
    }
}

static const struct {
    const char *text;
    double yes[SYN_DEMO_WAVES]; /* The last wave does not differ much. */
    double by_band;             /* Added for each older band. */
    double unsure;
} questions[] = {
    {"Trygg der du bor", {.84, .80, .82}, .02, .04},
    {"Tillit til politiet", {.74, .70, .71}, .02, .08},
    {"Opplevd hatprat", {.09, .10, .10}, -.025, .03},
};

/* How many of NUMBER answered yes. */
static void write_answers(struct syn_demo_sheet *sheet,
                          int day,
                          int question,
                          const char *band,
                          const char *sex,
                          int number,
                          int yes)
{
    syn_demo_date(sheet, day);
    syn_demo_field(sheet, "Innbyggerundersøkelsen");
    syn_demo_field(sheet, questions[question].text);
    syn_demo_field(sheet, band);
    syn_demo_field(sheet, sex);
    syn_demo_number(sheet, number);
    syn_demo_number(sheet, yes);
    syn_demo_end(sheet);
}

/* How many of N who are asked say yes; the others say no, or are unsure. */
static int
ask(struct syn_demo_rng *rng, int question, int wave, int band, int n)
{
    double yes =
        questions[question].yes[wave] + questions[question].by_band * band;
    int count = 0;

    for (int i = 0; i < n; i++)
        if (!syn_demo_chance(rng, questions[question].unsure))
            count += syn_demo_chance(rng, yes);
    return count;
}

void syn_demo_survey_write(struct syn_demo_sheet *sheet, int wave, int month)
{
    static const char *const bands[] = {"16-24", "25-44", "45-66", "67-79"};
    static const char *const sexes[] = {"Kvinne", "Mann"};
    static const double asked[] = {28, 58, 72, 42}; /* A month, of one sex. */
    struct syn_demo_rng rng;
    int day = syn_month_first_day((2021 + 2 * wave) * 12 + 9 + month) + 14;

    syn_demo_seed(&rng, 9000 + (uint64_t)(wave * SYN_DEMO_WAVE_MONTHS + month));
    syn_demo_row(sheet, "Dato|Undersøkelse|Spørsmål|Aldersgruppe|Kjønn|"
                        "Antall svar|Antall ja");
    for (int band = 0; band < 4; band++)
        for (int sex = 0; sex < 2; sex++) {
            int n = syn_demo_poisson(&rng, asked[band]);
            for (int q = 0; q < 3; q++) {
                int yes = ask(&rng, q, wave, band, n);
                write_answers(sheet, day, q, bands[band], sexes[sex], n, yes);
            }
        }
}

static void write_event(struct syn_demo_sheet *sheet,
                        int day,
                        const char *type,
                        const char *status,
                        const char *partner,
                        const char *zone)
{
    syn_demo_date(sheet, day);
    syn_demo_field(sheet, type);
    syn_demo_field(sheet, status);
    syn_demo_field(sheet, partner);
    syn_demo_field(sheet, zone);
    syn_demo_end(sheet);
}

/* What two draws give must not depend on which of them the compiler makes
 * first, so none stand side by side as arguments. */
static void write_events(struct syn_demo_sheet *sheet,
                         struct syn_demo_rng *rng,
                         int month,
                         double mean,
                         const char *type,
                         const char *partner)
{
    int n = syn_demo_poisson(rng, mean), first = syn_month_first_day(month);
    for (int i = 0; i < n; i++) {
        int day = first + syn_demo_below(rng, 28);
        int zone = syn_demo_zone(rng);
        write_event(sheet, day, type, "", partner, syn_demo_zone_code(zone));
    }
}

/* Two in the plan each quarter. */
static void write_exercises(struct syn_demo_sheet *sheet,
                            struct syn_demo_rng *rng,
                            int month)
{
    static const char *const partners[] = {"Brannvesenet", "Politiet"};
    for (int i = 0; i < 2; i++) {
        int day = syn_month_first_day(month) + syn_demo_below(rng, 28);
        bool held = syn_demo_chance(rng, .8);
        write_event(sheet, day, "Øvelse", held ? "Gjennomført" : "Planlagt",
                    partners[i], "Ukjent");
    }
}

void syn_demo_preparedness_write(struct syn_demo_sheet *sheet)
{
    struct syn_demo_rng rng;

    syn_demo_seed(&rng, 9900);
    syn_demo_row(sheet, "Dato|Type|Status|Partner|Sone");
    for (int m = SYN_DEMO_FIRST_MONTH; m < SYN_DEMO_END_MONTH; m++) {
        int first = syn_month_first_day(m);
        write_events(sheet, &rng, m, 5.5, "Brann", "Brannvesenet");
        write_events(sheet, &rng, m, 3, "Ulykke", "Politiet");
        write_events(sheet, &rng, m, .5, "Hendelse", "Kommunen");
        if (m % 3 == 1)
            write_exercises(sheet, &rng, m);
        if (m % 6 == 4)
            write_event(sheet, first + 9, "Tilsyn",
                        m < 2025 * 12 ? "Lukket" : "Åpen", "Statsforvalteren",
                        "Ukjent");
        if (m % 12 == 2)
            write_event(sheet, first + 19, "Plan", "Gjennomført", "Kommunen",
                        "Ukjent");
        if (m == 2022 * 12 + 10)
            write_event(sheet, first + 15, "ROS", "Gjennomført", "Kommunen",
                        "Ukjent");
    }
}
