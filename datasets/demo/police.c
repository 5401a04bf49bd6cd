/* police.c - cases and persons as the police's export has them. */
#include "cases.h"

/* Rows as no export should have them, and real ones have: "row" is where. */
static const struct {
    size_t row;
    const char *fields;
} broken[] = {
    {4000, "2021-900001|31.02.2021|12.02.2021|14:05|s321|3003|S02|"
           "Offentlig sted|Ukjent||||Nei|Rettskraftig|Nei"},
    {9000, "2022-900002|14.13.2022|12.09.2022|23:10|s351|3003|S04|"
           "Offentlig sted|Ukjent||||Nei|Rettskraftig|Nei"},
    {14000, "2024-900003|05.02.2024|04.02.2024|02:10|s271|3105|S01|"
            "Ofentlig|Fremmed||Ingen|Ja|Nei|Påtaleavgjort|Ja"},
    {20000, "2025-900004|17.09.2025|16.09.2025|s321b|3105|S03|Annet|Ukjent|||"
            "|Nei|Under arbeid|Ikke avgjort"},
};

static void write_time(struct syn_demo_sheet *sheet, int hour, int minute)
{
    char out[] = "00:00";
    syn_demo_digits(out, hour, 2);
    syn_demo_digits(out + 3, minute, 2);
    syn_demo_field(sheet, hour < 0 ? "" : out);
}

static void write_hate(struct syn_demo_sheet *sheet, unsigned hate)
{
    static const char *const motives[] = {"Etnisitet", "Religion", "LHBT",
                                          "Funksjonsevne", "Annet"};
    struct syn_text cell = {.arena = sheet->text.arena};
    for (int i = 0; i < 5; i++) {
        if (!(hate & 1U << i))
            continue;
        if (cell.n)
            syn_text_add(&cell, ",");
        syn_text_add(&cell, motives[i]);
    }
    syn_demo_field(sheet, cell.n ? cell.at : "");
}

static void write_case(struct syn_demo_sheet *sheet,
                       const struct syn_demo_case *c)
{
    static const char *const places[] = {
        "Offentlig sted", "Privat bolig", "Skole", "Skjenkested",
        "Kollektiv",      "Nett",         "Annet", "Ukjent"};
    static const char *const relations[] = {"Partner", "Tidligere partner",
                                            "Familie", "Bekjent",
                                            "Fremmed", "Ukjent"};
    static const char *const weapons[] = {"Ingen", "Kniv", "Skytevåpen",
                                          "Annet", ""};
    static const char *const yes[] = {"Nei", "Ja", ""};
    static const char *const stages[] = {"Under arbeid", "Påtaleavgjort",
                                         "Rettskraftig"};
    static const char *const cleared[] = {"Ja", "Nei", "Ikke avgjort"};

    syn_demo_field(sheet, c->key);
    syn_demo_date(sheet, c->reported);
    syn_demo_date(sheet, c->occurred);
    write_time(sheet, c->hour, c->minute);
    syn_demo_field(sheet, c->offence->code);
    syn_demo_field(sheet, syn_demo_municipality(c->occurred));
    syn_demo_field(sheet, syn_demo_zone_code(c->zone));
    syn_demo_field(sheet, places[c->place]);
    syn_demo_field(sheet, relations[c->relation]);
    write_hate(sheet, c->hate);
    syn_demo_field(sheet, weapons[c->weapon]);
    syn_demo_field(sheet, yes[c->intoxicated]);
    syn_demo_field(sheet, yes[c->organised]);
    syn_demo_field(sheet, stages[c->status]);
    syn_demo_field(sheet, cleared[c->cleared]);
    syn_demo_end(sheet);
}

void syn_demo_cases_write(struct syn_demo_sheet *sheet,
                          const struct syn_demo_cases *cases)
{
    size_t next = 0;
    syn_demo_row(sheet,
                 "Saksnøkkel|Anmeldt dato|Gjerningsdato|Kl.|Lovbruddskode|"
                 "Gj.kommune|Sone|Stedtype|Relasjon|Hatmotiv|Våpen|"
                 "Ruspåvirket|Organisert|Status|Oppklart");
    for (size_t i = 0; i < cases->n; i++) {
        if (next < sizeof broken / sizeof *broken && i == broken[next].row)
            syn_demo_row(sheet, broken[next++].fields);
        write_case(sheet, &cases->at[i]);
    }
}

enum { CROWD = 8 };

/* The persons of one case, so that none is in it twice. */
struct crowd {
    const struct syn_demo_person *at[CROWD];
    int n;
};

static bool joins(struct crowd *crowd, const struct syn_demo_person *person)
{
    for (int i = 0; i < crowd->n; i++)
        if (crowd->at[i] == person)
            return false;
    if (crowd->n == CROWD)
        return false;
    crowd->at[crowd->n++] = person;
    return true;
}

