/* The numbers in brackets are the requirements of measure/series.h. */
#include <string.h>

#include "plan.h"

enum { SEXES = 3, AGES = SYN_AGE_MAX + 1 };

/* COUNT[(year - first) * SEXES * AGES + sex * AGES + age] */
struct town {
    const char *area; /* NULL: the place. */
    int64_t *count;
    bool *known; /* By year. */
};

struct heads {
    struct town *towns; /* The place comes first. */
    size_t n_towns;
    int first_year, last_year;
};

static bool is_place(const struct syn_catalogue *catalogue, const char *area)
{
    const struct syn_texts *codes = &catalogue->project.place_codes;

    for (size_t i = 0; i < codes->n; i++)
        if (strcmp(area, codes->at[i]) == 0)
            return true;
    return codes->n == 0;
}

static struct town *
town_of(struct heads *heads, const char *area, struct syn_arena *arena)
{
    int last = heads->last_year - heads->first_year;
    size_t years = (size_t)last + 1;
    size_t i = 0;

    for (; i < heads->n_towns; i++) {
        const char *known = heads->towns[i].area;
        if (known == area || (known && area && strcmp(known, area) == 0))
            return &heads->towns[i];
    }
    heads->towns[i] = (struct town){
        .area = area,
        .count = syn_arena_alloc(arena, years * SEXES * AGES, sizeof(int64_t)),
        .known = syn_arena_alloc(arena, years, sizeof(bool))};
    heads->n_towns++;
    return &heads->towns[i];
}

static void
add(struct heads *heads, struct town *town, const struct syn_population *p)
{
    size_t year = (size_t)(p->year - heads->first_year);
    int age = p->age < 0 ? 0 : p->age >= AGES ? AGES - 1 : p->age;

    town->known[year] = true;
    town->count[(year * SEXES + (size_t)p->sex) * AGES + (size_t)age] +=
        p->persons;
}

struct heads *syn_heads_count(const struct syn_catalogue *catalogue,
                              struct syn_arena *arena)
{
    const struct syn_lists *lists = &catalogue->lists;
    struct heads *heads = syn_arena_alloc(arena, 1, sizeof *heads);

    if (!lists->n_population)
        return heads;
    heads->first_year = heads->last_year = lists->population[0].year;
    for (size_t i = 0; i < lists->n_population; i++) {
        int year = lists->population[i].year;
        heads->first_year = year < heads->first_year ? year : heads->first_year;
        heads->last_year = year > heads->last_year ? year : heads->last_year;
    }
    heads->towns =
        syn_arena_alloc(arena, lists->n_population + 1, sizeof *heads->towns);
    for (size_t i = 0; i < lists->n_population; i++) {
        const struct syn_population *p = &lists->population[i];
        bool place = is_place(catalogue, p->area);
        add(heads, town_of(heads, place ? NULL : p->area, arena), p);
    }
    return heads;
}

/* Persons of GROUP on 1 January of YEAR; -1 if no row says. */
static int64_t persons(const struct heads *heads,
                       const struct town *town,
                       const struct syn_group *group,
                       int year)
{
    int64_t sum = 0;

    if (year < heads->first_year || year > heads->last_year ||
        !town->known[year - heads->first_year])
        return -1;
    size_t at = (size_t)(year - heads->first_year) * SEXES;
    for (int sex = 0; sex < SEXES; sex++)
        for (int age = group->ages.from < 0 ? 0 : group->ages.from;
             age <= group->ages.to && age < AGES; age++)
            if (group->sex == SYN_SEX_ANY || group->sex == sex)
                sum += town->count[(at + (size_t)sex) * AGES + (size_t)age];
    return sum;
}

/* The sum over the months of PERIOD of the mean of the persons on 1 January
 * before and after; -1 if it is not known. */
static double person_months(const struct heads *heads,
                            const struct town *town,
                            const struct syn_group *group,
                            struct syn_period period)
{
    int first = syn_period_first_month(period);
    int end = first + syn_period_months(period.kind);
    double sum = 0;

    for (int month = first, in; month < end; month += in) {
        int year = month / 12;
        in = year * 12 + 12 < end ? year * 12 + 12 - month : end - month;
        int64_t before = persons(heads, town, group, year);
        int64_t after = persons(heads, town, group, year + 1);
        if (before < 0)
            return -1;
        if (after < 0)
            after = before;
        sum += (double)(before + after) / 2 * in;
    }
    return sum;
}

static double months_in(const struct heads *heads,
                        const struct syn_group *group,
                        const char *area,
                        struct syn_period period)
{
    for (size_t i = 0; i < heads->n_towns; i++) {
        const struct town *town = &heads->towns[i];
        if (town->area == area ||
            (town->area && area && strcmp(town->area, area) == 0))
            return person_months(heads, town, group, period);
    }
    return -1;
}

double syn_heads_exposure(const struct heads *heads,
                          const struct syn_group *group,
                          const char *area,
                          struct syn_period period)
{
    double months = months_in(heads, group, area, period);
    return months < 0 ? -1 : months / 12;
}

int64_t syn_heads_mean(const struct heads *heads,
                       const struct syn_group *group,
                       const char *area,
                       struct syn_period period)
{
    double months = months_in(heads, group, area, period);
    return months < 0
               ? -1
               : (int64_t)(months / syn_period_months(period.kind) + 0.5);
}
