#include "cases.h"

#include <stdlib.h>
#include <string.h>

#include <samsyn/base/calendar.h>

enum {
    ROOM = 40000,
    EARLIEST = 2018 /* What happened then may be reported in 2020. */
};

int syn_demo_zone(struct syn_demo_rng *rng)
{
    /* Unknown, then S01 to S12. */
    static const double weights[] = {3, 20, 16, 12, 9, 7, 6, 6, 6, 5, 4, 3, 3};
    return syn_demo_pick(rng, weights, 1 + SYN_DEMO_ZONES);
}

const char *syn_demo_zone_code(int zone)
{
    static const char *const codes[] = {"Ukjent", "S01", "S02", "S03", "S04",
                                        "S05",    "S06", "S07", "S08", "S09",
                                        "S10",    "S11", "S12"};
    return codes[zone];
}

/* 24 is the midnight after. */
static int draw_hour(struct syn_demo_rng *rng, enum syn_demo_rhythm rhythm)
{
    if (rhythm == SYN_DEMO_DAY)
        return syn_demo_between(rng, 8, 20);
    if (rhythm == SYN_DEMO_EVENING)
        return syn_demo_between(rng, 14, 24);
    return syn_demo_chance(rng, .17) ? syn_demo_between(rng, 13, 21)
                                     : syn_demo_between(rng, 22, 28);
}

void syn_demo_moment(int *day,
                     int *hour,
                     struct syn_demo_rng *rng,
                     enum syn_demo_rhythm rhythm,
                     int month)
{
    /* Of the night that begins on Monday, Tuesday ... */
    static const double nights[] = {.15, .15, .17, .25, .85, 1, .25};
    int first = syn_month_first_day(month);
    int days = syn_month_first_day(month + 1) - first;

    do
        *day = first + syn_demo_below(rng, days);
    while (rhythm == SYN_DEMO_NIGHT &&
           !syn_demo_chance(rng, nights[syn_day_weekday(*day)]));
    *hour = draw_hour(rng, rhythm);
    if (*hour >= 24) {
        *hour -= 24;
        ++*day;
    }
}

static int draw_delay(struct syn_demo_rng *rng, enum syn_demo_delay delay)
{
    static const struct {
        double late, usual_days, late_days;
    } delays[] = {{.1, 2, 150}, {.32, 6, 160}, {.5, 8, 280}};
    return syn_demo_chance(rng, delays[delay].late)
               ? syn_demo_wait(rng, delays[delay].late_days)
               : syn_demo_wait(rng, delays[delay].usual_days);
}

/* Bits for ethnicity, religion, lgbt, disability, other.  Some have several. */
static unsigned draw_hate(struct syn_demo_rng *rng)
{
    static const double motives[] = {60, 17, 15, 5, 3};
    unsigned hate = 1U << syn_demo_pick(rng, motives, 5);
    if (syn_demo_chance(rng, .15))
        hate |= 1U << syn_demo_pick(rng, motives, 5);
    return hate;
}

static bool among(const char *code, const char *codes)
{
    size_t n = strlen(code);
    for (const char *at = strstr(codes, code); at; at = strstr(at + 1, code))
        if (at[n] == ' ' || !at[n])
            return true;
    return false;
}

/* none, knife, firearm, other, unknown */
static int draw_weapon(struct syn_demo_rng *rng, const char *code)
{
    static const double fights[] = {70, 9, 1, 7, 13};
    if (among(code, "s190 s191 v59"))
        return 2;
    if (among(code, "s189"))
        return syn_demo_chance(rng, .8) ? 1 : 3;
    if (among(code, "s271 s272 s273 s274 s327 s328 s263 s264"))
        return syn_demo_pick(rng, fights, 5);
    return 4;
}

static double organised(const char *code)
{
    if (among(code, "s198 s257"))
        return .8;
    if (among(code, "s232 s337"))
        return .22;
    return among(code, "s322 s330 s371") ? .02 : 0;
}

/* Open, decided, final: the older, the further. */
static int draw_status(struct syn_demo_rng *rng, int reported)
{
    static const double stages[3][3] = {{80, 18, 2}, {30, 50, 20}, {4, 26, 70}};
    int days = SYN_DEMO_LAST_DAY - reported;
    return syn_demo_pick(rng, stages[(days > 90) + (days > 365)], 3);
}

/* Fills what does not depend on when CASE was reported. */
static void
describe(struct syn_demo_case *c, struct syn_demo_rng *rng, bool precise)
{
    const struct syn_demo_kind *kind = c->offence->kind;
    const char *code = c->offence->code;
    double unclear = kind->rhythm == SYN_DEMO_DAY   ? .25
                     : kind->delay == SYN_DEMO_SLOW ? .4
                                                    : .06;

    if (!precise && syn_demo_chance(rng, unclear))
        c->hour = -1;
    c->minute = 5 * syn_demo_below(rng, 12);
    c->place = syn_demo_pick(rng, kind->place, SYN_DEMO_PLACES);
    c->relation = syn_demo_pick(rng, kind->relation, SYN_DEMO_RELATIONS);
    c->zone = syn_demo_zone(rng);
    if (syn_demo_chance(rng, kind->hate) || among(code, "s185"))
        c->hate = draw_hate(rng);
    c->weapon = draw_weapon(rng, code);
    c->intoxicated =
        syn_demo_chance(rng, .2)
            ? 2
            : syn_demo_chance(rng, kind->rhythm == SYN_DEMO_NIGHT ? .6 : .15);
    c->organised = syn_demo_chance(rng, organised(code));
    c->status = draw_status(rng, c->reported);
    c->cleared =
        c->status == 0 ? 2 : !syn_demo_chance(rng, .1 + kind->suspect / 2);
}

