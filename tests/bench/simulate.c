/* How often does the assessment cry wolf, and what does it miss?  Series whose
 * truth is known go through release and assessment as those of a project do, 40
 * indicators a run; beside them, on the same series, the XmR chart with its
 * four rules, the exact test of the last quarter against the mean of all before
 * and against the same quarter last year, and "more than 20 per cent off the
 * same quarter last year".
 *
 *     simulate [SERIES [SEED [SCENARIO]]]      4000 a cell; 1; all
 *
 * Prints a line a scenario and mean: the share of unchanged series that each
 * method calls changed, and the share of changed ones (every tenth of a run is,
 * in its last quarter) that it finds. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_errno.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>

#include <samsyn/assess/finding.h>
#include <samsyn/stats/compare.h>
#include <samsyn/stats/xmr.h>

enum { INDICATORS = 40, EVERY = 10, QUARTERS = 24, YEAR = 2020 };

static const double pi = 3.14159265358979323846;

/* --- series ------------------------------------------------------------ */

/* AMPLITUDE of the season, GROWTH a year, THETA of a negative binomial (0:
 * Poisson), ZEROS more than chance gives, CORRELATION of the logarithm of the
 * mean from quarter to quarter (with a standard deviation of .3). */
struct scenario {
    const char *name;
    double amplitude, growth, theta, zeros, correlation;
};

static const struct scenario scenarios[] = {
    {.name = "stable"},
    {.name = "seasonal", .amplitude = 0.35},
    {.name = "overdispersed", .theta = 5},
    {.name = "trending", .growth = 0.10},
    {.name = "zero-heavy", .zeros = 0.3},
    {.name = "autocorrelated", .correlation = 0.5},
};

static const double means[] = {0.3, 1, 3, 5, 8, 12, 20, 50, 100};

static void draw_series(int *count,
                        const struct scenario *s,
                        double mean,
                        double change,
                        gsl_rng *rng)
{
    double wander = gsl_ran_gaussian(rng, 0.3);

    for (int t = 0; t < QUARTERS; t++) {
        double years = (t - (QUARTERS - 1) / 2.0) / 4;
        double mu = mean * (1 + s->amplitude * sin(2 * pi * t / 4)) *
                    pow(1 + s->growth, years);
        wander = s->correlation * wander +
                 gsl_ran_gaussian(
                     rng, 0.3 * sqrt(1 - s->correlation * s->correlation));
        if (s->correlation > 0)
            mu *= exp(wander - 0.045);
        if (s->zeros > 0)
            mu *= gsl_rng_uniform(rng) < s->zeros ? 0 : 1 / (1 - s->zeros);
        if (t == QUARTERS - 1)
            mu *= change;
        if (s->theta > 0)
            mu = gsl_ran_gamma(rng, s->theta, mu / s->theta);
        count[t] = mu > 0 ? (int)gsl_ran_poisson(rng, mu) : 0;
    }
}

/* --- methods ----------------------------------------------------------- */

enum method { SIGN, CLEAR, LEVEL, EXACT, YEARS, XMR, PERCENT, N_METHODS };

static const char *const method_names[N_METHODS] = {
    "sign", "clear", "level", "exact", "year", "XmR", "20 %"};

struct tally {
    size_t n, called[N_METHODS];
};

/* Whether the last quarter differs from the quarters FROM to TO. */
static bool exact_finds(const int *count, int from, int to)
{
    struct syn_ratio ratio;
    double before = 0;

    for (int t = from; t <= to; t++)
        before += count[t];
    return !syn_ratio_midp(&ratio, (struct syn_window){count[QUARTERS - 1], 1},
                           (struct syn_window){before, to - from + 1}, 0.95) &&
           ratio.p < 0.05;
}

