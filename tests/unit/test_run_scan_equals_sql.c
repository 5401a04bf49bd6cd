/* The central test: every count of the scan equals plain SQL on the views.
 *
 * Random projects are made: cases with linked persons, and contacts; keys that
 * are missing or stand twice, ages in years and in bands, unknown values,
 * reversals, months without an extract, parts.  Random indicators count them.
 * The SQL is written from the definitions in measure/series.h, whose numbers
 * are cited, and shares nothing with the scan. */
#include "fixture_store.h"

#include <samsyn/measure/series.h>

enum {
    FIRST = 2023 * 12,
    MONTHS = 24,
    CASES = 900,
    PERSONS = 1100,
    CONTACTS = 1200,
    INDICATORS = 24,
    AREAS = 6,
    HOURS = 168
};

enum source { CASE, PERSON, CONTACT };
static const char *const sources[] = {"police_case", "police_person",
                                      "outreach"};

/* --- data -------------------------------------------------------------- */

static bool one_in(unsigned n)
{
    return draw_below(n) == 0;
}

static const char *one_of(const char *const *texts)
{
    unsigned n = 0;
    while (texts[n])
        n++;
    return texts[draw_below(n)];
}

static void add_day(struct syn_text *csv, unsigned blank)
{
    if (blank && one_in(blank)) {
        syn_text_add(csv, ";");
        return;
    }
    syn_text_addf(csv, "%04u-%02u-%02u", 2023 + draw_below(2),
                  1 + draw_below(12), 1 + draw_below(28));
    if (one_in(3))
        syn_text_add(csv, ";");
    else
        syn_text_addf(csv, " %02u:%02u;", draw_below(24), draw_below(60));
}

static const char *cases_of(unsigned first, unsigned n, struct syn_arena *arena)
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
        syn_text_addf(&csv, ";%04u-%02u-%02u;", 2023 + draw_below(2),
                      1 + draw_below(12), 1 + draw_below(28));
        add_day(&csv, 6);
        syn_text_addf(&csv, "%s;%s;%s;%s\n", one_of(codes), one_of(places),
                      one_of(motives), one_of(areas));
    }
    return csv.at;
}

/* A year, a band that nests in the groups, or nothing; if ODD, now and then a
 * band that straddles a limit. */
static void add_age(struct syn_text *csv, bool odd)
{
    static const char *const bands[] = {"10-12", "13-15", "16-19", "20-25",
                                        "65+",   NULL};

    if (one_in(8))
        return;
    if (odd && one_in(300))
        syn_text_add(csv, one_in(2) ? "12-14" : "24-30");
    else if (one_in(3))
        syn_text_add(csv, one_of(bands));
    else
        syn_text_addf(csv, "%u", 8 + draw_below(40));
}

static const char *persons_of(bool odd, struct syn_arena *arena)
{
    static const char *const roles[] = {"suspect", "suspect", "victim", "",
                                        NULL};
    static const char *const sexes[] = {"male", "female", "", "other", NULL};
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

static const char *contacts_of(unsigned n, bool odd, struct syn_arena *arena)
{
    static const char *const topics[] = {"", "crime", "school/substance",
                                         "substance", NULL};
    static const char *const sexes[] = {"male", "female", "", NULL};
    static const char *const areas[] = {"a1", "a2", "a6", "", NULL};
    struct syn_text csv = {.arena = arena};

    syn_text_add(&csv, "D;T;N;A;X;E;W;O\n");
    for (unsigned i = 0; i < n; i++) {
        add_day(&csv, 12);
        if (csv.at[csv.n - 2] == '\n' || csv.at[csv.n - 2] == ';')
            csv.n--; /* Without a day there is no hour of its own. */
        else
            csv.n--;
        csv.at[csv.n] = '\0';
        syn_text_addf(&csv, ";%04u-%02u-%02u", 2023 + draw_below(2),
                      1 + draw_below(12), 1 + draw_below(28));
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

/* --- what is covered --------------------------------------------------- */

/* Months of each source, from FIRST, by part: September 2023 lacks for cases,
 * and November 2024 is their last; one of two parts of contacts is shorter. */
static const struct {
    enum source source;
    int part, from, to;
} covered[] = {
    {CASE, 0, 0, 7},    {CASE, 0, 9, 22},    {PERSON, 0, 0, 23},
    {CONTACT, 0, 0, 23}, {CONTACT, 1, 2, 21},
};

static bool is_covered(enum source source, int month)
{
    bool needed[2] = {false, false}, there[2] = {false, false};

    for (size_t i = 0; i < sizeof covered / sizeof *covered; i++)
        if (covered[i].source == source) {
            needed[covered[i].part] = true;
            there[covered[i].part] |=
                covered[i].from <= month && month <= covered[i].to;
        }
    return there[0] == needed[0] && there[1] == needed[1];
}

static int last_covered(enum source source)
{
    int last = -1;
    for (size_t i = 0; i < sizeof covered / sizeof *covered; i++)
        if (covered[i].source == source && covered[i].to > last)
            last = covered[i].to;
    return last;
}

/* (7) */
static enum syn_state
expected_state(enum source source, struct syn_period period)
{
    int first = syn_period_first_month(period) - FIRST;
    int end = first + syn_period_months(period.kind);
    enum syn_state state = SYN_STATE_VALUE;

    for (int m = first; m < end; m++)
        if (m > last_covered(source)) {
            if (state == SYN_STATE_VALUE)
                state = SYN_STATE_NOT_YET;
        } else if (!is_covered(source, m)) {
            state = SYN_STATE_MISSING;
        }
    return state;
}

/* --- the project ------------------------------------------------------- */

static void put_contracts(struct syn_arena *arena)
{
    put_file("contracts/case.yaml",
             "source: police_case\nfiles: \"case_*\"\n"
             "covers: {from_column: reported}\ncolumns:\n"
             "  case_key: S\n  reported: D\n  occurred: T\n  code: K\n"
             "  place: P\n  area: O\n"
             "  hate_motive: {column: H, separator: /}\n",
             arena);
    put_file("contracts/person.yaml",
             "source: police_person\nfiles: person.csv\n"
             "covers: {from: 2023-01, to: 2024-12}\ncolumns:\n"
             "  case_key: S\n  person_key: N\n  role: R\n  age: A\n  sex: X\n",
             arena);
    put_file("contracts/street.yaml",
             "source: outreach\nfiles: \"street_*\"\n"
             "part_from_name: \"street_{part}.csv\"\n"
             "covers: {from: 2023-01, to: 2024-12}\ncolumns:\n"
             "  reported: D2\n  occurred: T\n  person_key: N\n  age: A\n"
             "  sex: X\n  weight: W\n  area: O\n"
             "  topic: {column: E, separator: /}\n",
             arena);
}