static struct syn_demo_case *add(struct syn_demo_cases *cases,
                                 const struct syn_demo_offence *offence)
{
    struct syn_demo_case *c = &cases->at[cases->n];
    if (cases->n == cases->room)
        syn_arena_exhausted(sizeof *c);
    *c = (struct syn_demo_case){.offence = offence, .serial = (int)cases->n};
    return c;
}

static void add_month(struct syn_demo_cases *cases,
                      struct syn_demo_rng *rng,
                      const struct syn_demo_offence *offence,
                      int month)
{
    const struct syn_demo_kind *kind = offence->kind;
    int first = syn_month_first_day(month);
    int year = month / 12 < SYN_DEMO_FROM ? 0 : month / 12 - SYN_DEMO_FROM;
    double noise = 1 + .05 * syn_demo_normal(rng);
    int n = syn_demo_poisson(rng, kind->level[year] * offence->share / 12 *
                                      kind->season[month % 12] * noise);

    if ((offence->from && first < offence->from) ||
        (offence->to && first > offence->to))
        n = 0;
    for (int i = 0; i < n; i++) {
        struct syn_demo_case *c = add(cases, offence);
        syn_demo_moment(&c->occurred, &c->hour, rng, kind->rhythm, month);
        c->reported = c->occurred + draw_delay(rng, kind->delay);
        describe(c, rng, false);
        if (c->reported >= SYN_DEMO_FIRST_DAY &&
            c->reported <= SYN_DEMO_LAST_DAY)
            cases->n++;
    }
}

/* What is planted on top of chance: see TRUTH.md. */
static const struct plant {
    const char *code, *from, *to; /* All are reported between these days. */
    int cases;
    int suspects, low, high; /* At most so many, of these ages; or 0. */
} plants[] = {
    /* Minors and violence, January to September 2023. */
    {"s271", "2023-01-02", "2023-09-30", 36, 2, 13, 17},
    /* Young people and violence in public places, 2025K4. */
    {"s271", "2025-10-01", "2025-12-31", 26, 3, 15, 20},
    /* Shoplifting, 2025K2. */
    {"s321b", "2025-04-01", "2025-06-30", 60, 0, 0, 0},
};

static void add_planted(struct syn_demo_cases *cases,
                        struct syn_demo_rng *rng,
                        const struct plant *plant)
{
    const struct syn_demo_offence *offence =
        &syn_demo_offences[syn_demo_offence_find(plant->code)];
    int from = 0, to = 0;
    if (!syn_day_parse(&from, plant->from) || !syn_day_parse(&to, plant->to))
        return;
    for (int i = 0; i < plant->cases; i++) {
        struct syn_demo_case *c = add(cases, offence);
        do
            syn_demo_moment(&c->occurred, &c->hour, rng, offence->kind->rhythm,
                            syn_day_month(syn_demo_between(rng, from, to)));
        while (c->occurred < from || c->occurred > to - 2);
        c->reported = c->occurred + syn_demo_below(rng, 3);
        if (plant->suspects)
            c->suspects = syn_demo_between(rng, 1, plant->suspects);
        c->low = plant->low;
        c->high = plant->high;
        describe(c, rng, true);
        if (plant->suspects)
            c->place = SYN_DEMO_PUBLIC;
        cases->n++;
    }
}

static int by_report(const void *a, const void *b)
{
    const struct syn_demo_case *x = a, *y = b;
    if (x->reported != y->reported)
        return x->reported < y->reported ? -1 : 1;
    return x->serial < y->serial ? -1 : 1;
}

/* Numbers the cases of each year from 1. */
static void give_keys(struct syn_demo_cases *cases)
{
    int year = 0, number = 0;
    for (size_t i = 0; i < cases->n; i++) {
        struct syn_demo_case *c = &cases->at[i];
        int reported = syn_day_civil(c->reported).year;
        number = reported == year ? number + 1 : 1;
        year = reported;
        syn_demo_digits(c->key, year, 4);
        c->key[4] = '-';
        syn_demo_digits(c->key + 5, number, 6);
    }
}

void syn_demo_cases_make(struct syn_demo_cases *cases, struct syn_arena *arena)
{
    struct syn_demo_rng rng;

    cases->room = ROOM;
    cases->n = 0;
    cases->at = syn_arena_alloc(arena, cases->room, sizeof *cases->at);
    for (int i = 0; i < syn_demo_n_offences; i++) {
        /* A stream for each row: a new row moves no other. */
        syn_demo_seed(&rng, 2000 + (uint64_t)i);
        for (int month = EARLIEST * 12; month < (SYN_DEMO_TO + 1) * 12; month++)
            add_month(cases, &rng, &syn_demo_offences[i], month);
    }
    syn_demo_seed(&rng, 3000);
    for (size_t i = 0; i < sizeof plants / sizeof *plants; i++)
        add_planted(cases, &rng, &plants[i]);
    qsort(cases->at, cases->n, sizeof *cases->at, by_report);
    give_keys(cases);
}
