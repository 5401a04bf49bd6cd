/* outreach.c - the outreach service's talks with the young, and the reports
 * to child welfare. */
#include <samsyn/base/calendar.h>

#include "cases.h"
#include "services.h"

/* Members of a set cell, each drawn by itself. */
struct members {
    const char *name;
    double chance;
};

static void write_set(struct syn_demo_sheet *sheet,
                      struct syn_demo_rng *rng,
                      const struct members *members,
                      int n,
                      const char *separator)
{
    struct syn_text cell = {.arena = sheet->text.arena};
    for (int i = 0; i < n; i++) {
        /* The last member stands for a cell that would be empty. */
        bool in = i < n - 1 ? syn_demo_chance(rng, members[i].chance) : !cell.n;
        if (!in)
            continue;
        if (cell.n)
            syn_text_add(&cell, separator);
        syn_text_add(&cell, members[i].name);
    }
    syn_demo_field(sheet, cell.at);
}

static int day_in(struct syn_demo_rng *rng, int month)
{
    int first = syn_month_first_day(month);
    return first + syn_demo_below(rng, syn_month_first_day(month + 1) - first);
}

/* Talks a month.  Few in the first months of the pandemic; from 2025 a new
 * team, and 60 % more: planted. */
static double talks(int month)
{
    static const double season[] = {.9, .95,  1,    1.05, 1.2, 1.1,
                                    .6, 1.15, 1.15, 1.1,  1,   .8};
    double level = month / 12 == 2025 ? 104 : 65;
    if (month >= 2020 * 12 + 2 && month <= 2020 * 12 + 4)
        level *= .35;
    return level * season[month % 12];
}

static void write_talk(struct syn_demo_sheet *sheet,
                       struct syn_demo_rng *rng,
                       const struct syn_demo_people *people,
                       int month,
                       bool *seen)
{
    static const struct members topics[] = {
        {"rus", .28},    {"skole", .34},         {"lovbrudd", .18},
        {"familie", .2}, {"psykisk helse", .24}, {"jobb", .14},
        {"fritid", .3},  {"annet", 0},
    };
    static const char *const patrols[] = {"A", "B", "C"};
    int day = day_in(rng, month);
    const struct syn_demo_person *person =
        (syn_demo_chance(rng, .5) ? syn_demo_offender : syn_demo_anyone)(
            people, rng, day, syn_demo_between(rng, 13, 24));
    char key[SYN_DEMO_KEY_BYTES];

    syn_demo_date(sheet, day);
    syn_demo_field(sheet, syn_demo_zone_code(syn_demo_zone(rng)));
    syn_demo_field(sheet, patrols[syn_demo_below(rng, 3)]);
    syn_demo_field(sheet, syn_demo_key(key, SYN_DEMO_OUTREACH, person));
    syn_demo_field(sheet, seen[person->number - 1] ? "nei" : "ja");
    syn_demo_number(sheet, syn_demo_age(person, day));
    syn_demo_field(sheet, person->sex == 'K' ? "jente" : "gutt");
    write_set(sheet, rng, topics, sizeof topics / sizeof *topics,
              sheet->delimiter == ';' ? ", " : ";");
    syn_demo_end(sheet);
    seen[person->number - 1] = true;
}

void syn_demo_outreach_write(struct syn_demo_sheet *older,
                             struct syn_demo_sheet *newer,
                             const struct syn_demo_people *people)
{
    struct syn_demo_rng rng;
    bool *seen =
        syn_arena_alloc(older->text.arena, SYN_DEMO_PERSONS, sizeof *seen);

    syn_demo_seed(&rng, 6000);
    syn_demo_row(older, "Dato|Sone|Patrulje|Ungdom|Ny|Alder|Kjønn|Tema");
    syn_demo_row(newer, "dato|sone|patrulje|ungdom_id|ny_kontakt|alder|kjonn|"
                        "tema");
    for (int m = SYN_DEMO_FIRST_MONTH; m < SYN_DEMO_END_MONTH; m++) {
        struct syn_demo_sheet *sheet = m < SYN_DEMO_GAP_MONTH ? older : newer;
        if (m == SYN_DEMO_GAP_MONTH)
            continue;
        int n = syn_demo_poisson(&rng, talks(m));
        for (int i = 0; i < n; i++)
            write_talk(sheet, &rng, people, m, seen);
        /* A day that the calendar does not have. */
        if (m == 2024 * 12 + 10)
            syn_demo_row(newer, "2024-11-31|S02|B|u0a0a0a0|nei|16|gutt|skole");
    }
}

/* Reports a month: 38, fewer when schools are closed. */
static double reports(int month)
{
    static const double season[] = {1,  1,  1.1, 1,   1.1, 1.05,
                                    .5, .9, 1.1, 1.1, 1.1, 1.05};
    int years = month / 12 - SYN_DEMO_FROM;
    double level = 34 + 1.2 * years;
    return level * season[month % 12];
}

static void write_report(struct syn_demo_sheet *sheet,
                         struct syn_demo_rng *rng,
                         const struct syn_demo_people *people,
                         int month,
                         int number)
{
    static const struct members reporters[] = {
        {"Politi", .24},        {"Skole", .26},     {"Barnehage", .08},
        {"Helsetjeneste", .14}, {"Barnevern", .12}, {"Utekontakt", .04},
        {"Krisesenter", .03},   {"Familie", .1},    {"Annen", 0},
    };
    static const struct members contents[] = {
        {"Vold i hjemmet", .2},
        {"Seksuelle overgrep", .03},
        {"Omsorgssvikt", .18},
        {"Foreldres rus", .14},
        {"Foreldres psykiske helse", .16},
        {"Konflikt mellom foreldre", .2},
        {"Barnets atferd", .12},
        {"Barnets rus", .06},
        {"Barnets lovbrudd", .07},
        {"Andre forhold", 0},
    };
    char id[] = "m20-0000", key[SYN_DEMO_KEY_BYTES];
    int day = day_in(rng, month);
    const struct syn_demo_person *child =
        syn_demo_anyone(people, rng, day, syn_demo_between(rng, 0, 17));

    syn_demo_digits(id + 1, month / 12 % 100, 2);
    syn_demo_digits(id + 4, number, 4);
    syn_demo_field(sheet, id);
    syn_demo_date(sheet, day);
    syn_demo_field(sheet, syn_demo_key(key, SYN_DEMO_CHILD_WELFARE, child));
    syn_demo_number(sheet, syn_demo_age(child, day));
    syn_demo_field(sheet, syn_demo_chance(rng, .46) ? "Jente" : "Gutt");
    write_set(sheet, rng, reporters, sizeof reporters / sizeof *reporters, ",");
    write_set(sheet, rng, contents, sizeof contents / sizeof *contents, ",");
    syn_demo_field(sheet, syn_demo_chance(rng, .34) ? "Ja" : "Nei");
    syn_demo_end(sheet);
}

void syn_demo_child_welfare_write(struct syn_demo_sheet *sheet,
                                  const struct syn_demo_people *people)
{
    struct syn_demo_rng rng;
    int number = 0;

    syn_demo_seed(&rng, 7000);
    syn_demo_row(sheet, "Melding|Mottatt|Barn|Alder|Kjønn|Meldere|Innhold|"
                        "Eksisterende sak");
    for (int m = SYN_DEMO_FIRST_MONTH; m < SYN_DEMO_END_MONTH; m++) {
        if (m % 12 == 0)
            number = 0;
        int n = syn_demo_poisson(&rng, reports(m));
        for (int i = 0; i < n; i++)
            write_report(sheet, &rng, people, m, ++number);
    }
}