static int draw_age(struct syn_demo_rng *rng, const double *bands)
{
    int band = syn_demo_pick(rng, bands, SYN_DEMO_BANDS);
    return syn_demo_between(rng, syn_demo_bands[band][0],
                            syn_demo_bands[band][1]);
}

static void write_person(struct syn_demo_sheet *sheet,
                         const struct syn_demo_case *c,
                         const struct syn_demo_person *person,
                         const char *role,
                         int registered,
                         bool age_known)
{
    char key[SYN_DEMO_KEY_BYTES];
    if (registered > SYN_DEMO_LAST_DAY)
        return;
    syn_demo_field(sheet, c->key);
    syn_demo_field(sheet, syn_demo_key(key, SYN_DEMO_POLICE, person));
    syn_demo_field(sheet, role);
    syn_demo_date(sheet, registered);
    syn_demo_number(sheet, age_known ? syn_demo_age(person, c->occurred) : -1);
    syn_demo_field(sheet, person->sex == 'K' ? "K" : "M");
    syn_demo_field(sheet, syn_demo_residence(person, c->occurred));
    syn_demo_field(sheet, syn_demo_zone_code(c->zone));
    syn_demo_end(sheet);
}

/* Friends are of an age; a few of the young follow a grown-up. */
static int friend_age(struct syn_demo_rng *rng, int age, int low, int high)
{
    if (low)
        return syn_demo_between(rng, low, high);
    if (age < 18 && syn_demo_chance(rng, .06))
        return syn_demo_between(rng, 21, 34);
    age += syn_demo_between(rng, -2, 2);
    return age < 10 ? 10 : age;
}

static int draw_suspects(struct syn_demo_rng *rng,
                         const struct syn_demo_case *c)
{
    const struct syn_demo_kind *kind = c->offence->kind;
    int n = 1;
    if (c->suspects)
        return c->suspects;
    if (!syn_demo_chance(rng, kind->suspect))
        return 0;
    while (n < 6 && syn_demo_chance(rng, kind->together))
        n++;
    return n;
}

static void write_suspects(struct syn_demo_sheet *sheet,
                           const struct syn_demo_case *c,
                           const struct syn_demo_people *people,
                           struct syn_demo_rng *rng,
                           struct crowd *crowd)
{
    int n = draw_suspects(rng, c);
    int age = c->low ? syn_demo_between(rng, c->low, c->high)
                     : draw_age(rng, c->offence->kind->suspect_age);

    for (int i = 0; i < n; i++) {
        const struct syn_demo_person *person =
            c->low ? syn_demo_anyone(people, rng, c->occurred, age)
                   : syn_demo_offender(people, rng, c->occurred, age);
        bool charged = c->status && syn_demo_chance(rng, .5);
        int wait = c->low ? 0 : syn_demo_wait(rng, 4);
        bool age_known = !syn_demo_chance(rng, .008);
        if (joins(crowd, person))
            write_person(sheet, c, person, charged ? "Siktet" : "Mistenkt",
                         c->reported + wait, age_known);
        age = friend_age(rng, age, c->low, c->high);
    }
}

static void write_victims(struct syn_demo_sheet *sheet,
                          const struct syn_demo_case *c,
                          const struct syn_demo_people *people,
                          struct syn_demo_rng *rng,
                          struct crowd *crowd)
{
    const struct syn_demo_kind *kind = c->offence->kind;
    if (!syn_demo_chance(rng, kind->victim))
        return;
    int n = syn_demo_chance(rng, .1) ? 2 : 1;
    for (int i = 0; i < n; i++) {
        char sex = syn_demo_chance(rng, kind->female_victim) ? 'K' : 'M';
        int age = draw_age(rng, kind->victim_age);
        const struct syn_demo_person *person;
        do
            person = syn_demo_anyone(people, rng, c->occurred, age);
        while (person->sex != sex);
        if (joins(crowd, person))
            write_person(sheet, c, person, "Fornærmet", c->reported, true);
    }
}

void syn_demo_persons_write(struct syn_demo_sheet *sheet,
                            const struct syn_demo_cases *cases,
                            const struct syn_demo_people *people)
{
    struct syn_demo_rng rng;

    syn_demo_seed(&rng, 4000);
    syn_demo_row(sheet, "Saksnøkkel|Personnøkkel|Rolle|Registrert dato|Alder|"
                        "Kjønn|Bostedskommune|Sone");
    for (size_t i = 0; i < cases->n; i++) {
        struct crowd crowd = {.n = 0};
        write_suspects(sheet, &cases->at[i], people, &rng, &crowd);
        write_victims(sheet, &cases->at[i], people, &rng, &crowd);
    }
}