static bool xmr_finds(const int *count)
{
    const struct syn_xmr_options options = {
        .trend_points = 7, .shift_points = 7, .outward = true, .clip = true};
    struct syn_xmr_point points[QUARTERS];
    struct syn_xmr_segment segment;
    double y[QUARTERS];

    for (int t = 0; t < QUARTERS; t++)
        y[t] = count[t];
    return !syn_xmr_chart(points, &segment, y, QUARTERS, &options) &&
           points[QUARTERS - 1].rule != SYN_XMR_NONE;
}

static bool percent_finds(const int *count)
{
    int now = count[QUARTERS - 1], before = count[QUARTERS - 5];
    return before ? fabs(now / (double)before - 1) > 0.20 : now > 0;
}

static void
tally_one(struct tally *tally, const struct syn_finding *f, const int *count)
{
    tally->n++;
    tally->called[CLEAR] += f->class == SYN_CLASS_CLEAR;
    tally->called[SIGN] +=
        f->class == SYN_CLASS_CLEAR || f->class == SYN_CLASS_SIGN;
    tally->called[LEVEL] += f->n_shifts > 0;
    tally->called[EXACT] += exact_finds(count, 0, QUARTERS - 2);
    tally->called[YEARS] += exact_finds(count, QUARTERS - 5, QUARTERS - 5);
    tally->called[XMR] += xmr_finds(count);
    tally->called[PERCENT] += percent_finds(count);
}

/* --- one run of 40 indicators ------------------------------------------ */

static const char *const only_all[] = {"all", NULL};
static const struct syn_group everyone = {.item = {.name = "all"},
                                          .ages = {0, SYN_AGE_MAX}};
static struct syn_indicator indicators[INDICATORS];
static char ids[INDICATORS][8];

static struct syn_catalogue make_catalogue(void)
{
    for (int i = 0; i < INDICATORS; i++) {
        snprintf(ids[i], sizeof ids[i], "i%d", i);
        indicators[i] = (struct syn_indicator){.id = ids[i],
                                               .unit = &syn_units[0],
                                               .groups = only_all,
                                               .when = {.all = true}};
    }
    return (struct syn_catalogue){
        .project = {.headline_group = "all",
                    .disclosure = {.threshold = 5},
                    .agreement = {.from = SYN_UNSET,
                                  .to = SYN_UNSET,
                                  .baseline_from = SYN_UNSET,
                                  .baseline_to = SYN_UNSET}},
        .indicators = indicators,
        .n_indicators = INDICATORS,
        .groups = &everyone,
        .n_groups = 1};
}

static struct syn_series
make_series(const int *count, int indicator, struct syn_arena *arena)
{
    struct syn_series s = {
        .indicator = &indicators[indicator],
        .group = &everyone,
        .kind = SYN_QUARTER,
        .first = YEAR * 4,
        .n = QUARTERS,
        .count = syn_arena_alloc(arena, QUARTERS, sizeof(int64_t)),
        .state = syn_arena_alloc(arena, QUARTERS, sizeof(enum syn_state)),
        .provisional = syn_arena_alloc(arena, QUARTERS, sizeof(bool))};

    for (int t = 0; t < QUARTERS; t++) {
        s.count[t] = count[t];
        s.state[t] = count[t] ? SYN_STATE_VALUE : SYN_STATE_ZERO;
    }
    return s;
}

/* Assesses COUNTS; unprotected, as the question is what the statistics see. */
static void assess(struct syn_findings *out,
                   int counts[INDICATORS][QUARTERS],
                   const struct syn_catalogue *catalogue,
                   struct syn_arena *arena,
                   struct syn_diag *diag)
{
    struct syn_series series[INDICATORS];
    struct syn_series_set set = {.at = series,
                                 .n = INDICATORS,
                                 .first_month = YEAR * 12,
                                 .last_month = YEAR * 12 + 3 * QUARTERS - 1};
    struct syn_release *release;
    const struct syn_period last = {SYN_QUARTER, YEAR * 4 + QUARTERS - 1};

