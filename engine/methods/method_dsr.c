#include <math.h>
#include <string.h>

#include <samsyn/stats/standardise.h>

#include "stat.h"

static const char *const definitions[] = {"auto", "dobson", "fay-feuer",
                                          "fingertips", NULL};

static const struct syn_method_option options[] = {
    {"limits", SYN_OPTION_CHOICE, "garwood|byar", "garwood",
     "of the total count, for dobson"},
    {NULL, SYN_OPTION_FLAG, NULL, NULL, NULL},
};

/* Fewer events make the normal approximation fail. */
static const double least_events = 10;

/* Row I of persons with F events each is added to the band of its name. */
static void gather(struct syn_bands *b,
                   struct syn_stat *s,
                   const char *const *band,
                   const double *f,
                   const double *persons)
{
    double *events = syn_stat_room(s, s->n), *squares = syn_stat_room(s, s->n);
    double *population = syn_stat_room(s, s->n);
    double *weight = syn_stat_room(s, s->n);
    const char **name = syn_arena_alloc(s->arena, s->n, sizeof *name);
    size_t n = 0;
    for (size_t i = 0; i < s->n; i++) {
        size_t j = 0;
        while (j < n && strcmp(name[j], band[i]) != 0)
            j++;
        if (j == n) {
            name[n++] = band[i];
            population[j] = b->population[i];
            weight[j] = b->weight[i];
        }
        events[j] += f[i] * persons[i];
        squares[j] += f[i] * f[i] * persons[i];
    }
    *b = (struct syn_bands){events, squares, population, weight, n};
}

/* The bands, from either form of the table.  False: refused or wrong. */
static bool read_bands(struct syn_bands *b, struct syn_stat *s)
{
    const char *const *band = syn_stat_texts_maybe(s, "age_band");
    bool repeat = syn_stat_has(s, "events_per_person");
    const double *f = NULL, *persons = NULL;
    b->n = s->n;
    if (repeat) {
        f = syn_stat_column(s, "events_per_person");
        persons = syn_stat_column(s, "persons");
        if (!band) /* Says so. */
            (void)!syn_stat_column(s, "age_band");
    } else {
        b->events = syn_stat_column(s, "count");
    }
    b->population = syn_stat_column(s, "population");
    b->weight = syn_stat_column(s, "standard_population");
    if (s->status || syn_stat_missing(s, b->population) ||
        syn_stat_missing(s, b->weight) ||
        (!repeat && syn_stat_missing(s, b->events)) ||
        (repeat && (syn_stat_missing(s, f) || syn_stat_missing(s, persons) ||
                    syn_stat_not_counts(s, f, true) ||
                    syn_stat_not_counts(s, persons, true))))
        return false;
    if (repeat)
        gather(b, s, band, f, persons);
    return true;
}

static double total_of(const struct syn_bands *b)
{
    double sum = 0;
    for (size_t i = 0; i < b->n; i++)
        sum += b->events[i];
    return sum;
}

static enum syn_count_method limits_of(const struct syn_stat *s)
{
    if (syn_stat_defined(s, "fingertips"))
        return SYN_COUNT_BYAR_ALL;
    return syn_stat_is(s, "limits", "byar") ? SYN_COUNT_BYAR
                                            : SYN_COUNT_GARWOOD;
}

static void put_result(struct syn_stat *s,
                       const struct syn_standard *d,
                       bool gamma,
                       bool repeat)
{
    double lower[SYN_MOST_CONFIDENCES], upper[SYN_MOST_CONFIDENCES];
    for (size_t c = 0; c < s->n_confidence; c++) {
        lower[c] = d[c].lower * s->per;
        upper[c] = d[c].upper * s->per;
    }
    syn_stat_result(s);
    syn_put(s, "total_count", d->events);
    syn_put(s, "total_population", d->population);
    syn_put(s, "crude_rate", d->events * s->per / d->population);
    syn_put(s, "dsr", d->value * s->per);
    syn_put(s, "variance", d->variance);
    syn_put(s, "lower", lower[0]);
    syn_put(s, "upper", upper[0]);
    syn_put_text(s, "used", gamma ? "fay-feuer" : "dobson");
    syn_put_bool(s, "repeat_events", repeat);
    syn_put_intervals(s, lower, upper);
    syn_stat_result_end(s);
}

static void run(struct syn_stat *s)
{
    struct syn_bands b = {0};
    struct syn_standard d[SYN_MOST_CONFIDENCES];
    if (!read_bands(&b, s))
        return;
    double total = total_of(&b);
    bool repeat = b.squares != NULL;
    bool gamma =
        syn_stat_defined(s, "fay-feuer") ||
        (syn_stat_defined(s, "auto") && total < least_events && !repeat);
    for (size_t c = 0; c < s->n_confidence; c++)
        if (gamma ? syn_standard_fay_feuer(&d[c], &b, s->confidence[c])
                  : syn_standard_dobson(&d[c], &b, limits_of(s),
                                        s->confidence[c])) {
            bool few = d[c].refusal == SYN_REFUSAL_NO_EVENTS && !s->force;
            syn_stat_refuse(s, few ? SYN_REFUSAL_TOO_FEW_EVENTS : d[c].refusal,
                            NULL);
            return;
        }
    if (!gamma && total < least_events &&
        syn_stat_soft(s, SYN_REFUSAL_TOO_FEW_EVENTS, NULL))
        return;
    put_result(s, d, gamma, repeat);
}

const struct syn_method syn_method_dsr = {
    .name = "dsr",
    .purpose = "directly standardised rate",
    .columns = "[age_band],count,population,standard_population | "
               "age_band,events_per_person,persons,population,"
               "standard_population",
    .definitions = definitions,
    .uses = SYN_USES_CONFIDENCE | SYN_USES_PER | SYN_USES_FORCE,
    .options = options,
    .result = "total_count total_population crude_rate dsr variance lower "
              "upper used repeat_events",
    .formula =
        "  D = sum w x/n / W, V = sum w^2 x/n^2 / W^2, O = sum x\n"
        "  dobson      D + sqrt(V/O) (limit of O - O), limits of O by garwood "
        "or byar\n"
        "  fay-feuer   gamma quantiles: a/2 of shape D^2/V and scale V/D; "
        "above "
        "with the\n              largest w/(W n) added to D, its square to V\n"
        "  auto        dobson from 10 events, else fay-feuer\n"
        "  fingertips  dobson with Byar's limits, from 10 events\n"
        "  repeat events: V = sum w^2 sum f^2 m_f / n^2 / W^2",
    .example = "  age_band,count,population,standard_population\n"
               "  0-29,12,5000,36000\n  30+,30,9000,64000\n"
               "  samsyn stat dsr --per 100000 bands.csv",
    .reference = "Dobson et al. 1991; Fay & Feuer 1997; Eayres 2008",
    .run = run,
};
