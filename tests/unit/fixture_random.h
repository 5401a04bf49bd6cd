/* fixture_random.h - random extracts of cases, persons and contacts. Everything
 * is static. */
#ifndef SAMSYN_FIXTURE_RANDOM_H
#define SAMSYN_FIXTURE_RANDOM_H

#include "fixture.h"

enum { CASES = 900, PERSONS = 1100, CONTACTS = 700 };

static inline bool one_in(unsigned n)
{
    return draw_below(n) == 0;
}

static inline const char *one_of(const char *const *texts)
{
    unsigned n = 0;
    while (texts[n])
        n++;
    return texts[draw_below(n)];
}

static inline void add_day(struct syn_text *csv)
{
    syn_text_addf(csv, "%04u-%02u-%02u", 2023 + draw_below(2),
                  1 + draw_below(12), 1 + draw_below(28));
}

/* A day with or without its hour; or, one time in BLANK, nothing. */
static inline void add_time(struct syn_text *csv, unsigned blank)
{
    if (one_in(blank))
        return;
    add_day(csv);
    if (!one_in(3))
        syn_text_addf(csv, " %02u:%02u", draw_below(24), draw_below(60));
}

static inline const char *
cases_of(unsigned first, unsigned n, struct syn_arena *arena)
{
    static const char *const places[] = {"public", "private",  "school",
                                         "",       "licensed", NULL};
    static const char *const codes[] = {"d1", "d2", "v1", "v2", "t1", "", NULL};
    static const char *const motives[] = {"", "", "religion", "lgbt/religion",
                                          NULL};
    static const char *const areas[] = {"a1", "a2", "a3", "a4", "a5", "", NULL};
    struct syn_text csv = {.arena = arena};

    syn_text_add(&csv, "S;D;T;K;P;H;O\n");
    for (unsigned i = first; i < first + n; i++) {
        if (!one_in(20))
            syn_text_addf(&csv, "c%u", one_in(12) ? draw_below(CASES) : i);
        syn_text_add(&csv, ";");
        add_day(&csv);
        syn_text_add(&csv, ";");
        add_time(&csv, 6);
        syn_text_addf(&csv, ";%s;%s;%s;%s\n", one_of(codes), one_of(places),
                      one_of(motives), one_of(areas));
    }
    return csv.at;
}

/* A year, a band that nests in the groups, or nothing; if ODD, now and then a
 * band that straddles a limit. */
static inline void add_age(struct syn_text *csv, bool odd)
{
    static const char *const bands[] = {"10-12", "13-15", "16-19",
                                        "20-25", "65+",   NULL};

    if (one_in(8))
        return;
    if (odd && one_in(300))
        syn_text_add(csv, one_in(2) ? "12-14" : "24-30");
    else if (one_in(3))
        syn_text_add(csv, one_of(bands));
    else
        syn_text_addf(csv, "%u", 8 + draw_below(40));
}

static const char *const sexes[] = {"male", "female", "", "other", NULL};

static inline const char *persons_of(bool odd, struct syn_arena *arena)
{
    static const char *const roles[] = {"suspect", "suspect", "victim", "",
                                        NULL};
    struct syn_text csv = {.arena = arena};

    syn_text_add(&csv, "S;N;R;A;X\n");
    for (unsigned i = 0; i < PERSONS; i++) {
        if (!one_in(20))
            syn_text_addf(&csv, "c%u", draw_below(CASES + 100));
        syn_text_add(&csv, ";");
        if (!one_in(10))
            syn_text_addf(&csv, "n%u", draw_below(300));
        syn_text_addf(&csv, ";%s;", one_of(roles));
        add_age(&csv, odd);
        syn_text_addf(&csv, ";%s\n", one_of(sexes));
    }
    return csv.at;
}

static inline const char *contacts_of(bool odd, struct syn_arena *arena)
{
    static const char *const topics[] = {"", "crime", "school/substance",
                                         "substance", NULL};
    static const char *const areas[] = {"a1", "a2", "a6", "", NULL};
    struct syn_text csv = {.arena = arena};

    syn_text_add(&csv, "T;D;N;A;X;E;W;O\n");
    for (unsigned i = 0; i < CONTACTS; i++) {
        add_time(&csv, 12);
        syn_text_add(&csv, ";");
        add_day(&csv);
        syn_text_add(&csv, ";");
        if (!one_in(5))
            syn_text_addf(&csv, "y%u", draw_below(200));
        syn_text_add(&csv, ";");
        add_age(&csv, odd);
        syn_text_addf(&csv, ";%s;%s;", one_of(sexes), one_of(topics));
        if (one_in(40))
            syn_text_add(&csv, "-1");
        else if (one_in(3))
            syn_text_addf(&csv, "%u", 1 + draw_below(4));
        syn_text_addf(&csv, ";%s\n", one_of(areas));
    }
    return csv.at;
}

#endif