    for (int i = 0; i < INDICATORS; i++)
        series[i] = make_series(counts[i], i, arena);
    if (syn_release_make(&release, &set, catalogue, NULL, true, arena, diag) ||
        syn_findings_assess(out, release, catalogue, last, arena, diag)) {
        fputs("simulate: the assessment failed\n", stderr);
        exit(70);
    }
}

/* --- cells of the table ------------------------------------------------ */

static void simulate(struct tally *unchanged,
                     struct tally *changed,
                     const struct scenario *s,
                     double mean,
                     double change,
                     size_t runs,
                     gsl_rng *rng,
                     struct syn_diag *diag)
{
    struct syn_catalogue catalogue = make_catalogue();
    struct syn_arena *arena = syn_arena_new((size_t)1 << 30);
    struct syn_arena_mark mark = syn_arena_mark(arena);
    static int counts[INDICATORS][QUARTERS];

    for (size_t r = 0; r < runs; r++) {
        struct syn_findings findings;
        for (int i = 0; i < INDICATORS; i++)
            draw_series(counts[i], s, mean, i % EVERY ? 1 : change, rng);
        assess(&findings, counts, &catalogue, arena, diag);
        for (int i = 0; i < INDICATORS; i++)
            tally_one(i % EVERY || change == 1 ? unchanged : changed,
                      &findings.at[i], counts[i]);
        syn_arena_rewind(arena, mark);
    }
    syn_arena_free(arena);
}

static void print_tally(const struct tally *tally)
{
    for (int m = 0; m < N_METHODS; m++)
        printf(" %5.1f", 100 * (double)tally->called[m] / (double)tally->n);
}

static void print_head(void)
{
    printf("%-15s %5s", "", "");
    printf("  %-41s  %-41s  %-41s\n%-15s %5s", "false, % of unchanged",
           "found, % of those with +50 %", "found, % of those with -30 %", "",
           "mean");
    for (int i = 0; i < 3; i++) {
        putchar(' ');
        for (int m = 0; m < N_METHODS; m++)
            printf(" %5s", method_names[m]);
    }
    putchar('\n');
}

static void print_row(const struct scenario *s,
                      double mean,
                      size_t runs,
                      gsl_rng *rng,
                      struct syn_diag *diag)
{
    struct tally none = {0}, up = {0}, down = {0}, rest = {0};

    simulate(&none, &none, s, mean, 1, runs, rng, diag);
    simulate(&rest, &up, s, mean, 1.5, runs, rng, diag);
    simulate(&rest, &down, s, mean, 0.7, runs, rng, diag);
    printf("%-15s %5g ", s->name, mean);
    print_tally(&none);
    putchar(' ');
    print_tally(&up);
    putchar(' ');
    print_tally(&down);
    putchar('\n');
    fflush(stdout);
}

int main(int argc, char **argv)
{
    size_t series = argc > 1 ? strtoul(argv[1], NULL, 10) : 4000;
    unsigned long seed = argc > 2 ? strtoul(argv[2], NULL, 10) : 1;
    struct syn_diag diag = {.emit = syn_diag_to_file, .data = stderr};

    if (series < INDICATORS || !seed) {
        fputs("usage: simulate [SERIES [SEED [SCENARIO]]], at least 40 and 1\n",
              stderr);
        return 2;
    }
    gsl_set_error_handler_off();

    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);

    gsl_rng_set(rng, seed);
    printf("%zu series a cell, %d quarters each, seed %lu\n",
           series / INDICATORS * INDICATORS, QUARTERS, seed);
    print_head();
    for (size_t s = 0; s < sizeof scenarios / sizeof *scenarios; s++)
        for (size_t m = 0; m < sizeof means / sizeof *means &&
                           (argc < 4 || !strcmp(argv[3], scenarios[s].name));
             m++)
            print_row(&scenarios[s], means[m], series / INDICATORS, rng, &diag);
    gsl_rng_free(rng);
    return 0;
}
