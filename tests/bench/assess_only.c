/* assess_only.c - the yardstick of the assessment: series of counts that are
 * released are assessed, and nothing else is done.
 *
 *     assess_only [SERIES [MONTHS]]     10000 and 48; prints seconds of the
 *                                       processor, megabytes at the peak, and
 *                                       how many series were given a class
 *
 * The counts are negative binomial with a season, drawn by month and summed to
 * quarters, with means from 0.3 to 100 a quarter: the same each time. */
#define _POSIX_C_SOURCE 200809L

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

#include <gsl/gsl_errno.h>
#include <gsl/gsl_math.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>

#include <samsyn/assess/finding.h>
#include <samsyn/base/limits.h>

enum { YEAR = 2020, MONTHS_A_QUARTER = 3 };

static const char *const only_all[] = {"all", NULL};
static const struct syn_group everyone = {.item = {.name = "all"},
                                          .ages = {0, SYN_AGE_MAX}};

static double now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* Series number AT of ALL: its mean a quarter grows with its number. */
static struct syn_series make_series(const struct syn_indicator *indicator,
                                     double share,
                                     size_t quarters,
                                     gsl_rng *rng,
                                     struct syn_arena *arena)
{
    double mean = 0.3 * pow(100 / 0.3, share);
    struct syn_series s = {
        .indicator = indicator,
        .group = &everyone,
        .kind = SYN_QUARTER,
        .first = YEAR * 4,
        .n = quarters,
        .count = syn_arena_alloc(arena, quarters, sizeof(int64_t)),
        .state = syn_arena_alloc(arena, quarters, sizeof(enum syn_state)),
        .provisional = syn_arena_alloc(arena, quarters, sizeof(bool))};

    for (size_t m = 0; m < quarters * MONTHS_A_QUARTER; m++) {
        double season = 1 + 0.3 * sin(2 * M_PI * (double)m / 12);
        double mu = gsl_ran_gamma(rng, 5, mean / MONTHS_A_QUARTER * season / 5);
        s.count[m / MONTHS_A_QUARTER] += gsl_ran_poisson(rng, mu);
    }
    for (size_t t = 0; t < quarters; t++)
        s.state[t] = s.count[t] ? SYN_STATE_VALUE : SYN_STATE_ZERO;
    return s;
}

static struct syn_catalogue make_catalogue(size_t n, struct syn_arena *arena)
{
    struct syn_indicator *at = syn_arena_alloc(arena, n, sizeof *at);

    for (size_t i = 0; i < n; i++)
        at[i] = (struct syn_indicator){.id = "i",
                                       .unit = &syn_units[0],
                                       .groups = only_all,
                                       .when = {.all = true}};
    return (struct syn_catalogue){
        .project = {.headline_group = "all",
                    .disclosure = {.threshold = 5},
                    .agreement = {.from = SYN_UNSET,
                                  .to = SYN_UNSET,
                                  .baseline_from = SYN_UNSET,
                                  .baseline_to = SYN_UNSET}},
        .indicators = at,
        .n_indicators = n,
        .groups = &everyone,
        .n_groups = 1};
}

static struct syn_release *make_release(const struct syn_catalogue *catalogue,
                                        size_t quarters,
                                        struct syn_arena *arena,
                                        struct syn_diag *diag)
{
    size_t n = catalogue->n_indicators;
    struct syn_series_set set = {
        .at = syn_arena_alloc(arena, n, sizeof *set.at),
        .n = n,
        .first_month = YEAR * 12,
        .last_month = YEAR * 12 + (int)quarters * MONTHS_A_QUARTER - 1};
    struct syn_release *release;
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);

    gsl_rng_set(rng, 1);
    for (size_t i = 0; i < n; i++)
        set.at[i] = make_series(&catalogue->indicators[i],
                                (double)i / (double)n, quarters, rng, arena);
    gsl_rng_free(rng);
    if (syn_release_make(&release, &set, catalogue, NULL, true, arena, diag))
        exit(70);
    return release;
}

int main(int argc, char **argv)
{
    size_t n = argc > 1 ? strtoul(argv[1], NULL, 10) : 10000;
    size_t quarters =
        (argc > 2 ? strtoul(argv[2], NULL, 10) : 48) / MONTHS_A_QUARTER;
    struct syn_diag diag = {.emit = syn_diag_to_file, .data = stderr};
    struct syn_findings findings;
    struct rusage usage;
    size_t classed = 0;

    if (n < 1 || quarters < 1) {
        fputs("usage: assess_only [SERIES [MONTHS]], at least 1 and 3\n",
              stderr);
        return 2;
    }
    gsl_set_error_handler_off();

    struct syn_arena *arena = syn_arena_new(SYN_ARENA_BYTES);
    struct syn_catalogue catalogue = make_catalogue(n, arena);
    struct syn_release *release =
        make_release(&catalogue, quarters, arena, &diag);
    const struct syn_period last = {SYN_QUARTER, YEAR * 4 + (int)quarters - 1};
    double begin = now();
    if (syn_findings_assess(&findings, release, &catalogue, last, arena, &diag))
        return 70;
    double seconds = now() - begin;
    for (size_t i = 0; i < findings.n; i++)
        classed += findings.at[i].by == SYN_BY_RANGE;
    getrusage(RUSAGE_SELF, &usage);
    printf("%.3f %.0f %zu\n", seconds, (double)usage.ru_maxrss / 1024, classed);
    syn_arena_free(arena);
    return 0;
}
